import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listed, markdown, plain, said } from '../../../server/src/editor/markdown.ts';

const to = { file: '/w/a b(1).go', span: { start: 0, end: 1 } };
const written = (...paragraphs: Parameters<typeof markdown>[0]): string =>
  markdown(paragraphs, ({ file }) => `file://${file}#L3`);

test('a paragraph is text, code and links', () => {
  const paragraph = said`${{ strong: 'api' }} runs ${{ code: 'cmd/api' }}, see ${{ link: 'a.go', to }}.`;
  assert.equal(written(paragraph), '**api** runs `cmd/api`, see [a.go](file:///w/a%20b%281%29.go#L3).');
  assert.equal(plain([paragraph, ['b']]), 'api runs cmd/api, see a.go.\n\nb');
  assert.equal(
    markdown([[{ link: 'a', to }]], () => null),
    'a',
  );
  assert.deepEqual(listed(['a', 'b', 'c']), ['a', ', ', 'b', ' and ', 'c']);
});

test('what stands in the workspace is no Markdown', () => {
  assert.equal(written(['<img src=x onerror=alert(1)>']), '\\<img src=x onerror=alert(1)\\>');
  assert.equal(written(['[a](command:evil) ![b](c)']), '\\[a\\](command:evil) !\\[b\\](c)');
  assert.equal(
    written(['*a* _b_ snake_case ~c~ `d` &lt; a|b \\']),
    '\\*a\\* \\_b\\_ snake_case \\~c\\~ \\`d\\` \\&lt; a\\|b \\\\',
  );
  assert.equal(written(['# no heading']), '\\# no heading');
  assert.equal(written(['1. no list']), '1\\. no list');
  assert.equal(written([{ strong: 'a**b' }]), '**a\\*\\*b**');
  assert.equal(written(['two\nlines\u2028more\u0000']), 'two lines more ');
  assert.equal(written(['http://evil']), 'http:\\/\\/evil');
  assert.equal(
    written([{ link: '](http://x) [', to }]),
    '[\\](http:\\/\\/x) \\[](file:///w/a%20b%281%29.go#L3)',
  );
});

test('code has a fence that nothing in it ends', () => {
  assert.equal(written([{ code: 'a' }]), '`a`');
  assert.equal(written([{ code: 'a`b``c' }]), '``` a`b``c ```');
  assert.equal(written([{ code: 'a\n```\nb' }]), '```` a ``` b ````');
  assert.equal(written([{ code: '' }]), '');
});
