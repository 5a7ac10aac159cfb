// Command ignore-oracle says which paths a .dockerignore hides, with the library that BuildKit uses.
//
// It reads one JSON request a line and answers each with one line of JSON.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type request struct {
	Ignore string   `json:"ignore"`
	Paths  []string `json:"paths"`
}

type answer struct {
	Error  string `json:"error"`
	Hidden []bool `json:"hidden"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var req request
			if err := json.Unmarshal(line, &req); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			if err := out.Encode(judge(req)); err != nil {
				os.Exit(1)
			}
		}
		if err != nil {
			return
		}
	}
}

func judge(req request) answer {
	patterns, err := ignorefile.ReadAll(strings.NewReader(req.Ignore))
	if err != nil {
		return answer{Error: err.Error()}
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return answer{Error: err.Error()}
	}
	hidden := []bool{}
	for _, file := range req.Paths {
		matched, _, err := judgePath(matcher, file)
		if err != nil {
			return answer{Error: err.Error()}
		}
		hidden = append(hidden, matched)
	}
	return answer{Hidden: hidden}
}

// judgePath walks down to a path, as the builder does: each folder passes on what fitted it.
func judgePath(matcher *patternmatcher.PatternMatcher, file string) (bool, patternmatcher.MatchInfo, error) {
	var above patternmatcher.MatchInfo
	if dir := path.Dir(file); dir != "." {
		_, info, err := judgePath(matcher, dir)
		if err != nil {
			return false, info, err
		}
		above = info
	}
	return matcher.MatchesUsingParentResults(file, above)
}
