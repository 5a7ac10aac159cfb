import { writeFileSync } from 'node:fs';

/** One test of a suite, as the runner outside reads it. */
export interface Outcome {
  readonly title: string;
  readonly milliseconds: number;
  readonly error: string | null;
}

const limitMs = 60_000;

/**
 * Runs Mocha suites inside the extension host, and writes every outcome to the file that `E2E_RESULT` names.
 * The runner trusts this file alone, since VS Code's exit status is 0 even when the extension host was killed.
 */
export async function runMocha(define: () => void): Promise<void> {
  // Mocha is an ES module, and an older extension host cannot `require` one.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: limitMs, bail: true, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis as never, '', mocha);
  define();
  const outcomes: Outcome[] = [];
  const failures = await new Promise<number>((done) => {
    const runner = mocha.run(done);
    runner.on('pass', (test) => {
      outcomes.push({ title: test.title, milliseconds: test.duration ?? 0, error: null });
    });
    // Hooks fail here too.
    runner.on('fail', (test, error: Error) => {
      outcomes.push({ title: test.title, milliseconds: 0, error: error.stack ?? String(error) });
    });
  });
  const file = process.env['E2E_RESULT'];
  if (file) writeFileSync(file, JSON.stringify(outcomes));
  if (failures > 0) throw new Error(`${failures} failed`);
}
