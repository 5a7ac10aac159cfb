import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `npm run images` with a `docker` of the test's own on PATH. */
function images(docker: string): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-docker-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\n${docker}\n`);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, TMPDIR: folder };
  const args = ['--import', 'tsx', join(root, 'scripts/images.ts')];
  const ran = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return ran;
}

test('without an engine it says so, and that is no failure', () => {
  const { status, stdout } = images('echo "Cannot connect to the Docker daemon" >&2; exit 1');
  assert.equal(status, 0);
  assert.match(stdout, /^There is no Docker engine here.*\n$/);
});

test('each service is built before and after the split, and the sizes stand side by side', () => {
  // The engine of the test: an image is as big as its Dockerfile is long, and must exist to be asked for.
  const { status, stdout, stderr } = images(`
case $1 in
  version) echo 27.0;;
  build) while [ "$1" != -f ]; do shift; done; wc -c < "$2";;
  image) for size in "$@"; do :; done; echo "\${size}000000";;
esac`);
  assert.equal(status, 0, stderr);
  const rows = stdout
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.deepEqual(
    rows.map((cells) => cells[1]?.replace(/^.*#/, '')),
    ['backend', 'frontend', 'scheduler', 'worker', 'together'],
  );
  for (const [, name = '', before = '', after = '', ratio = ''] of rows) {
    const [old, now] = [Number.parseFloat(before), Number.parseFloat(after)];
    // The image of the frontend is built of no Go, and stays.
    assert.ok(name.endsWith('#frontend') ? now === old : now < old, `${name}: ${before} becomes ${after}`);
    assert.equal(ratio, (now / old).toFixed(2), name);
  }
});
