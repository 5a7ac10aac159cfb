import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { agree } from './compose-agree.ts';
import fc from 'fast-check';
import { projects } from './compose-arbitraries.ts';
import { cases } from './compose-cases.ts';
import { embeddedIn, testDataOf, write } from './compose-data.ts';
import { buildComposeOracle, composeGoFolder } from './compose-oracle.ts';

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
