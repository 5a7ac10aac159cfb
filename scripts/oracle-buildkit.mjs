#!/usr/bin/env node
// Compares our Dockerfile parser with BuildKit's further than CI does: on every Dockerfile in this machine's module
// cache, and on 150,000 generated ones of a seed that changes with the day. FUZZ_RUNS and FUZZ_SEED choose otherwise.
import { spawnSync } from 'node:child_process';
import { root } from './prepare.mjs';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=spec', 'test/oracle/buildkit.test.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      FUZZ_RUNS: '50000',
      FUZZ_SEED: new Date().toISOString().slice(0, 10).replaceAll('-', ''),
      ...process.env,
      WHOLE_MODULE_CACHE: '1',
    },
  },
);
process.exitCode = status ?? 1;
