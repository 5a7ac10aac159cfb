/**
 * Measures how long it takes to parse Dockerfiles and to follow what they do, beside dockerfile-ast in the same run.
 *
 *   npm run bench:dockerfile              prints the table
 *   npm run bench:dockerfile -- --write   and puts it into docs/measurements/dockerfile.md
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDockerfile } from '../../server/src/dockerfile/parse-dockerfile.ts';
import { traceImage } from '../../server/src/image/trace-image.ts';
import { fullContext } from './empty-context.ts';
import { longDockerfile } from './long-dockerfile.ts';

/** Enough for the compiler of JavaScript to have settled, as in a server that runs for a while. */
const WARM_UP = 200;
const ROUNDS = 101;
const PEER = '0.7.1';
const LINES = [60, 250, 500, 1000, 2000, 4000];

const rows = LINES.map((lines) => {
  const text = longDockerfile(lines);
  const [parse, both, peer] = medians([
    () => parseDockerfile(text).value.instructions.length,
    () => trace(text),
    () => peerOn(text),
  ]);
  return { lines: text.split('\n').length - 1, parse, both, peer };
});

const ms = (value: number): string => value.toFixed(2);
const table = [
  '| lines | parse | parse and trace | of it a line | dockerfile-ast | dockerfile-ast ÷ parse |',
  '|---:|---:|---:|---:|---:|---:|',
  ...rows.map(
    ({ lines, parse, both, peer }) =>
      `| ${lines} | ${ms(parse)} ms | ${ms(both)} ms | ${((both * 1000) / lines).toFixed(1)} µs | ${ms(peer)} ms | ${(peer / parse).toFixed(1)} |`,
  ),
].join('\n');

console.log(table);
if (process.argv.includes('--write')) {
  writeFileSync('docs/measurements/dockerfile.md', page(table));
}

function trace(text: string): number {
  const { value: dockerfile } = parseDockerfile(text);
  const found = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, fullContext);
  // Programs are looked up when asked for, and everybody asks.
  return found.needed.reduce((sum, stage) => sum + stage.files.programs().length, 0);
}

/** What the peer has for the same question: it cuts arguments only when asked for them. */
function peerOn(text: string): number {
  const instructions = DockerfileParser.parse(text).getInstructions();
  return instructions.reduce((sum, instruction) => sum + instruction.getArguments().length, 0);
}

/** Medians in milliseconds. The runs take turns, so that noise of the machine hits all of them alike. */
function medians<const T extends readonly (() => number)[]>(runs: T): { [K in keyof T]: number } {
  const times = runs.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    runs.forEach((run, index) => {
      const start = performance.now();
      run();
      if (round >= WARM_UP) times[index]?.push(performance.now() - start);
    });
  }
  const middle = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1] ?? 0;
  return times.map(middle) as { [K in keyof T]: number };
}

function page(content: string): string {
  return `# Parsing and following Dockerfiles

Written by \`npm run bench:dockerfile -- --write\` (test/perf/bench-dockerfile.ts) on Node ${process.versions.node}, ${cpus().length} cores
of ${cpus()[0]?.model.trim() ?? 'an unknown kind'}; medians of ${ROUNDS} runs in one process after ${WARM_UP} to warm up, the columns in turn.

${content}

**Parse** is \`parseDockerfile\`: every instruction, flag, argument, heredoc and offset, and what BuildKit would reject.
**Trace** follows every instruction and every command of every RUN: what is built, installed, copied, held and started.
**dockerfile-ast** ${PEER} parses and splits arguments, which is less than our parser does (no heredoc from \`3<<\`, no offsets).
The files are made by test/perf/long-dockerfile.ts. Growth is linear where the time a line stays the same.
`;
}
