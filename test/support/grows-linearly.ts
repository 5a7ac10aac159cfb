import assert from 'node:assert/strict';
import { Session } from 'node:inspector';

/**
 * Fails when the work of `run` grows with the square of the length of its input: sixteen times the input may take at
 * most 26 times as many steps. Linear work gives 16, with a logarithm about 23, and quadratic 256. A step is one time
 * through a block of the code, as V8 counts it for coverage: the same on every machine, however busy that is.
 *
 * What V8 does by itself (regular expressions, copies of texts) is no step. There the processor's time must show, at
 * ten times the rate: that is far from noise, and what is quadratic still exceeds it.
 */
export function growsLinearly(
  name: string,
  make: (n: number) => string,
  run: (text: string) => unknown,
): void {
  const [short, long] = [make(500), make(8000)];
  const [few, many] = [steps(short, run), steps(long, run)];
  assert.ok(few > 0, `${name}: no step was counted`);
  assert.ok(many < 26 * Math.max(few, 2_000), `${name}: ${few} steps become ${many}`);
  const small = Math.max(milliseconds(short, run), 0.5);
  let large = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && large > 160 * small; round++)
    large = Math.min(large, milliseconds(long, run));
  assert.ok(large <= 160 * small, `${name}: ${small.toFixed(2)} ms become ${large.toFixed(2)} ms`);
}

// Only what is compiled from here on has its blocks counted: what was called before counts by the call.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

function steps(text: string, run: (text: string) => unknown): number {
  take();
  run(text);
  return take();
}

/** The steps since the last time. */
function take(): number {
  let sum = 0;
  session.post('Profiler.takePreciseCoverage', (error, answer) => {
    if (error) throw error;
    for (const { url, functions } of answer.result) {
      if (!url.startsWith('file:') || url.includes('/test/')) continue;
      for (const { ranges } of functions) for (const { count } of ranges) sum += count;
    }
  });
  return sum;
}

function milliseconds(text: string, run: (text: string) => unknown): number {
  const before = process.cpuUsage();
  run(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
