#!/usr/bin/env tsx
// Measures what a person waits for after a keystroke: from the edit to the diagnostics of that version, over the server's
// standard streams, in projects of three sizes, of whose services a quarter is built here. Prints the table; with --write it goes to
// docs/measurements/lsp.md.
//
//   npm run bench:lsp
//   npm run bench:lsp -- --edits 50 --services 1000
//   npm run bench:lsp -- --against OTHER/server.cjs     another build of the server in the same run, in turn with this one
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LspClient } from '../test/lsp/lsp-client.ts';
import { writeMeasurements } from './measurements.ts';
import { writeProject } from '../test/perf/services-project.ts';

const { values } = parseArgs({
  options: {
    write: { type: 'boolean' },
    edits: { type: 'string', default: '200' },
    services: { type: 'string', multiple: true, default: ['10', '100', '1000'] },
    against: { type: 'string' },
  },
});
const edits = Number(values.edits);
const here = { name: 'this server', command: ['server/dist/cli.cjs', 'lsp', '--stdio'] };
const servers = values.against
  ? [here, { name: 'the other one', command: [values.against, '--stdio'] }]
  : [here];

/** In milliseconds. */
interface Times {
  /** From each edit to its diagnostics, sorted. */
  readonly waited: readonly number[];
  /** The processor's time of the server for an edit, on average. */
  readonly processor: number;
}

interface Measured {
  readonly compose: Times;
  readonly dockerfile: Times;
  readonly go: Times;
  /** From the start of the server to its first diagnostics. */
  readonly first: number;
  /** Bytes. */
  readonly memory: number;
}

/** Longer than any gathering of edits that a server may do. */
const PAUSE_MS = 150;

const rows: string[] = [];
for (const count of values.services.map(Number)) {
  for (const server of servers) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-lsp-'));
    try {
      const row = rowOf(count, server.name, await measure(folder, count, server.command));
      rows.push(row);
      console.log(row);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

if (values.write)
  writeMeasurements(
    'lsp.md',
    'lsp',
    `From a keystroke to the diagnostics of that version of the text, over the standard streams, in milliseconds: the median and the 95th
percentile of ${edits} edits, one every ${PAUSE_MS} ms, and the server's processor time for each in brackets, in the Compose file, in a Dockerfile, and of an import
in a Go file that brings cgo or takes it away. A quarter
of the services is built here, each from a Dockerfile and a program of its own; memory is the server's resident set at the end.
\`npm run bench:lsp -- --write\`.

| services | server | first diagnostics | Compose file | Dockerfile | Go file | memory |
|--:|---|--:|--:|--:|--:|--:|
${rows.join('\n')}`,
  );

async function measure(folder: string, count: number, command: readonly string[]): Promise<Measured> {
  const project = writeProject(folder, count);
  const started = performance.now();
  const client = await LspClient.start(folder, { command });
  await client.until(() => client.diagnostics(project.compose).length > 0, 'the first diagnostics');
  const first = performance.now() - started;
  /** What each edit of `file` changes is told at `told`. */
  const times = async (
    file: string,
    told: string,
    edit: (text: string, turn: number) => string,
  ): Promise<Times> => {
    const text = readFileSync(join(folder, file), 'utf8');
    client.open(file, text);
    await client.quiet();
    const out: number[] = [];
    const before = client.processorTime();
    for (let turn = 0; turn < edits; turn++) {
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      const heard = client.published.length;
      const start = performance.now();
      client.change(file, edit(text, turn));
      await client.until(
        () => client.published.slice(heard).some(({ uri }) => uri === client.uri(told)),
        `what edit ${turn} of ${file} changes in ${told}`,
      );
      out.push(performance.now() - start);
    }
    const processor = (client.processorTime() - before) / edits;
    client.close(file);
    await client.quiet();
    return { waited: out.sort((a, b) => a - b), processor };
  };
  const { compose: composeFile, dockerfile: image, go: goFile } = project;
  // A line that comes and goes moves what is found below it.
  const moved = (text: string, turn: number): string => (turn % 2 ? text : `# edit ${turn}\n${text}`);
  const compose = await times(composeFile, composeFile, (text, turn) =>
    moved(text.replace('LEVEL: info', `LEVEL: info${turn}`), turn),
  );
  const dockerfile = await times(image, image, moved);
  const go = await times(goFile, image, (text, turn) =>
    turn % 2 ? text : text.replace(project.import, project.cgo),
  );
  const memory = client.residentBytes();
  client.kill();
  return { compose, dockerfile, go, first, memory };
}

function rowOf(count: number, name: string, { compose, dockerfile, go, first, memory }: Measured): string {
  const cells = [compose, dockerfile, go].map(
    ({ waited, processor }) =>
      `${at(waited, 0.5).toFixed(1)} / ${at(waited, 0.95).toFixed(1)} (${processor.toFixed(1)})`,
  );
  return `| ${count} | ${name} | ${first.toFixed(0)} | ${cells.join(' | ')} | ${(memory / 1e6).toFixed(0)} MB |`;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
