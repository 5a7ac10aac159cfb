// Package report says what a program finds itself in, so that it can be compared before and after a split.
package report

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"time"
)

var said string

// Say prints one line of JSON with what the program finds, and more facts of its own. It is put together by hand: a package
// for that would be compiled anew in each build of the tests.
func Say(program string, more ...string) {
	dir, _ := os.Getwd()
	said = fmt.Sprintf(
		`{"program":%q,"args":%s,"uid":%d,"gid":%d,"dir":%q,"env":%s,"cgo":%q,"bytes":%q,"more":%s}`,
		program, list(os.Args), os.Getuid(), os.Getgid(), dir, list(env()), cgo(), bytes(), list(more),
	)
	fmt.Println(said)
}

func list(words []string) string {
	quoted := []string{}
	for _, word := range words {
		quoted = append(quoted, strconv.Quote(word))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// Answer says it over HTTP.
func Answer(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, said) }

// Wait lets a program run that does nothing more.
func Wait() {
	for {
		time.Sleep(time.Hour)
	}
}

// Writes is whether a file can be made in a folder.
func Writes(folder string) string {
	file := folder + "/.report"
	err := os.WriteFile(file, nil, 0o600)
	os.Remove(file)
	return fmt.Sprintf("writes %s: %t", folder, err == nil)
}

// Reads is what stands in a file.
func Reads(file string) string {
	text, err := os.ReadFile(file)
	return fmt.Sprintf("reads %s: %q %t", file, text, err == nil)
}

// The name of a container is another each time.
func env() []string {
	all := []string{}
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "HOSTNAME=") {
			all = append(all, pair)
		}
	}
	sort.Strings(all)
	return all
}

func cgo() string {
	info, _ := debug.ReadBuildInfo()
	for _, each := range info.Settings {
		if each.Key == "CGO_ENABLED" {
			return each.Value
		}
	}
	return ""
}

func bytes() string {
	path, _ := os.Executable()
	program, _ := os.ReadFile(path)
	return fmt.Sprintf("%x", sha256.Sum256(program))
}
