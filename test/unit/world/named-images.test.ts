import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import type { Service } from '../../../server/src/world/world.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const MODULE = {
  'go.mod': 'module example.com/m\n\ngo 1.22\n',
  'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
};
const BASE = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\n';
const APP =
  'FROM acme/base AS build\nRUN go build -o /api ./cmd/api\nFROM scratch\nCOPY --from=build /api /api\nCMD ["/api"]\n';

function service(files: Record<string, string>, name = 'api'): Service {
  const all = Object.entries({ ...MODULE, ...files }).map(([file, text]): [string, string] => [
    `/w/${file}`,
    text,
  ]);
  const world = buildWorld(new Snapshot(new MemoryFiles(all)), {
    path: '/w',
    root: '/w',
    moduleCache: null,
    env: [],
  });
  const found = world.services.find((each) => each.model.name.value === name);
  assert.ok(found);
  return found;
}

const project = (base: string, api = '    build: .\n'): string => `services:\n  base:\n${base}  api:\n${api}`;
const TAGGED =
  '    image: acme/base:latest\n    build:\n      context: .\n      dockerfile: base.Dockerfile\n';

/** What a service runs, and the cgo setting of its build. */
function answer({ runs, program }: Service): string {
  if (runs.kind !== 'program') return runs.kind;
  return `${runs.program.package.dir} ${program?.build.cgo.effective ?? 'not judged'}`;
}

describe('an image that another Dockerfile builds', () => {
  test('is followed through a tag of the same project', () => {
    const files = { 'compose.yaml': project(TAGGED), 'base.Dockerfile': BASE, Dockerfile: APP };
    assert.equal(answer(service(files)), 'cmd/api on');
  });

  test('hands its environment on, and no place to write at', () => {
    const files = {
      'compose.yaml': project(TAGGED),
      'base.Dockerfile': BASE.replace('WORKDIR', 'ENV CGO_ENABLED=0\nWORKDIR'),
      Dockerfile: APP,
    };
    const { program } = service(files);
    assert.equal(program?.build.cgo.effective, 'off');
    assert.equal(program?.build.cgo.span, null);
  });

  test('is followed through another one, and through a named context', () => {
    const through = {
      'compose.yaml': project(
        `${TAGGED}  root:\n    image: acme/root\n    build: {context: ., dockerfile_inline: "${BASE.replaceAll('\n', '\\n')}"}\n`,
      ),
      'base.Dockerfile': 'FROM acme/root\n',
      Dockerfile: APP,
    };
    assert.equal(answer(service(through)), 'cmd/api unknown');
    const given = {
      'compose.yaml': project(
        '    build: {context: ., dockerfile: base.Dockerfile}\n',
        '    build:\n      context: .\n      additional_contexts: {acme/base: "service:base"}\n',
      ),
      'base.Dockerfile': BASE,
      Dockerfile: APP,
    };
    assert.equal(answer(service(given)), 'cmd/api on');
  });

  test('is not followed when a named context stands in for it, or for a stage', () => {
    for (const name of ['acme/base', 'build']) {
      const files = {
        'compose.yaml': project(
          TAGGED,
          `    build:\n      context: .\n      additional_contexts: {${name}: "docker-image://other"}\n`,
        ),
        'base.Dockerfile': BASE,
        Dockerfile: APP,
      };
      assert.equal(service(files).program, null, name);
    }
  });

  test('gives no files of another context', () => {
    const files = {
      'compose.yaml': project(TAGGED.replace('context: .', 'context: other')),
      'other/base.Dockerfile': BASE,
      'other/go.mod': 'module example.com/other\n',
      'other/cmd/api/main.go': 'package main\n\nfunc main() {}\n',
      Dockerfile: APP,
    };
    assert.equal(service(files).runs.kind, 'unknown');
  });

  test('gives a program as one that is built elsewhere', () => {
    const files = {
      'compose.yaml': project(TAGGED),
      'base.Dockerfile': `${BASE}RUN go build -o /api ./cmd/api\n`,
      Dockerfile: 'FROM scratch\nCOPY --from=acme/base /api /api\nCMD ["/api"]\n',
    };
    const { runs } = service(files);
    assert.equal(runs.kind, 'unknown');
  });

  test('ends where images stand on each other in a circle', () => {
    const files = {
      'compose.yaml': project(TAGGED, '    image: acme/api\n    build: .\n'),
      'base.Dockerfile': 'FROM acme/api\n',
      Dockerfile: APP,
    };
    assert.equal(service(files).runs.kind, 'unknown');
  });
});
