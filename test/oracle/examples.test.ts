import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Whether each program compiles with cgo off. The pages of the examples rest on this. */
const compilesWithoutCgo: Record<string, Record<string, boolean>> = {
  photos: { server: false, worker: true, scheduler: false },
  'photos-leak': { server: false, worker: false, scheduler: false },
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const needsGo = missingGo();
const needsHeaders = hasHeaders()
  ? null
  : 'needs a C compiler and the headers of libwebp: apt-get install gcc libc6-dev libwebp-dev';

for (const [example, programs] of Object.entries(compilesWithoutCgo)) {
  const backend = `${root}examples/${example}/backend`;

  test(`${example} compiles with cgo`, (t) => {
    const need = needsGo ?? needsHeaders;
    if (need) return t.skip(need);
    const { status, stderr } = go(backend, '1', ['build', './...']);
    assert.equal(status, 0, stderr);
  });

  for (const [program, compiles] of Object.entries(programs)) {
    test(`${example}: ${program} ${compiles ? 'compiles' : 'does not compile'} without cgo`, (t) => {
      if (needsGo) return t.skip(needsGo);
      const { status, stderr } = go(backend, '0', ['build', '-o', '/dev/null', `./cmd/${program}`]);
      if (compiles) return assert.equal(status, 0, stderr);
      assert.match(stderr, /go-webp\/encoder: build constraints exclude all Go files/);
      assert.notEqual(status, 0);
    });
  }

  test(`${example}: the engine says what the go command does, from the module cache`, (t) => {
    const need = needsGo ?? missingBundle();
    if (need) return t.skip(need);
    const cache = go(backend, '0', ['env', 'GOMODCACHE']).stdout.trim();
    assert.deepEqual(gradesOf(example, cache), expectedGrades(programs, 'sources'));
  });

  test(`${example}: the engine says the same without Go and without a module cache`, (t) => {
    const need = missingBundle();
    if (need) return t.skip(need);
    assert.deepEqual(
      gradesOf(example, join(tmpdir(), 'no-such-module-cache')),
      expectedGrades(programs, 'table'),
    );
  });

  test(`${example} is formatted`, (t) => {
    if (needsGo) return t.skip(needsGo);
    const format = spawnSync('gofmt', ['-l', '.'], { cwd: backend, encoding: 'utf8' });
    assert.equal(format.stdout, '');
  });

  test(`${example} requires go-webp alone`, () => {
    const required = readFileSync(`${backend}/go.mod`, 'utf8').matchAll(/^(?:require )?\s*(\S+) v\S+$/gm);
    assert.deepEqual(
      [...required].map((line) => line[1]),
      ['github.com/kolesa-team/go-webp'],
    );
  });
}

interface Inspection {
  readonly modules: readonly {
    readonly programs: readonly {
      readonly name: string;
      readonly cgo: { readonly grade: string; readonly from: string };
    }[];
  }[];
}

function gradesOf(example: string, moduleCache: string): Record<string, { grade: string; from: string }> {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [`${root}server/bin/dockerfile-split.cjs`, 'inspect', `examples/${example}`, '--format', 'json'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, GOMODCACHE: moduleCache } },
  );
  assert.equal(status, 0, stderr);
  const { modules }: Inspection = JSON.parse(stdout);
  const programs = modules.flatMap((module) => module.programs);
  return Object.fromEntries(programs.map(({ name, cgo: { grade, from } }) => [name, { grade, from }]));
}

/** A program that is pure Go needs no table: its own sources say so. */
function expectedGrades(programs: Record<string, boolean>, from: 'sources' | 'table') {
  return Object.fromEntries(
    Object.entries(programs).map(([name, compiles]) => [
      name,
      compiles ? { grade: 'none', from: 'sources' } : { grade: 'required', from },
    ]),
  );
}

function missingBundle(): string | null {
  return existsSync(`${root}server/dist/cli.cjs`) ? null : 'needs the bundles: npm run build';
}

function missingGo(): string | null {
  const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '';
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor === undefined || Number(minor) < 25) return 'needs Go 1.25 or newer on PATH: https://go.dev/dl/';
  const download = go(`${root}examples/photos/backend`, '0', [
    'mod',
    'download',
    'github.com/kolesa-team/go-webp',
  ]);
  return download.status === 0 ? null : 'needs go-webp: go mod download in examples/photos/backend';
}

function go(cwd: string, cgo: '0' | '1', args: string[]) {
  const env = { ...process.env, CGO_ENABLED: cgo, GOOS: 'linux', GOFLAGS: '-mod=readonly -buildvcs=false' };
  return spawnSync('go', args, { cwd, env, encoding: 'utf8' });
}

function hasHeaders(): boolean {
  const input = '#include <stdlib.h>\n#include <webp/encode.h>\n';
  return spawnSync(process.env['CC'] ?? 'cc', ['-fsyntax-only', '-x', 'c', '-'], { input }).status === 0;
}
