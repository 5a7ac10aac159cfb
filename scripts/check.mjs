#!/usr/bin/env node
// Everything that must hold before a change lands: format, lint, types, unused code, generated files, bundle, tests.
import { spawnSync } from 'node:child_process';
import { build, install, root } from './prepare.mjs';

install();
build();
const STEPS = [
  ['format', 'npx', ['biome', 'format', '.']],
  ['lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings']],
  ['types', 'npx', ['tsc', '--noEmit']],
  ['lists of rules', 'npx', ['tsx', 'scripts/generate-rules.ts', '--check']],
  ['code map', 'npx', ['tsx', 'scripts/generate-map.ts', '--check']],
  ['unused code', 'npx', ['knip', '--no-progress']],
  ['tests', process.execPath, ['scripts/test.mjs', ...process.argv.slice(2)]],
];
for (const [name, command, args] of STEPS) {
  console.log(`── ${name} ──`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm run check: ${name} failed`);
    process.exit(status ?? 1);
  }
}
