import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { groupsOf, prefixOf, removeLeftOver } from './daemons/remove-left-over.ts';
import { findEngine } from './engine.ts';

/** An engine that stayed would fill the machine of whoever runs the tests, so that is looked at for each way to end. */
const missing = typeof findEngine() === 'string' ? findEngine() : null;
const wrapper = fileURLToPath(new URL('with-engine.ts', import.meta.url));

/** Starts an engine of its own around a shell command. */
const start = (command: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', wrapper, 'sh', '-c', command], {
    stdio: ['ignore', 'pipe', 2],
  });

test('an engine is gone after its command, also after one that fails', async (t) => {
  if (typeof missing === 'string') return t.skip(missing);
  const child = start('docker info --format {{.ServerVersion}}; exit 3');
  assert.deepEqual(await ended(child), { status: 3, signal: null });
  assert.deepEqual(leftOf(child), []);
});

test('an engine is gone after SIGTERM, and so is what it runs', async (t) => {
  if (typeof missing === 'string') return t.skip(missing);
  const child = start('echo started; exec sleep 1000');
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill('SIGTERM');
  assert.equal((await ended(child)).status, 1);
  assert.deepEqual(leftOf(child), []);
});

test('of an engine whose process is killed no process stays, and the next one takes its files away', async (t) => {
  if (typeof missing === 'string') return t.skip(missing);
  const child = start('echo started; exec sleep 30');
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill('SIGKILL');
  await ended(child);
  for (let tries = 0; tries < 100 && processesOf(child).length > 0; tries++) await setTimeout(100);
  assert.deepEqual(processesOf(child), []);
  removeLeftOver();
  assert.deepEqual(leftOf(child), []);
});

const ended = (child: ChildProcess): Promise<{ status: number | null; signal: string | null }> =>
  new Promise((resolve) => child.once('exit', (status, signal) => resolve({ status, signal })));

/** Processes, mounts, control groups and folders. */
function leftOf(child: ChildProcess): string[] {
  const name = prefixOf(child.pid ?? 0);
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(name));
  const folders = readdirSync(tmpdir()).filter((each) => each.startsWith(name));
  const roots = ['.', ...readdirSync('/sys/fs/cgroup')].map((each) => join('/sys/fs/cgroup', each));
  const groups = groupsOf(child.pid ?? 0).flatMap((group) =>
    roots.map((root) => join(root, group)).filter((path) => existsSync(path)),
  );
  return [...processesOf(child), ...mounts, ...folders, ...groups];
}

const processesOf = (child: ChildProcess): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandOf)
    .filter((command) => command.includes(prefixOf(child.pid ?? 0)));

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended since it was listed.
    return '';
  }
}
