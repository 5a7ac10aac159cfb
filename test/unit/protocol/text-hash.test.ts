import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textHash } from '../../../protocol/src/text-hash.ts';

test('what an editor changes when it opens a file is no change', () => {
  assert.equal(textHash('\uFEFFa\r\nb\rc\n'), textHash('a\nb\nc\n'));
  assert.notEqual(textHash('a\nb'), textHash('a\nb\n'));
  assert.notEqual(textHash('a\n\nb'), textHash('a\nb'));
});
