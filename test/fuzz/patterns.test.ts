import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readIgnoreFile } from '../../server/src/dockerfile/ignore-file.ts';
import { matchesGlob } from '../../server/src/image/files/glob.ts';
import { matchesPattern, removeAffix } from '../../server/src/shell/match-pattern.ts';
import { fileGlob } from '../../server/src/world/find/file-glob.ts';
import { growsLinearly } from '../support/grows-linearly.ts';

const name = 'a'.repeat(250);
const deep = 'a/'.repeat(100);

/** A backtracking matcher takes longer for these than the test would ever wait. */
describe('patterns that are made to take long do not', () => {
  test('of an ignore file', () => {
    assert.equal(readIgnoreFile(`${'*a'.repeat(30)}b`)(name), false);
    assert.equal(readIgnoreFile(`${'**/'.repeat(20)}x`)(`${deep}y`), false);
    assert.equal(readIgnoreFile(`${'**/'.repeat(20)}x`)(`${deep}x`), true);
    assert.equal(readIgnoreFile(`${'**a'.repeat(20)}b`)(`${deep}${name}`), false);
  });
  test('of files in RUN and COPY', () => {
    assert.equal(matchesGlob(`${'*a'.repeat(30)}b`, name), false);
    assert.equal(matchesGlob(`${'[a-b]*'.repeat(30)}?`, name), true);
  });
  test('of case and of what is cut from a variable', () => {
    assert.equal(matchesPattern(`${'*a'.repeat(30)}b`, name), false);
    assert.equal(removeAffix(name, '##', `${'*a'.repeat(30)}b`), name);
    assert.equal(removeAffix(name, '%%', `b${'a*'.repeat(30)}`), name);
    assert.equal(removeAffix('a'.repeat(1 << 17), '#', '*'.repeat(1 << 17)), null, 'not known, and at once');
  });
  test('of the setting for Compose files', () => {
    assert.equal(fileGlob(`${'**/'.repeat(20)}x.yaml`)(`${deep}y.yaml`), false);
    assert.equal(fileGlob(`${'{a,b}'.repeat(40)}`)(name), false);
  });
  test('an ignore file takes steps by its length', () => {
    growsLinearly(
      'lines',
      (n) => 'a*b\n!c/**/d\n'.repeat(n),
      (text) => readIgnoreFile(text)('x/y/z'),
    );
    growsLinearly(
      'a line of stars',
      (n) => '*a'.repeat(n),
      (text) => readIgnoreFile(text)('a'.repeat(20)),
    );
  });
});
