#!/usr/bin/env node
// Installs what the end-to-end tests need beyond `npm ci`: a VS Code server from npm, and Chromium from Debian.
// With --without-browser the server alone. Safe to run again: what is there already stays.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const host = fileURLToPath(new URL('../test/e2e/host/', import.meta.url));

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(
    'The browser host is for Linux on x64. Here the tests run in the VS Code that @vscode/test-electron downloads.',
  );
  process.exit(0);
}
installHost();
if (!process.argv.includes('--without-browser')) installChromium();

function installHost() {
  const lock = createHash('sha256')
    .update(readFileSync(join(host, 'package-lock.json')))
    .digest('hex');
  const stamp = join(host, 'node_modules/.installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the e2e host (some 500 MB) …');
  run('npm', ['ci', '--no-progress', '--loglevel=error'], host);
  // The browser loads TextMate and Oniguruma from a node_modules that the package leaves out; the host has them.
  symlinkSync('../../..', join(host, 'node_modules/code-server/lib/vscode/node_modules'));
  writeFileSync(stamp, lock);
}

function installChromium() {
  if (
    process.env.CHROMIUM_PATH ||
    isOnPath('chromium') ||
    isOnPath('chromium-browser') ||
    isOnPath('google-chrome')
  )
    return;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    fail(
      'The end-to-end tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
    );
  }
  console.log('Installing Chromium …');
  run('apt-get', ['update', '-qq'], host);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], host);
}

function run(command, args, cwd) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // apt-get and npm talk to the error stream, so that a caller can keep its own output clean.
  const { status, error } = spawnSync(command, args, { cwd, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed in ${cwd}${error ? `: ${error.message}` : ''}`);
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
