#!/usr/bin/env tsx
// Measures what a long session keeps: a person edits with values that were never there, each kind of edit in a process of its
// own. Prints the table; with --write it goes to docs/measurements/memory.md.
//
//   npm run bench:memory                          20,000 edits of each kind, against the first 1,000
//   npm run bench:memory -- --write file import   some kinds
//   npm run bench:memory -- --edits 2000
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { KINDS } from '../test/perf/edit-kinds.ts';
import { writeMeasurements } from './measurements.ts';

const FIRST = 1000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, edits: { type: 'string', default: '20000' } },
});
const kinds = positionals.length > 0 ? positionals : Object.keys(KINDS);
const script = fileURLToPath(new URL('../test/perf/edit-long.ts', import.meta.url));

const rows = kinds.map((kind) => {
  const run = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', script, kind, `${FIRST}`, values.edits],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  const [first = 0, last = 0] = JSON.parse(run.stdout) as number[];
  const row = `| ${kind} | ${megabytes(first)} | ${megabytes(last)} | ${((100 * (last - first)) / first).toFixed(1)} % |`;
  console.log(row);
  return row;
});

if (values.write)
  writeMeasurements(
    'memory.md',
    'memory',
    `The heap of the engine after a full collection, in megabytes, in a workspace in which one edit follows the other, each with a value
that was never there: half of them typed, half on disk. \`npm run bench:memory -- --write\`; a test holds the bound of 10 % for fewer.

| kind of edit | after ${FIRST} | after ${values.edits} | growth |
|---|--:|--:|--:|
${rows.join('\n')}`,
  );

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
