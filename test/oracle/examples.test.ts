import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Whether each program compiles with cgo off. The documents of the examples, and the verdicts of the engine, rest on this. */
const compilesWithoutCgo: Record<string, Record<string, boolean>> = {
  photos: { server: false, worker: true, scheduler: false },
  'photos-leak': { server: false, worker: false, scheduler: false },
};

const needsGo = hasGo() ? null : 'needs Go 1.25 or newer on PATH: https://go.dev/dl/';
const needsHeaders = hasHeaders()
  ? null
  : 'needs a C compiler and the headers of libwebp: apt-get install gcc libc6-dev libwebp-dev';

for (const [example, programs] of Object.entries(compilesWithoutCgo)) {
  const backend = fileURLToPath(new URL(`../../examples/${example}/backend`, import.meta.url));

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

  test(`${example} is formatted`, (t) => {
    if (needsGo) return t.skip(needsGo);
    const format = spawnSync('gofmt', ['-l', '.'], { cwd: backend, encoding: 'utf8' });
    assert.equal(format.stdout, '');
  });

  test(`${example} requires go-webp alone`, () => {
    const required = [
      ...readFileSync(`${backend}/go.mod`, 'utf8').matchAll(/^(?:require )?\s*(\S+) v\S+$/gm),
    ];
    assert.deepEqual(
      required.map((line) => line[1]),
      ['github.com/kolesa-team/go-webp'],
    );
    assert.ok(existsSync(`${backend}/go.sum`));
  });
}

function go(cwd: string, cgo: '0' | '1', args: string[]) {
  const env = { ...process.env, CGO_ENABLED: cgo, GOOS: 'linux', GOFLAGS: '-mod=readonly -buildvcs=false' };
  return spawnSync('go', args, { cwd, env, encoding: 'utf8' });
}

function hasGo(): boolean {
  const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '';
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  return minor !== undefined && Number(minor) >= 25;
}

function hasHeaders(): boolean {
  const input = '#include <stdlib.h>\n#include <webp/encode.h>\n';
  return spawnSync(process.env['CC'] ?? 'cc', ['-fsyntax-only', '-x', 'c', '-'], { input }).status === 0;
}
