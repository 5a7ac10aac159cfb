#!/usr/bin/env node
// Installs what is missing and runs every test that this machine can run; the last line has the counts.
//
//   npm test                     everything
//   npm test -- unit rules       the folders of test/ that are named
//   npm test -- --no-skip        a test that skips fails the run, as in CI
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, root } from './prepare.mjs';

const FOLDERS = [
  'unit',
  'rules',
  'split',
  'ecosystem',
  'cli',
  'grammar',
  'lsp',
  'fuzz',
  'oracle',
  'package',
  'engine',
  'e2e',
];
const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const noSkip = args.includes('--no-skip');

install();
build();

const files = (named.length > 0 ? named : FOLDERS).flatMap((name) => testFiles(join(root, 'test', name)));
if (files.length === 0) {
  console.error(`There are no tests in ${named.join(', ')}; the folders are ${FOLDERS.join(', ')}.`);
  process.exit(1);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
// Tests of the oracle and of VS Code are heavy; side by side they only take each other's time.
const light = files.filter((file) => !/\/test\/(?:oracle|engine|e2e|lsp|package)\//.test(file));
const withEngine = files.filter((file) => /\/test\/engine\//.test(file));
const heavy = files.filter((file) => !light.includes(file) && !withEngine.includes(file));
if (light.length > 0) await runTests(light, 2);
if (heavy.length > 0) await runTests(heavy, 1);
// They share one engine, which takes longer to start than a test of it.
if (withEngine.length > 0)
  await runTests(withEngine, 1, ['--import', 'tsx', 'test/engine/with-engine.ts', process.execPath]);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 || (noSkip && counts.skipped > 0) ? 1 : 0;

/** Runs test files with node's own runner, shows what it says, and adds up the counts of its summary; a wrapper is what node runs to run node. */
async function runTests(paths, concurrency, wrapper = []) {
  const node = [
    ...wrapper,
    '--import',
    'tsx',
    '--import',
    './test/support/fixed-seed.ts',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
    ...paths,
  ];
  const child = spawn(process.execPath, node, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk) => {
    text += chunk;
    process.stdout.write(chunk);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const count = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  counts.passed += count('pass');
  counts.failed += count('fail') + count('cancelled');
  counts.skipped += count('skipped') + count('todo');
  // A runner that dies without a summary must not look like success.
  if (status !== 0 && count('fail') + count('cancelled') === 0) counts.failed++;
}

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : testFiles(join(folder, entry.name));
    return entry.name.endsWith('.test.ts') ? [join(folder, entry.name)] : [];
  });
}
