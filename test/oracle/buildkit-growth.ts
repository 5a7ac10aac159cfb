import assert from 'node:assert/strict';

/**
 * Fails when `run` takes quadratic time in the length of its input: sixteen times the input may take at most 64
 * times as long. Linear time gives about 16 and quadratic 256, so that a noisy machine is told from a bad parser.
 */
export function growsLinearly(
  name: string,
  make: (n: number) => string,
  run: (text: string) => unknown,
): void {
  const small = fastest(make(500), run);
  const large = fastest(make(8000), run);
  assert.ok(
    large < 64 * Math.max(small, 0.2),
    `${name}: ${small.toFixed(2)} ms becomes ${large.toFixed(2)} ms`,
  );
}

function fastest(text: string, run: (text: string) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    run(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
