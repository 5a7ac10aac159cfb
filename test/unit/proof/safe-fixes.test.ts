import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../../server/src/memory/apply-changes.ts';
import { type Reader, Snapshot } from '../../../server/src/memory/snapshot.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/**
 * A fix that is called safe is safe for every program of the command, in every world of its arguments and in every project
 * that reads the file. Here api needs cgo (a C file of the repository), and admin needs none.
 */
const SOURCES: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.25\n',
  'cmd/api/main.go': 'package main\n\nimport "example.com/app/c"\n\nfunc main() { c.F() }\n',
  'cmd/admin/main.go':
    'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":80", nil) }\n',
  'c/c.go': 'package c\n\n// void f(void) {}\nimport "C"\n\nfunc F() { C.f() }\n',
};

const BOTH = 'services:\n  api:\n    build: .\n  admin:\n    build: .\n    command: admin\n';

const BUILT = 'FROM debian:bookworm-slim\nCOPY --from=build /out/ /usr/local/bin/\nCMD ["api"]\n';

const builder = (lines: string, from = 'golang:1.25'): string =>
  `FROM ${from} AS build\nWORKDIR /src\nCOPY . .\n${lines}\n${BUILT}`;

interface Attack {
  readonly dockerfile: string;
  readonly compose?: string;
  readonly more?: Readonly<Record<string, string>>;
  /** What the safe fixes leave; undefined where there is none. */
  readonly fixed?: (dockerfile: string) => string;
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  'a loop builds both': {
    dockerfile: builder('RUN for s in api admin; do CGO_ENABLED=1 go build -o /out/$s ./cmd/$s; done'),
  },
  'a loop in a variable builds both': {
    dockerfile: builder(
      'RUN set -e; ALL="admin api"; for s in $ALL; do CGO_ENABLED=1 go build -o /out/ ./cmd/$s; done',
    ),
  },
  'one command builds both': {
    dockerfile: builder('RUN CGO_ENABLED=1 go build -o /out/ ./cmd/api ./cmd/admin'),
  },
  'a pattern builds both': { dockerfile: builder('RUN CGO_ENABLED=1 GOBIN=/out go install ./cmd/...') },
  'an argument of a service names the program': {
    dockerfile: builder('ARG SERVICE\nENV CGO_ENABLED=1\nRUN go build -o /out/api ./cmd/$SERVICE'),
    compose: 'services:\n  admin:\n    build: {context: ., args: {SERVICE: admin}}\n',
  },
  'an argument with a default names the program': {
    dockerfile: builder('ARG SERVICE=api\nRUN CGO_ENABLED=1 go build -o /out/api ./cmd/${SERVICE}'),
    compose: 'services:\n  admin:\n    build: {context: ., args: {SERVICE: admin}}\n',
  },
  'an argument that nobody passes names the program': {
    dockerfile: builder('ARG SERVICE=admin\nRUN CGO_ENABLED=1 go build -o /out/api ./cmd/${SERVICE}'),
    compose: 'services:\n  admin:\n    build: .\n',
  },
  'the compiler is for the program that an argument names': {
    dockerfile: builder(
      'ARG SERVICE\nRUN apk add --no-cache build-base\nRUN go build -o /out/api ./cmd/$SERVICE',
      'golang:1.25-alpine',
    ),
    compose: 'services:\n  admin:\n    build: {context: ., args: {SERVICE: admin}}\n',
  },
  'two commands of one ENV': {
    dockerfile: builder(
      'ENV CGO_ENABLED=1\nRUN go build -o /out/api ./cmd/api\nRUN go build -o /out/admin ./cmd/admin',
    ),
    fixed: (text) => text.replace('RUN go build -o /out/admin', 'RUN CGO_ENABLED=0 go build -o /out/admin'),
  },
  'two commands of one export': {
    dockerfile: builder(
      'RUN export CGO_ENABLED=1 && go build -o /out/api ./cmd/api && go build -o /out/admin ./cmd/admin',
    ),
    fixed: (text) => text.replace('go build -o /out/admin', 'CGO_ENABLED=0 go build -o /out/admin'),
  },
  'an argument, and no program that it may name needs cgo': {
    dockerfile: builder('ARG SERVICE\nRUN CGO_ENABLED=1 go build -o /out/api ./cmd/$SERVICE'),
    compose: 'services:\n  admin:\n    build: {context: ., args: {SERVICE: admin}}\n',
    more: { 'cmd/api/main.go': 'package main\n\nfunc main() {}\n' },
    fixed: (text) => text.replace('CGO_ENABLED=1', 'CGO_ENABLED=0'),
  },
};

const unchanged = (text: string): string => text;

for (const [name, { dockerfile, compose = BOTH, more = {}, fixed = unchanged }] of Object.entries(ATTACKS))
  test(`safe fixes: ${name}`, () => {
    const files = { ...SOURCES, Dockerfile: dockerfile, 'compose.yaml': compose, ...more };
    const now = allFixed(files);
    assert.equal(now, fixed(dockerfile));
  });

test('a fix for a merge with an override is not written into the base of another project', () => {
  const files = {
    ...SOURCES,
    Dockerfile: builder('RUN CGO_ENABLED=0 go build -o /out/ ./cmd/admin'),
    'other.Dockerfile': builder('RUN CGO_ENABLED=1 go build -o /out/ ./cmd/api'),
    'compose.yaml': 'services:\n  admin:\n    build: .\n    command: admin\n',
    'compose.override.yaml': 'services:\n  admin:\n    command: api\n',
    'compose.ci.yaml': 'services:\n  admin:\n    environment: {CI: "1"}\n',
  };
  const disk = Object.entries(files).map(([path, text]): [string, string] => [`/w/${path}`, text]);
  const snapshot = new Snapshot(new MemoryFiles(disk));
  const { findings } = snapshot.derive(analyse, SETTINGS);
  const unsafe = findings.flatMap((finding) => finding.fixes()).filter((fix) => fix.safe);
  assert.deepEqual(
    unsafe.flatMap((fix) => (fix.kind === 'changes' ? fix.changes.map(({ file }) => file) : [])),
    [],
  );
});

const SETTINGS = { path: '/w', root: '/w', moduleCache: null, env: [] };

/** The Dockerfile after each safe fix was made, one after the other. */
function allFixed(files: Readonly<Record<string, string>>): string {
  const disk = Object.entries(files).map(([path, text]): [string, string] => [`/w/${path}`, text]);
  let snapshot: Reader = new Snapshot(new MemoryFiles(disk));
  for (let round = 0; round < 20; round++) {
    const { findings } = snapshot.derive(analyse, SETTINGS);
    const [fix] = findings.flatMap((finding) => finding.fixes().filter((each) => each.safe));
    if (fix?.kind !== 'changes') {
      const state = snapshot.file('/w/Dockerfile');
      return state.kind === 'text' ? state.file.text : '';
    }
    const applied = applyChanges(snapshot, fix.changes);
    assert.ok(applied.ok);
    snapshot = applied.snapshot;
  }
  return assert.fail('the fixes do not end');
}
