import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDockerfile } from '../../server/src/dockerfile/parse-dockerfile.ts';
import { traceImage } from '../../server/src/image/trace-image.ts';
import { dockerfiles, mutated, plausible, words } from '../oracle/buildkit-arbitraries.ts';
import { emptyContext } from '../perf/empty-context.ts';
import { commands } from './commands.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const runs = Number(process.env['FUZZ_RUNS'] ?? 100_000) / 5;

const KINDS = {
  'files of odd pieces': dockerfiles(),
  'mutated files': mutated(),
  'plausible files': plausible(),
  'files of commands': commands(),
  'noise and words': fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    words().map(
      (word) => `FROM a\nARG X=${word}\nENV Y=${word} Z=$Y\nWORKDIR ${word}\nRUN echo ${word} > ${word}\n`,
    ),
  ),
};

for (const [name, texts] of Object.entries(KINDS)) {
  test(`${name} are parsed and followed, whatever they hold`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        follow(text);
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
  });
}

test('more commands than are followed make a stage opaque, and no later one wrong', () => {
  const loops = 'for i in 1 2 3 4 5 6 7 8 9 0; do '.repeat(9);
  const text = `FROM golang\nRUN ${loops} touch /x$i; ${'done; '.repeat(9)}\nRUN rm /x1\n`;
  const trace = follow(text);
  assert.deepEqual(trace.final?.files.at('/x2').kind, 'file');
  assert.deepEqual(trace.final?.files.at('/y').kind, 'unknown');
  assert.ok(trace.final?.opaque.some(({ reason }) => reason === 'it runs more commands than are followed'));
});

test('what looks through all that was built before is followed for fewer rounds', () => {
  const loops = 'for i in 1 2 3 4 5 6 7 8 9 0; do '.repeat(9);
  const trace = follow(`FROM golang\nRUN ${loops} go build -o /x$i .; ${'done; '.repeat(9)}\n`);
  const { steps = [], opaque = [] } = trace.final ?? {};
  assert.ok(steps.length > 500 && steps.length < 1_500, `${steps.length} steps`);
  assert.ok(opaque.some(({ reason }) => reason === 'it runs more commands than are followed'));
});

test('a value that grows without end is unknown', () => {
  const text = `FROM a\nENV A=xy B=z\n${'ENV A=$A$A\n'.repeat(60)}WORKDIR /$B\n`;
  const { final } = follow(text);
  assert.equal(final?.env.get('A'), null);
  assert.equal(final?.workdir, '/z');
});

function follow(text: string) {
  const { value: dockerfile } = parseDockerfile(text);
  const trace = traceImage({ dockerfile, target: null, args: new Map(), platform: null }, emptyContext);
  assert.equal(trace.stages.length, dockerfile.stages.length);
  for (const { files } of trace.needed) {
    files.programs();
    files.at('/app/server');
  }
  return trace;
}
