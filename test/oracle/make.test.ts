import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import { buildWorld } from '../../server/src/world/build-world.ts';
import { Workbench } from '../support/command-line.ts';

/**
 * `make -n` prints what a Makefile would run. An image that runs `make` must hold what an image holds that runs those
 * lines: the same programs at the same paths, with the same tags. What a Makefile exports is not printed, so that cgo
 * is compared by real builds, in `builds/`.
 */
const sources = {
  'go.mod': 'module example.com/shop\n\ngo 1.21\n',
  'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
  'cmd/worker/main.go': 'package main\n\nfunc main() {}\n',
  'cmd/mailer/main.go': 'package main\n\nfunc main() {}\n',
};

/** What is not followed: then the image must say so, and why. */
const notFollowed: Readonly<Record<string, string>> = {
  define: 'which command a line of the Makefile runs is not known',
  wildcard: 'which command a line of the Makefile runs is not known',
  'patterns that both fit': 'build-api may be made by several pattern rules of the Makefile',
};

/** What `make` is asked for, and the Makefile. */
const cases: Readonly<Record<string, readonly [args: string, makefile: string]>> = {
  'the first target': [
    '',
    'build:\n\tgo build -o /out/api ./cmd/api\nother:\n\tgo build -o /out/worker ./cmd/worker\n',
  ],
  'a target that starts with a dot is not the first': [
    '',
    '.PHONY: all\n.DEFAULT:\n\tfalse\nall:\n\tgo build -o /out/api ./cmd/api\n',
  ],
  '.DEFAULT_GOAL': [
    '',
    '.DEFAULT_GOAL := b\na:\n\tgo build -o /out/a ./cmd/api\nb:\n\tgo build -o /out/b ./cmd/api\n',
  ],
  'prerequisites go first, each once': [
    'all',
    'all: api worker\n\tcp /out/api /out/copy\nbase:\n\tmkdir -p /out\napi: base\n\tgo build -o /out/api ./cmd/api\nworker: base api\n\tgo build -o /out/worker ./cmd/worker\n',
  ],
  'simple and recursive variables': [
    '',
    'A = $(B)/api\nB := /one\nC := $(B)\nB := /two\nall:\n\tgo build -o $(A) ./cmd/api\n\tgo build -o $(C)/worker ./cmd/worker\n',
  ],
  'given, default and appended variables': [
    'OUT=/given TAGS=x',
    'OUT := /own\nOTHER ?= /other\nFLAGS = -trimpath\nFLAGS += -tags $(TAGS)\nall:\n\tgo build $(FLAGS) -o $(OUT)/api ./cmd/api\n\tgo build -o $(OTHER)/worker ./cmd/worker\n',
  ],
  'automatic variables': [
    '/out/api /out/worker',
    '/out/%: cmd/%/main.go\n\tgo build -o $@ ./cmd/$(notdir $@)\n',
  ],
  'the stem of a pattern': ['build-api build-mailer', 'build-%:\n\tgo build -o /out/$* ./cmd/$*\n'],
  'static patterns': [
    '',
    'NAMES = api worker\nBINARIES = $(addprefix /out/,$(NAMES))\nall: $(BINARIES)\n$(BINARIES): /out/%: cmd/%/main.go\n\tgo build -o $@ ./$(dir $<)\n',
  ],
  foreach: ['', 'NAMES = api worker\nall:\n\t$(foreach n,$(NAMES),go build -o /out/$(n) ./cmd/$(n);)\n'],
  'functions of text': [
    '',
    'LIST = cmd/api/main.go cmd/worker/main.go\nFIRST = $(firstword $(LIST))\nall:\n\tgo build -o /out/$(patsubst cmd/%/main.go,%,$(FIRST)) ./$(dir $(FIRST))\n\tgo build -o /out/$(subst r,R,$(word 2,api worker)) ./cmd/$(filter w%,api worker)\n',
  ],
  'a variable with a substitution': [
    '',
    'LIST = api worker\nall: $(LIST:%=do-%)\ndo-%:\n\tgo build -o /out/$* ./cmd/$*\n',
  ],
  conditionals: [
    'MODE=release',
    'ifeq ($(MODE),release)\nFLAGS = -tags release\nelse\nFLAGS = -tags debug\nendif\nifdef MISSING\nNAME = worker\nelse ifneq ($(MODE),)\nNAME = api\nendif\nall:\n\tgo build $(FLAGS) -o /out/$(NAME) ./cmd/$(NAME)\n',
  ],
  'a target of its own variables': [
    '',
    'NAME = api\nall: NAME = worker\nall:\n\tgo build -o /out/$(NAME) ./cmd/$(NAME)\n',
  ],
  'a shell loop in a recipe': [
    '',
    'all:\n\tfor n in api worker; do \\\n\t\tgo build -o /out/$$n ./cmd/$$n || exit 1; \\\n\tdone\n',
  ],
  'silent and ignored lines': [
    '',
    'all:\n\t@echo building\n\t@-mkdir /out\n\t-@go build -o /out/api ./cmd/api\n',
  ],
  'each line has a shell of its own': [
    '',
    'all:\n\tcd cmd/api && go build -o /out/api .\n\tgo build -o /out/worker ./cmd/worker\n',
  ],
  'comments and empty lines': [
    '',
    '# A comment\n\nall: # another\n\t# go build -o /out/no ./cmd/api\n\n\tgo build -o /out/api ./cmd/api # why\n',
  ],
  'a long line goes on': [
    '',
    'NAMES = api \\\n  worker\nall:\n\tgo build -o /out/ \\\n\t\t./cmd/api \\\n\t\t./cmd/worker\n',
  ],
  'several rules of one target': [
    '',
    'all: api\nall: worker\napi:\n\tgo build -o /out/api ./cmd/api\nworker:\n\tgo build -o /out/worker ./cmd/worker\n',
  ],
  'double colons': [
    '',
    'all::\n\tgo build -o /out/api ./cmd/api\nall::\n\tgo build -o /out/worker ./cmd/worker\n',
  ],
  'the folder it runs in': ['', 'OUT = $(CURDIR)/bin\nall:\n\tgo build -o $(OUT)/api ./cmd/api\n'],
  'a recipe behind a semicolon': ['', 'all: ; go build -o /out/api ./cmd/api\n'],
  'patterns that both fit': [
    'build-api',
    'build-%:\n\tgo build -o /out/$* ./cmd/$*\n%-api:\n\tgo build -o /out/x ./cmd/api\n',
  ],
  'a pattern for a target that has a rule without a recipe': [
    'build-api',
    'build-api: build-worker\nbuild-%:\n\tgo build -o /out/$* ./cmd/$*\n',
  ],
  'variables of a target hold for what it needs': [
    'release',
    'FLAGS = -tags debug\nrelease: FLAGS = -tags release\nrelease: api\nother: api\napi:\n\tgo build $(FLAGS) -o /out/api ./cmd/api\n',
  ],
  'variables of a target hold no longer than it takes': [
    'release worker',
    'release: NAME := api\nNAME = worker\nrelease:\n\tgo build -o /out/$(NAME) ./cmd/$(NAME)\nworker:\n\tgo build -o /out/x-$(NAME) ./cmd/$(NAME)\n',
  ],
  define: [
    '',
    'define BUILD\ngo build -o /out/$(1) ./cmd/$(1)\nendef\nall:\n\t$(call BUILD,api)\n\t$(call BUILD,worker)\n',
  ],
  wildcard: [
    '',
    'MAINS = $(wildcard cmd/*/main.go)\nall:\n\t$(foreach m,$(MAINS),go build -o /out/$(notdir $(patsubst %/main.go,%,$(m))) ./$(dir $(m));)\n',
  ],
};

for (const [name, [args, makefile]] of Object.entries(cases))
  void test(`what make runs: ${name}`, (t) => {
    if (spawnSync('make', ['--version']).status !== 0) return t.skip('needs make: apt-get install make');
    const bench = new Workbench({ ...sources, Makefile: makefile });
    t.after(() => bench.remove());
    const words = args.split(' ').filter(Boolean);
    const printed = spawnSync('make', ['-n', '--no-print-directory', ...words], {
      cwd: bench.folder,
      encoding: 'utf8',
    });
    assert.equal(printed.status, 0, printed.stderr);
    const dockerfile = (run: string): string =>
      `FROM golang:1.25\nWORKDIR /src\nCOPY . .\nRUN mkdir -p /out\nRUN ${run}\nCMD ["/out/api"]\n`;
    // A line of a recipe is a shell of its own; make prints the lines that belong together with their continuations.
    const script = printed.stdout
      .replaceAll(bench.folder, '/src')
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `(${line.replace(/(?:^|\s)#.*$/, '')}\n)`)
      .filter((line) => line !== '(\n)')
      .join('\n');
    bench.write('printed.Dockerfile', dockerfile(`<<'EOF'\n${script}\nEOF`));
    bench.write('Dockerfile', dockerfile(`make ${args}`));
    bench.write(
      'compose.yml',
      'services:\n  a:\n    build: .\n  b:\n    build: { context: ., dockerfile: printed.Dockerfile }\n',
    );
    const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: process.env });
    assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
    const { images } = buildWorld(opened.snapshot, opened.settings);
    const [ours, theirs] = ['Dockerfile', 'printed.Dockerfile'].map((file) => {
      const image = images.find((each) => each.key.file.endsWith(`/${file}`));
      assert.ok(image?.trace.final, file);
      const why = file === 'Dockerfile' ? notFollowed[name] : undefined;
      assert.deepEqual(
        image.trace.final.opaque.map((each) => each.reason),
        why === undefined ? [] : [why],
        `${file}:\n${script}`,
      );
      if (why !== undefined) return null;
      return image.trace.final.files
        .programs()
        .map(({ path, build, package: { importPath } }) => `${path} ${importPath} [${build.tags.join(',')}]`);
    });
    assert.ok(theirs && theirs.length > 0, `nothing is built by ${script}`);
    if (ours !== null) assert.deepEqual(ours, theirs);
  });
