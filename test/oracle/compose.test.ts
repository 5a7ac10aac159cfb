import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { fromOracle, fromOurs, ours } from './compose-compare.ts';
import { type ComposeCase, embeddedIn, testDataOf, write } from './compose-data.ts';
import {
  buildComposeOracle,
  type ComposeOracle,
  composeGoFolder,
  type OracleAnswer,
} from './compose-oracle.ts';

test('the engine agrees with compose-go', async (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const folder = mkdtempSync(join(tmpdir(), 'compose-projects-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const composeGo = composeGoFolder();

  await t.test("on compose-go's own test data", () => {
    const cases = testDataOf(composeGo);
    assert.ok(cases.length > 60, `only ${cases.length} files in ${composeGo}`);
    agree(oracle, cases);
  });

  await t.test("on the files in the text of compose-go's tests", () => {
    const cases = write(join(folder, 'embedded'), embeddedIn(composeGo));
    assert.ok(cases.length > 100, `only ${cases.length} texts in ${composeGo}`);
    agree(oracle, cases);
  });
});

/** Fails with every project on which the two differ, the first in full. */
function agree(oracle: ComposeOracle, cases: readonly ComposeCase[]): void {
  const answers = oracle.load(cases.map(({ request }) => request));
  const differing = cases.flatMap(({ name, request }, index) => {
    const answer = answers[index];
    assert.ok(answer);
    const pair = compare(request, answer);
    return isDeepStrictEqual(pair.ours, pair.theirs) ? [] : [{ name, ...pair }];
  });
  const [first] = differing;
  if (first)
    assert.deepEqual(
      first.ours,
      first.theirs,
      `${differing.length} of ${cases.length} differ: ${differing.map(({ name }) => name).join(', ')}\nfirst ${first.name}`,
    );
}

/** Both as plain data; a project that Compose rejects is compared as rejected, whatever is wrong with it. */
function compare(request: ComposeCase['request'], answer: OracleAnswer): { ours: unknown; theirs: unknown } {
  const project = ours(request);
  const theirs =
    answer.error === ''
      ? Object.fromEntries(
          Object.entries({ ...answer.services, ...answer.disabled })
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, service]) => [name, fromOracle(service)]),
        )
      : `rejected: ${answer.error}`;
  if (answer.error !== '' && project.errors.length > 0) return { ours: theirs, theirs };
  const [error] = project.errors;
  return {
    ours: error
      ? `rejected: ${error.message}`
      : Object.fromEntries(project.services.map((service) => [service.name.value, fromOurs(service)])),
    theirs,
  };
}
