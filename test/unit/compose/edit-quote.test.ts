import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoteScalar } from '../../../server/src/edit/compose/edit-quote.ts';

test('quotes a plain text only where YAML or Compose would read something else', () => {
  for (const text of ['.', './b', '..', 'Dockerfile.a', 'x:1.0', 'ghcr.io/x/y@sha256:0a'])
    assert.equal(quoteScalar(text, 'plain'), text);
  for (const text of [
    '@x',
    '-',
    '1.20',
    '.5',
    '0x1f',
    'true',
    '2024-01-01',
    '{a}',
    'a b',
    'a#b',
    'a:',
    '...',
  ])
    assert.equal(quoteScalar(text, 'plain'), JSON.stringify(text));
  assert.equal(quoteScalar('a$b', 'plain'), 'a$$b');
  assert.equal(quoteScalar("it's", 'single'), "'it''s'");
});
