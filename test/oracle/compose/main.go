// Command compose-oracle prints what compose-go, the library inside Docker Compose, makes of a project.
//
// It reads one JSON request a line and answers each with one line of JSON: the services by name, or the error.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/docker/cli/pkg/kvfile"
	"github.com/sirupsen/logrus"
)

type request struct {
	// The folder that Compose is started in, absolute.
	Dir string `json:"dir"`
	// Those of -f, seen from there. None: what Compose finds by itself.
	Files    []string `json:"files"`
	Env      []string `json:"env"`
	Profiles []string `json:"profiles"`
}

type answer struct {
	Error string   `json:"error"`
	Files []string `json:"files"`
	// What COMPOSE_PROFILES or the request enabled; the others are loaded all the same.
	Services types.Services `json:"services"`
	Disabled types.Services `json:"disabled"`
}

// raw is the format that Docker Compose adds to those of its library, by the parser of `docker run --env-file`.
func raw(r io.Reader, filename string, vars map[string]string, lookup func(string) (string, bool)) error {
	lines, err := kvfile.ParseFromReader(r, lookup)
	if err != nil {
		return fmt.Errorf("failed to parse env_file %s: %w", filename, err)
	}
	for _, line := range lines {
		key, value, _ := strings.Cut(line, "=")
		vars[key] = value
	}
	return nil
}

func main() {
	dotenv.RegisterFormat("raw", raw)
	logrus.SetOutput(io.Discard)
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
			fmt.Fprintln(os.Stderr, "compose-oracle: bad request:", err)
			os.Exit(1)
		}
		if err := out.Encode(load(r)); err != nil {
			fmt.Fprintln(os.Stderr, "compose-oracle:", err)
			os.Exit(1)
		}
	}
}

// load does what `docker compose config` does with its options, in its order, without the environment of this process.
func load(r request) (a answer) {
	defer func() {
		// compose-go panics on some broken files, and Compose dies with it.
		if cause := recover(); cause != nil {
			a = answer{Error: fmt.Sprint("panic: ", cause)}
		}
	}()
	if err := os.Chdir(r.Dir); err != nil {
		return answer{Error: err.Error()}
	}
	options, err := cli.NewProjectOptions(r.Files, cli.WithEnv(r.Env),
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithConfigFileEnv, cli.WithDefaultConfigPath,
		cli.WithEnvFiles(), cli.WithDotEnv, cli.WithDefaultProfiles(r.Profiles...))
	if err != nil {
		return answer{Error: err.Error()}
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return answer{Error: err.Error()}
	}
	for _, services := range []types.Services{project.Services, project.DisabledServices} {
		for _, service := range services {
			if service.Build != nil {
				// They cannot be printed: their MarshalJSON makes no JSON.
				service.Build.SSH = nil
			}
		}
	}
	return answer{Files: project.ComposeFiles, Services: project.Services, Disabled: project.DisabledServices}
}
