import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expandWord, expandWords } from '../../server/src/dockerfile/words/expand.ts';
import { dockerfiles, mutated, plausible, words } from './buildkit-arbitraries.ts';
import { compare } from './buildkit-compare.ts';
import { tricky, trickyWords } from './buildkit-cases.ts';
import { buildOracle, type Oracle, type WordRequest } from './buildkit-oracle.ts';
import {
  buildKitWords,
  cachedDockerfiles,
  exampleDockerfiles,
  pinnedDockerfiles,
} from './module-dockerfiles.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED, FUZZ_RUNS and WHOLE_MODULE_CACHE look further (npm run oracle:buildkit). */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const runs = Number(process.env['FUZZ_RUNS'] ?? 7000);
const env: Readonly<Record<string, string>> = {
  X: 'abc/b.c',
  EMPTY: '',
  PATH: '/usr/bin:/bin b',
  é: 'e',
  '1': 'one',
};

test('the parser agrees with BuildKit', async (t) => {
  const oracle = buildOracle(t);
  if (!oracle) return;
  await t.test('on files made to trip it', () => agree(oracle, tricky));
  await t.test("on BuildKit's own files, those of other Go modules, and the examples", () => {
    const files = pinnedDockerfiles();
    assert.equal(files.length, 586, 'the Dockerfiles of the modules in dockerfile-modules.txt');
    agree(oracle, [...files, ...exampleDockerfiles()]);
  });
  if (process.env['WHOLE_MODULE_CACHE'] === '1')
    await t.test('on every Dockerfile in the module cache of this machine', () => {
      const files = cachedDockerfiles();
      t.diagnostic(`${files.length} Dockerfiles, ${new Set(files).size} of them different`);
      agree(oracle, files);
    });
  await t.test('on plausible files', () => agree(oracle, fc.sample(plausible(), { numRuns: runs, seed })));
  await t.test('on files of odd pieces', () =>
    agree(oracle, fc.sample(dockerfiles(), { numRuns: runs, seed })),
  );
  await t.test('on mutated files', () => agree(oracle, fc.sample(mutated(), { numRuns: runs, seed })));
  await t.test('on words to expand', () => {
    const generated = fc.sample(fc.tuple(words(), fc.constantFrom('\\' as const, '`' as const)), {
      numRuns: runs,
      seed,
    });
    const own = buildKitWords();
    assert.ok(own.length > 200, `only ${own.length} words in BuildKit's own tables`);
    const both = [...trickyWords, ...own].flatMap((word) => [[word, '\\'] as const, [word, '`'] as const]);
    agreeOnWords(
      oracle,
      [...both, ...generated].map(([word, escape]) => ({ word, escape, env })),
    );
  });
});

/** Fails on the shortest of the texts on which the two parsers differ. */
function agree(oracle: Oracle, texts: readonly string[]): void {
  const answers = oracle.files(texts);
  const differing = texts.flatMap((text, index) => {
    const theirs = answers[index];
    assert.ok(theirs);
    const comparison = compare(text, theirs);
    return isDeepStrictEqual(comparison.ours, comparison.theirs) ? [] : [{ text, ...comparison }];
  });
  const [shortest] = differing.sort((a, b) => a.text.length - b.text.length);
  if (shortest)
    assert.deepEqual(
      shortest.ours,
      shortest.theirs,
      `${differing.length} of ${texts.length} differ (seed ${seed}), first ${JSON.stringify(shortest.text)}`,
    );
}

function agreeOnWords(oracle: Oracle, requests: readonly WordRequest[]): void {
  const lookup = (name: string): string | undefined => (Object.hasOwn(env, name) ? env[name] : undefined);
  oracle.words(requests).forEach((theirs, index) => {
    const { word, escape } = requests[index] ?? assert.fail();
    const one = expandWord(word, lookup, escape);
    const many = expandWords(word, lookup, escape);
    const ours = {
      value: one.error === null ? one.value : 'rejected',
      unset: one.error === null ? [...one.unset].sort() : [],
      words: many.error === null ? many.value : 'rejected',
    };
    const expected = {
      value: theirs.error === '' ? theirs.value : 'rejected',
      unset: theirs.error === '' ? [...(theirs.unset ?? [])].sort() : [],
      words: theirs.wordsError === '' ? (theirs.words ?? []) : 'rejected',
    };
    assert.deepEqual(ours, expected, `${JSON.stringify(word)} with ${escape} (seed ${seed})`);
  });
}
