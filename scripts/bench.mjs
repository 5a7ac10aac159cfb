#!/usr/bin/env node
// Runs a benchmark of test/perf, bundled as what we ship is: `node scripts/bench.mjs dockerfile --write`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './prepare.mjs';

const [name, ...args] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const outfile = join(folder, 'bench.cjs');
  buildSync({
    entryPoints: [join(root, 'test', 'perf', `bench-${name}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // As the bundle that ships: the other form of some packages looks for its parts when it runs.
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  process.exitCode =
    spawnSync(process.execPath, [outfile, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
