import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

const main = 'package main\n\nfunc main() {}\n';
const CODE = {
  'go.mod': 'module example.com/shop\n\ngo 1.23\n',
  'cmd/api/main.go': main,
  'cmd/mail/main.go': main,
  Dockerfile: `FROM golang:1.23-alpine AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/api ./cmd/api
RUN CGO_ENABLED=0 go build -o /out/mail ./cmd/mail

FROM alpine:3.20
COPY --from=build /out/api /out/mail /usr/local/bin/
CMD ["api"]
`,
};
const SHOP = 'services:\n  api:\n    build: .\n  mail:\n    build: .\n    command: [mail]\n';
const BROKEN = 'services:\n  db:\n    build: {context: .., dockerfile: db.Dockerfile}\n';

const filesOf = ({ findings }: { findings: readonly { file: string }[] }): string[] => [
  ...new Set(findings.map(({ file }) => file)),
];

describe('-f names the Compose files of one project', () => {
  test('that project alone is judged', () =>
    onWorkspace({ ...CODE, 'compose.yaml': SHOP, 'deploy/compose.yaml': BROKEN }, async (bench) => {
      assert.deepEqual(filesOf(await bench.json('check')), ['compose.yaml', 'deploy/compose.yaml']);
      for (const file of ['-f', '--file'])
        assert.deepEqual(filesOf(await bench.json('check', file, 'compose.yaml')), ['compose.yaml']);
      assert.deepEqual(filesOf(await bench.json('check', '-f', 'deploy/compose.yaml')), [
        'deploy/compose.yaml',
      ]);
      assert.deepEqual(filesOf(await bench.json('check', 'deploy/compose.yaml')), ['deploy/compose.yaml']);
      assert.deepEqual(filesOf(await bench.json('check', join(bench.folder, 'deploy/compose.yaml'))), [
        'deploy/compose.yaml',
      ]);
    }));

  test('several are merged in their order, and seen from the folder of the first', () =>
    onWorkspace(
      {
        ...CODE,
        'ops/stack.yml': 'services:\n  api:\n    build: ..\n',
        'more.yml': 'services:\n  api:\n    command: [mail]\n',
      },
      async (bench) => {
        const { projects } = await bench.json('inspect', '-f', 'ops/stack.yml', '-f', 'more.yml');
        assert.deepEqual(
          projects.map(({ id }: { id: string }) => id),
          ['ops/stack.yml:more.yml'],
        );
        const [{ services }] = projects;
        assert.equal(services[0].build.context, '.');
        assert.equal(services[0].runs.program, 'cmd/mail');
      },
    ));

  test('a split of one project leaves the monolith to the others', () =>
    onWorkspace(
      {
        ...CODE,
        'compose.yaml': SHOP,
        'load.yml': SHOP,
        Makefile: 'load:\n\tdocker compose -f load.yml up\n',
      },
      async (bench) => {
        const { plan, kept, edits } = await bench.json('split', '-f', 'load.yml');
        assert.deepEqual(
          plan.map(({ project }: { project: string }) => project),
          ['load.yml', 'load.yml'],
        );
        assert.ok(edits.every(({ file }: { file: string }) => file !== 'compose.yaml'));
        assert.deepEqual(kept, [
          { file: 'Dockerfile', because: ['service api uses it', 'service mail uses it'] },
        ]);
      },
    ));

  test('a project that is made from the same lines comes along', () =>
    onWorkspace(
      { ...CODE, 'compose.yaml': SHOP, 'compose.override.yaml': 'services:\n  api:\n    ports: ["80:80"]\n' },
      async (bench) => {
        const { plan, refused } = await bench.json('split', '-f', 'compose.yaml');
        assert.deepEqual(refused, []);
        assert.deepEqual(
          new Set(plan.map(({ project }: { project: string }) => project)),
          new Set(['compose.yaml', 'compose.yaml:compose.override.yaml']),
        );
      },
    ));

  test('what is no Compose file, or cannot be read, is said in one line', () =>
    onWorkspace({ ...CODE, 'notes.yml': 'a: b\n' }, async (bench) => {
      mkdirSync(join(bench.folder, 'dir.yml'));
      symlinkSync('loop.yml', join(bench.folder, 'loop.yml'));
      for (const [file, reason] of [
        ['notes.yml', 'it is no Compose file: it has neither services nor include'],
        ['none.yml', 'there is no such file'],
        ['dir.yml', 'it is a folder, and no Compose file'],
      ]) {
        const { status, error } = await bench.run('check', '-f', file ?? '');
        assert.deepEqual([status, error], [2, `dockerfile-split: ${file}: ${reason}\n`]);
      }
      const { status, error } = await bench.run('check', '-f', 'loop.yml');
      assert.equal(status, 2);
      assert.match(error, /^dockerfile-split: loop\.yml: .*cannot be read/);
    }));
});
