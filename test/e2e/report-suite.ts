import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { missingForSuite } from './code-host/tools.ts';
import { runSuite, type SuiteRun } from './run-suite.ts';

/** Runs a suite in VS Code, and repeats each of its outcomes as a test of its own. */
export async function reportSuite(t: TestContext, run: SuiteRun): Promise<void> {
  const missing = missingForSuite(run.extension === undefined);
  if (missing) return t.skip(missing);
  const outcomes = await runSuite(run);
  assert.ok(outcomes.length > 0, `the suite ${run.suite} ran no test`);
  for (const { title, error } of outcomes) {
    await t.test(title, () => {
      if (error !== null) assert.fail(error);
    });
  }
}
