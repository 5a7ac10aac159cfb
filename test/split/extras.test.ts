import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

test('--bake adds a target for each program', () =>
  onWorkspace('photos', async (bench) => {
    const { status } = await bench.run('split', '--bake', '--write');
    assert.equal(status, 0);
    const bake = readFileSync(join(bench.folder, 'docker-bake.hcl'), 'utf8');
    assert.match(bake, /^group "default" \{\n {2}targets = \["scheduler", "server", "worker"\]\n\}\n/);
    assert.match(
      bake,
      /\ntarget "worker" \{\n {2}context = "backend"\n {2}dockerfile = "Dockerfile\.worker"\n\}\n/,
    );
  }));

test('--bake names the stages of a split into stages', () =>
  onWorkspace('photos', async (bench) => {
    await bench.run('split', '--bake', '--into', 'stages', '--write');
    const bake = readFileSync(join(bench.folder, 'docker-bake.hcl'), 'utf8');
    assert.match(bake, / {2}dockerfile = "Dockerfile"\n {2}target = "worker"\n/);
  }));

test('--bake overwrites nothing, and says so', () =>
  onWorkspace('photos', async (bench) => {
    bench.write('docker-bake.hcl', '# mine\n');
    const { status, error } = await bench.run('split', '--bake', '--write');
    assert.equal(status, 1);
    assert.match(error, /not split: docker-bake\.hcl: it exists already/);
    assert.equal(readFileSync(join(bench.folder, 'docker-bake.hcl'), 'utf8'), '# mine\n');
  }));

test('--summary is a table for a pull request', () =>
  onWorkspace('photos', async (bench) => {
    const { out } = await bench.run('split', '--summary');
    const rows = out.split('\n').filter((line) => line.startsWith('| `'));
    assert.equal(rows.length, 3);
    const worker = rows.find((row) => row.includes('`backend/cmd/worker`'))?.split(' | ') ?? [];
    assert.equal(worker[3], 'off');
    assert.match(worker[4] ?? '', /`libwebp`/);
    assert.match(worker[5] ?? '', /CGO_ENABLED=0: worker imports nothing that needs cgo/);
  }));
