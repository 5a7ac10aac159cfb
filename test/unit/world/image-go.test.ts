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
