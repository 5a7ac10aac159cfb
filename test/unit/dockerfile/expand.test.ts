import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandWord, expandWords } from '../../../server/src/dockerfile/words/expand.ts';

const values: Readonly<Record<string, string | null>> = { A: 'a/b', EMPTY: '', ARGUMENT: null };
const lookup = (name: string): string | null | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

test('an unknown value makes what depends on it unknown, and nothing else', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['./cmd/$ARGUMENT', null],
    ['${ARGUMENT:-x}', null],
    ['${ARGUMENT-x}', null],
    ['${ARGUMENT+set}', 'set'],
    ['${ARGUMENT:+set}', null],
    ['${A:-$ARGUMENT}', 'a/b'],
    ['${UNSET:-$ARGUMENT}', null],
    ['${A##*$ARGUMENT}', null],
    ['"${UNSET}$A"', 'a/b'],
    ["'$ARGUMENT'", '$ARGUMENT'],
  ];
  for (const [word, value] of cases) assert.equal(expandWord(word, lookup).value, value, word);
});

test('names are told apart: unset, unknown', () => {
  assert.deepEqual(expandWord('$A$UNSET${ARGUMENT}${UNSET:-x}', lookup), {
    value: null,
    unset: ['UNSET'],
    unknown: ['ARGUMENT'],
    error: null,
  });
});

test('what BuildKit rejects has no value, and says why', () => {
  assert.deepEqual(expandWord('${UNSET:?must be set}', lookup), {
    value: null,
    unset: ['UNSET'],
    unknown: [],
    error: 'UNSET: must be set',
  });
  for (const word of ['"open', "'open", '${A', '${A^^}', '${A:1:2}', '${}'])
    assert.ok(expandWord(word, lookup).error, word);
});

test('words split at unquoted spaces after expansion', () => {
  assert.deepEqual(expandWords('80 "$A c" ${UNSET:-1 2}', lookup).value, ['80', 'a/b c', '1', '2']);
  assert.equal(expandWords('a $ARGUMENT', lookup).value, null);
});

test('the escape character is the one of the file', () => {
  assert.equal(expandWord('`$A', lookup, '`').value, '$A');
  assert.equal(expandWord('C:\\$A', lookup, '`').value, 'C:\\a/b');
});
