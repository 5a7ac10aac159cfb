#!/usr/bin/env tsx
// Measures the Go engine against `go list -deps ./...` on the same tree in the same run: wall time warm and cold, memory, and
// what an edit takes. Prints the table and writes it to docs/measurements/go.md.
//
//   npm run bench:go              the modules below, each with the module cache and with a vendor folder
//   npm run bench:go -- telegraf  those whose path has one of the words; the page is left as it is
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { goCommand } from '../test/oracle/go-list.ts';
import { onModule } from '../test/oracle/go-list-run.ts';
import { FULL_SET } from '../test/oracle/go-modules.ts';
import { writeMeasurements } from './measurements.ts';

const MODULES = ['github.com/influxdata/telegraf', 'github.com/grafana/loki/v3', 'github.com/moby/moby/v2'];
const ROUNDS = 3;

interface Run {
  readonly ms: number;
  readonly peak: number;
  readonly packages: number;
  /** Whether much was read, and written down for the next run. */
  readonly wrote: boolean;
  readonly programs: number;
  readonly body: { readonly ms: number; readonly lexed: number; readonly judged: number } | null;
  readonly imports: Run['body'];
}

const go = goCommand();
if (!go) {
  console.error('The go command is needed on PATH: https://go.dev/dl/');
  process.exit(2);
}
const { version, moduleCache } = go;
const engine = join(tmpdir(), `go-engine-${process.pid}.cjs`);
await build({
  entryPoints: ['test/perf/go-engine-run.ts'],
  outfile: engine,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  define: { DOCKERFILE_SPLIT_BUILD: '1' },
  logLevel: 'error',
});
const index = mkdtempSync(join(tmpdir(), 'go-index-'));
const words = process.argv.slice(2);
const wanted = MODULES.filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
const rows: string[] = [];
for (const module of FULL_SET.filter(({ path }) => wanted.includes(path))) {
  onModule(module, (dir) => {
    goList(dir, '-mod=mod');
    rows.push(measure(`${module.path} ${module.version}`, dir, '-mod=mod', 'module cache'));
    console.log(rows.at(-1));
    const vendor = spawnSync('go', ['mod', 'vendor', '-e'], { cwd: dir, encoding: 'utf8' });
    if (vendor.status !== 0) throw new Error(vendor.stderr);
    rows.push(measure(`${module.path} ${module.version}`, dir, '-mod=vendor', 'vendor'));
    console.log(rows.at(-1));
  });
}
rmSync(engine, { force: true });
rmSync(index, { recursive: true, force: true });
const head = `| module | packages from | programs | packages | wall, ours | go list | ratio | processor, ours | go list | ratio | first run, wall | ratio | cold, ours | go list | ratio | peak memory | judged, processor | peak memory | edit of a body | edit of an import |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|`;
console.log(`\n${head}\n${rows.join('\n')}`);
if (words.length === 0)
  writeMeasurements(
    'go.md',
    'bench',
    `Against \`go list -deps ./...\` of ${version}, each in a process of its own, in turn on the same tree: the middle of ${ROUNDS} runs, start of
the process included. Ours walks the graph of each of the module's programs, with cgo on and off. Like the go command, which keeps
an index of each module of its cache, it keeps one of what it has read: the first run is without. A vendor folder belongs to the
repository, where every file may change: there each file is looked at for its stamp, and the go command reads them all.
Judged is the graph and the comparison of what cgo changes, which parses files. On a machine that is busy with other
things the processor's time tells more than the clock. Cold is the first run after the system's file cache was emptied, which
takes a right that not every machine gives. An edit is one file changed in memory and everything judged again, in processor
time, the middle of 101; each changes a file of the first program that others may reach too.
\`npm run bench:go\` writes this table.

${head}
${rows.join('\n')}`,
  );

function measure(name: string, dir: string, mod: string, from: string): string {
  const first: Took[] = [];
  const ours: Took[] = [];
  const theirs: Took[] = [];
  let peak = 0;
  goList(dir, mod);
  prime(dir);
  for (let round = 0; round < ROUNDS; round++) {
    first.push(runEngine(dir, 'graph', 'off'));
    const { run, ...took } = runEngine(dir, 'graph');
    ours.push(took);
    peak = Math.max(peak, run.peak);
    theirs.push(goList(dir, mod));
  }
  const cold = emptyFileCache() ? runEngine(dir, 'graph').wall : null;
  const coldList = cold !== null && emptyFileCache() ? goList(dir, mod).wall : null;
  const { packages } = runEngine(dir, 'graph').run;
  const judged = runEngine(dir, 'judge');
  const { run } = runEngine(dir, 'edits');
  const list = middle(theirs.map((each) => each.wall));
  const cells = [
    name,
    from,
    run.programs,
    packages,
    ...compared([middle(ours.map((each) => each.wall)), list]),
    ...compared([middle(ours.map((each) => each.cpu)), middle(theirs.map((each) => each.cpu))]),
    ...compared([middle(first.map((each) => each.wall)), list]).filter((_, i) => i !== 1),
    ...(cold === null || coldList === null ? ['–', '–', '–'] : compared([cold, coldList])),
    `${peak.toFixed(0)} MB`,
    `${(judged.cpu / 1000).toFixed(2)} s`,
    `${judged.run.peak.toFixed(0)} MB`,
    edit(run.body),
    edit(run.imports),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Runs until the index has everything: what was written or downloaded a moment ago is not written down yet. */
function prime(dir: string): void {
  for (let round = 0; round < 12; round++) {
    if (!runEngine(dir, 'judge').run.wrote && !runEngine(dir, 'graph').run.wrote) return;
    spawnSync('sleep', ['10']);
  }
  throw new Error(`the index of ${dir} does not come to rest`);
}

interface Took {
  readonly wall: number;
  /** Of the processor, user and system, in milliseconds. */
  readonly cpu: number;
}

function compared([a, b]: readonly [number, number]): string[] {
  return [`${(a / 1000).toFixed(2)} s`, `${(b / 1000).toFixed(2)} s`, (a / b).toFixed(2)];
}

function runEngine(
  dir: string,
  mode: 'graph' | 'judge' | 'edits',
  cache = index,
): Took & { readonly run: Run } {
  const args = [engine, dir, moduleCache, mode];
  const env = { ...process.env, DOCKERFILE_SPLIT_CACHE: cache };
  const { stdout, ...took } = timed(process.execPath, args, dir, env);
  return { ...took, run: JSON.parse(stdout) as Run };
}

function goList(dir: string, mod: string): Took {
  const env = { ...process.env, GOFLAGS: mod, GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '1' };
  const { wall, cpu } = timed('go', ['list', '-e', '-deps', './...'], dir, env);
  return { wall, cpu };
}

/** Runs a command under a shell, which knows what its children took. */
function timed(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Took & { readonly stdout: string } {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', '"$@"; status=$?; times >&2; exit $status', 'sh', command, ...args],
    { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(stderr);
  const children = stderr.trim().split('\n').at(-1) ?? '';
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
  return { wall, cpu, stdout };
}

/** Only root may; false when that was refused. */
function emptyFileCache(): boolean {
  spawnSync('sync');
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

function edit(body: Run['body']): string {
  return body ? `${body.ms.toFixed(1)} ms` : '–';
}
