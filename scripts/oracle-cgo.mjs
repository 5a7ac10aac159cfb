#!/usr/bin/env node
// Compares the grade of cgo with the compiler on every program of test/oracle/cgo/programs.txt, more than a hundred
// modules (some GB by the module proxy), and writes docs/measurements/cgo.md.
import { spawnSync } from 'node:child_process';
import { root } from './prepare.mjs';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-reporter=spec', 'test/oracle/cgo-modules.test.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CGO_ORACLE: 'full' } },
);
process.exitCode = status ?? 1;
