import assert from 'node:assert/strict';

/**
 * Fails when `run` takes quadratic time in the length of its input: sixteen times the input may take at most 64
 * times as long. Linear time gives about 16 and quadratic 256. The processor's time is measured, not the clock's, and
 * measured again where it is too long, so that a busy machine is told from a bad parser.
 */
export function growsLinearly(
  name: string,
  make: (n: number) => string,
  run: (text: string) => unknown,
): void {
  const [short, long] = [make(500), make(8000)];
  let small = Number.POSITIVE_INFINITY;
  let large = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    small = Math.min(small, milliseconds(short, run));
    large = Math.min(large, milliseconds(long, run));
    if (round >= 2 && isLinear(small, large)) return;
  }
  assert.ok(isLinear(small, large), `${name}: ${small.toFixed(2)} ms becomes ${large.toFixed(2)} ms`);
}

const MAX_ROUNDS = 12;

const isLinear = (small: number, large: number): boolean => large < 64 * Math.max(small, 0.2);

function milliseconds(text: string, run: (text: string) => unknown): number {
  const before = process.cpuUsage();
  run(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
