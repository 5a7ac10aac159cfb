// Command buildkit-oracle prints what BuildKit's own Dockerfile parser and shell lexer make of a text.
//
// It reads one JSON request a line and answers each with one line of JSON, so that a test can keep it running.

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type request struct {
	Dockerfile *string           `json:"dockerfile"`
	Word       *string           `json:"word"`
	Escape     string            `json:"escape"`
	Env        map[string]string `json:"env"`
}

type heredoc struct {
	Name    string `json:"name"`
	Fd      uint   `json:"fd"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
	Content string `json:"content"`
}

type node struct {
	Keyword   string    `json:"keyword"`
	StartLine int       `json:"startLine"`
	EndLine   int       `json:"endLine"`
	Original  string    `json:"original"`
	Flags     []string  `json:"flags"`
	Args      []string  `json:"args"`
	JSON      bool      `json:"json"`
	Heredocs  []heredoc `json:"heredocs"`
	Trigger   *node     `json:"trigger"`
}

type stage struct {
	Name     string `json:"name"`
	Base     string `json:"base"`
	Platform string `json:"platform"`
	Commands int    `json:"commands"`
}

type parsed struct {
	Error string `json:"error"`
	// The line, from 1, of the instruction that either error is about; 0 when it names none.
	ErrorLine int     `json:"errorLine"`
	Escape    string  `json:"escape"`
	Nodes     []*node `json:"nodes"`
	// What instructions.Parse adds; its error leaves the nodes as they are.
	InstructionsError string  `json:"instructionsError"`
	Stages            []stage `json:"stages"`
	MetaArgs          int     `json:"metaArgs"`
}

type lexed struct {
	Value  string   `json:"value"`
	Unset  []string `json:"unset"`
	Error  string   `json:"error"`
	Words  []string `json:"words"`
	Errors string   `json:"wordsError"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			fmt.Fprintln(os.Stderr, "buildkit-oracle: bad request:", err)
			os.Exit(1)
		}
		var answer any
		if r.Dockerfile != nil {
			answer = parse(*r.Dockerfile)
		} else {
			answer = process(*r.Word, r.Escape, r.Env)
		}
		if err := encoder.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, "buildkit-oracle:", err)
			os.Exit(1)
		}
		if err := out.Flush(); err != nil {
			return
		}
	}
}

func parse(text string) parsed {
	result, err := parser.Parse(bytes.NewReader([]byte(text)))
	if err != nil {
		return parsed{Error: err.Error(), ErrorLine: lineOf(err)}
	}
	answer := parsed{Escape: string(result.EscapeToken)}
	for _, child := range result.AST.Children {
		answer.Nodes = append(answer.Nodes, convert(child))
	}
	stages, metaArgs, err := instructions.Parse(result.AST, linter.New(&linter.Config{}))
	if err != nil {
		answer.InstructionsError, answer.ErrorLine = err.Error(), lineOf(err)
		return answer
	}
	answer.MetaArgs = len(metaArgs)
	for _, s := range stages {
		answer.Stages = append(answer.Stages, stage{s.Name, s.BaseName, s.Platform, len(s.Commands)})
	}
	return answer
}

func lineOf(err error) int {
	var located *parser.LocationError
	if !errors.As(err, &located) || len(located.Locations) == 0 || len(located.Locations[0]) == 0 {
		return 0
	}
	return located.Locations[0][0].Start.Line
}

func convert(n *parser.Node) *node {
	out := &node{
		Keyword: n.Value, StartLine: n.StartLine, EndLine: n.EndLine, Original: n.Original,
		Flags: n.Flags, JSON: n.Attributes["json"],
	}
	for _, h := range n.Heredocs {
		out.Heredocs = append(out.Heredocs, heredoc{h.Name, h.FileDescriptor, h.Expand, h.Chomp, h.Content})
	}
	for next := n.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			out.Trigger = convert(next.Children[0])
			continue
		}
		out.Args = append(out.Args, next.Value)
	}
	return out
}

type environment map[string]string

func (e environment) Get(name string) (string, bool) {
	value, ok := e[name]
	return value, ok
}

func (e environment) Keys() []string {
	keys := make([]string, 0, len(e))
	for key := range e {
		keys = append(keys, key)
	}
	return keys
}

func process(word, escape string, env map[string]string) lexed {
	lex := shell.NewLex([]rune(escape)[0])
	var answer lexed
	value, unmatched, err := lex.ProcessWord(word, environment(env))
	answer.Value = value
	for name := range unmatched {
		answer.Unset = append(answer.Unset, name)
	}
	sort.Strings(answer.Unset)
	if err != nil {
		answer.Error = err.Error()
	}
	words, err := lex.ProcessWords(word, environment(env))
	answer.Words = words
	if err != nil {
		answer.Errors = err.Error()
	}
	return answer
}
