import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Workbench } from '../support/command-line.ts';
import { findEngine } from './engine.ts';
import { debianPhotos } from './photos/debian-photos.ts';
import { runProject } from './project/run-project.ts';
import { compareProjects } from './splits/compare-projects.ts';

const engine = findEngine();
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the command line in a process of its own, as a person does. */
const start = (cwd: string, ...args: string[]): ChildProcess =>
  spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(repository, 'server/src/cli/main.ts'), ...args],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );

async function ended(
  child: ChildProcess,
): Promise<{ status: number | null; signal: string | null; out: string; error: string }> {
  let out = '';
  let error = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (error += text));
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...how) => resolve(how)),
  );
  return { status, signal, out, error };
}

test('the example is split, and its services do not notice', async (t) => {
  if (typeof engine === 'string') return t.skip(engine);
  const bench = new Workbench(debianPhotos());
  t.after(() => bench.remove());
  const before = await runProject(engine, bench.folder);
  for (const name of ['backend', 'worker']) assert.equal(before.get(name)?.health, 'healthy', name);
  const { plan, refused } = await bench.json('split', '--write');
  assert.deepEqual(refused, []);
  assert.equal(plan.length, 3);
  assert.deepEqual(compareProjects(before, await runProject(engine, bench.folder)), []);
});

/** What stands in the README between these was printed by `measure`; UPDATE_EXPECTED=1 puts it there. */
const [FROM, TO] = ['<!-- measure -->\n', '<!-- /measure -->'];

test('measure prints the table of the README', async (t) => {
  if (typeof engine === 'string') return t.skip(engine);
  const bench = new Workbench(debianPhotos());
  t.after(() => bench.remove());
  const { status, out, error } = await ended(start(bench.folder, 'measure', '--format', 'markdown'));
  assert.equal(status, 0, error);
  const readme = join(repository, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const [before = '', rest = ''] = text.split(FROM);
  const [table = '', after = ''] = rest.split(TO);
  if (process.env['UPDATE_EXPECTED'] === '1')
    writeFileSync(readme, `${before}${FROM}\n${out}\n${TO}${after}`);
  else assertAlike(sizesOf(out), sizesOf(table), `the README says other sizes:\n${out}`);
  assert.deepEqual(leftOf(engine), []);
});

test('ctrl-C ends measure, and nothing is left behind', async (t) => {
  if (typeof engine === 'string') return t.skip(engine);
  const bench = new Workbench(debianPhotos());
  t.after(() => bench.remove());
  const child = start(bench.folder, 'measure');
  const end = ended(child);
  while (!readdirSync(tmpdir()).some((name) => name.startsWith('dockerfile-split-measure-')))
    await setTimeout(50);
  // In the middle of a build.
  await setTimeout(3000);
  child.kill('SIGINT');
  const { status, signal, error } = await end;
  assert.deepEqual([status, signal], [null, 'SIGINT'], error);
  assert.match(error, /interrupted; nothing was left behind/);
  assert.deepEqual(leftOf(engine), []);
});

/** The sizes of a table by service, in megabytes. Times are another matter each time. */
const sizesOf = (table: string): ReadonlyMap<string, readonly number[]> =>
  new Map(
    [...table.matchAll(/^\| (\S+) \| (.*?) \| (.*?) \|/gm)].map(([, name = '', size = '', above = '']) => [
      name,
      [...`${size} ${above}`.matchAll(/([\d.]+) MB/g)].map(([, number]) => Number(number)),
    ]),
  );

/** Sizes are the same on every day but for what an update of a package weighs. */
function assertAlike(
  a: ReadonlyMap<string, readonly number[]>,
  b: ReadonlyMap<string, readonly number[]>,
  message: string,
): void {
  assert.deepEqual([...a.keys()], [...b.keys()], message);
  for (const [name, sizes] of a) {
    const others = b.get(name) ?? [];
    assert.equal(sizes.length, others.length, message);
    for (const [index, size] of sizes.entries())
      assert.ok(Math.abs(size - (others[index] ?? 0)) <= Math.max(2, size * 0.04), message);
  }
}

/** What `measure` may leave: copies, images and processes. */
function leftOf({ docker }: NonNullable<Exclude<typeof engine, string>>): string[] {
  const copies = readdirSync(tmpdir()).filter((name) => name.startsWith('dockerfile-split-measure-'));
  const images = docker(
    'image',
    'ls',
    '--format',
    '{{.Repository}}:{{.Tag}}',
    'dockerfile-split-measure',
  ).split('\n');
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes('dockerfile-split-measure'));
  return [...copies, ...images, ...processes].filter((each) => each !== '');
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended since it was listed.
    return '';
  }
}
