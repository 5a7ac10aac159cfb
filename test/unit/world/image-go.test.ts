import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onWorkspace, type Workbench } from '../../support/command-line.ts';

const dockerfile = (image: string, flags = ''): string =>
  `FROM ${image} AS build\nWORKDIR /src\nCOPY . .\nRUN go build ${flags} -o /bin/x ./cmd/x\nFROM debian:13\nCOPY --from=build /bin/x /bin/x\nCMD ["x"]\n`;

const FILES = {
  'docker-compose.yml': 'services:\n  x:\n    build: .\n',
  'go.mod': 'module example.com/m\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n',
  'cmd/x/main.go': 'package main\n\nimport _ "example.com/m/a"\n\nfunc main() {}\n',
  'a/a.go': 'package a\n',
  'a/new.go': '//go:build go1.24\n\npackage a\n\nimport _ "example.com/m/native"\n',
  'native/n.go': 'package native\n\nimport "C"\n',
  'vendor/modules.txt': '# example.com/dep v1.0.0\n## explicit\nexample.com/dep\n',
  'vendor/example.com/dep/d.go': 'package dep\n',
};

async function gradeOf(bench: Workbench): Promise<string> {
  const { projects } = await bench.json('inspect');
  return projects[0].services[0].cgo.grade;
}

test('the Go of the image decides which release tags hold', async () => {
  for (const [image, grade] of [
    ['golang:1.23', 'none'],
    ['golang:1.24-bookworm', 'required'],
    ['golang:1.20', 'none'],
    ['golang:latest', 'required'],
  ] as const)
    await onWorkspace({ ...FILES, Dockerfile: dockerfile(image) }, async (bench) => {
      assert.equal(await gradeOf(bench), grade, image);
    });
});

test('a toolchain that may be fetched is not known', async () => {
  const text = dockerfile('golang:1.23').replace('WORKDIR', 'ENV GOTOOLCHAIN=auto\nWORKDIR');
  await onWorkspace({ ...FILES, Dockerfile: text }, async (bench) => {
    assert.equal(await gradeOf(bench), 'required');
  });
});

test('-mod decides whether the vendor folder is looked at', async () => {
  const main = 'package main\n\nimport _ "example.com/dep"\n\nfunc main() {}\n';
  for (const [flags, env, grade] of [
    ['', '', 'none'],
    ['-mod=mod', '', 'unknown'],
    ['', 'ENV GOFLAGS=-mod=mod\n', 'unknown'],
    ['-mod=vendor', 'ENV GOFLAGS=-mod=mod\n', 'none'],
  ] as const) {
    const text = dockerfile('golang:1.25', flags).replace('WORKDIR', `${env}WORKDIR`);
    await onWorkspace({ ...FILES, 'cmd/x/main.go': main, Dockerfile: text }, async (bench) => {
      assert.equal(await gradeOf(bench), grade, `${flags} ${env}`);
    });
  }
});

test('at the root of a workspace without a module of its own, packages are those of its modules', async () => {
  const main = 'package main\n\nfunc main() {}\n';
  const files = {
    'docker-compose.yml': 'services:\n  x:\n    build: .\n',
    'go.work': 'go 1.25\n\nuse (\n\t./svc/a\n\t./svc/b\n)\n',
    'svc/a/go.mod': 'module example.com/a\n\ngo 1.25\n',
    'svc/a/cmd/x/main.go': main,
    'svc/b/go.mod': 'module example.com/b\n\ngo 1.25\n',
    'svc/b/main.go': main,
  };
  for (const [named, program] of [
    ['./svc/a/cmd/x', 'svc/a/cmd/x'],
    ['example.com/a/cmd/x', 'svc/a/cmd/x'],
    ['example.com/a/...', 'svc/a/cmd/x'],
    ['./svc/a/...', 'svc/a/cmd/x'],
    ['./svc/b', 'svc/b'],
    ['./svc/b/main.go', 'svc/b'],
    // The go command: "does not contain modules listed in go.work".
    ['./svc/...', null],
    ['.', null],
  ]) {
    const text = `FROM golang:1.25\nWORKDIR /w\nCOPY go.work ./\nCOPY svc svc\nRUN CGO_ENABLED=0 go build -o /bin/x ${named}\nCMD ["x"]\n`;
    await onWorkspace({ ...files, Dockerfile: text }, async (bench) => {
      const { projects } = await bench.json('inspect');
      assert.equal(projects[0].services[0].runs.program, program, `${named}`);
    });
  }
});
