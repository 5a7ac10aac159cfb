// Command buildkit-stages-oracle prints the configuration of the image that BuildKit's frontend makes of a Dockerfile.
//
// It reads one JSON request a line and answers each with one line of JSON. Nothing is built: the frontend turns the text
// into a graph, and what the image starts, where and with which environment is known then.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
)

type request struct {
	Dockerfile string            `json:"dockerfile"`
	Target     string            `json:"target"`
	Args       map[string]string `json:"args"`
}

type answer struct {
	Error      string   `json:"error"`
	Env        []string `json:"env"`
	Workdir    string   `json:"workdir"`
	User       string   `json:"user"`
	Entrypoint []string `json:"entrypoint"`
	Cmd        []string `json:"cmd"`
	Ports      []string `json:"ports"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			fmt.Fprintln(os.Stderr, "buildkit-stages-oracle: bad request:", err)
			os.Exit(1)
		}
		if err := out.Encode(configure(r)); err != nil {
			fmt.Fprintln(os.Stderr, "buildkit-stages-oracle:", err)
			os.Exit(1)
		}
	}
}

func configure(r request) answer {
	result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(r.Dockerfile), dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{Target: r.Target, BuildArgs: r.Args},
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	config := result.Image.Config
	a := answer{
		Env:        config.Env,
		Workdir:    config.WorkingDir,
		User:       config.User,
		Entrypoint: config.Entrypoint,
		Cmd:        config.Cmd,
	}
	for port := range config.ExposedPorts {
		a.Ports = append(a.Ports, string(port))
	}
	slices.Sort(a.Ports)
	return a
}
