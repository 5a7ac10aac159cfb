import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { fromOracle, fromOurs, ours } from './compose-compare.ts';
import fc from 'fast-check';
import { projects } from './compose-arbitraries.ts';
import { cases } from './compose-cases.ts';
import { type ComposeCase, embeddedIn, testDataOf, write } from './compose-data.ts';
import {
  buildComposeOracle,
  type ComposeOracle,
  composeGoFolder,
  type OracleAnswer,
} from './compose-oracle.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const runs = Number(process.env['FUZZ_RUNS'] ?? 1000);

test('the engine agrees with compose-go', async (t) => {
  const oracle = buildComposeOracle(t);
  if (!oracle) return;
  const folder = mkdtempSync(join(tmpdir(), 'compose-projects-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const composeGo = composeGoFolder();

  await t.test('on random projects that combine files and fields', () => {
    const random = write(join(folder, 'random'), fc.sample(projects(), { numRuns: runs, seed }));
    const rejected = agree(oracle, random);
    assert.ok(rejected < runs / 2, `compose-go rejects ${rejected} of ${runs}`);
  });

  await t.test("on compose-go's own test data", () => {
    const files = testDataOf(composeGo);
    assert.ok(files.length > 60, `only ${files.length} files in ${composeGo}`);
    agree(oracle, files);
  });

  await t.test('on projects that each show one thing', () => {
    const named = write(join(folder, 'named'), cases);
    assert.ok(named.length > 300, `only ${named.length} projects`);
    agree(oracle, named);
  });

  await t.test("on the files in the text of compose-go's tests", () => {
    const texts = write(join(folder, 'embedded'), embeddedIn(composeGo));
    assert.ok(texts.length > 500, `only ${texts.length} texts in ${composeGo}`);
    agree(oracle, texts);
  });
});

/** Fails with every project on which the two differ, the first in full; counts those that compose-go rejects. */
function agree(oracle: ComposeOracle, all: readonly ComposeCase[]): number {
  const answers = oracle.load(all.map(({ request }) => request));
  const differing = all.flatMap(({ name, request }, index) => {
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
      `${differing.length} of ${all.length} differ: ${differing.map(({ name }) => name).join(', ')}\nfirst ${first.name}`,
    );
  return answers.filter(({ error }) => error !== '').length;
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
