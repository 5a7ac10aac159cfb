import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Metafile } from 'esbuild';
import { notices } from '../../../scripts/notices.mjs';

test('every package in a bundle is named with its licence text', (t) => {
  const root = files(t, {
    'node_modules/b/package.json': manifest('b', '2.0.0', 'ISC'),
    'node_modules/b/LICENSE': 'The text of b.\r\n',
    'node_modules/b/NOTICE.md': 'b was made by people.\n',
    'node_modules/b/node_modules/@s/a/package.json': manifest('@s/a', '1.0.0', 'MIT'),
    'node_modules/b/node_modules/@s/a/licence.txt': 'The text of a.\n',
    'node_modules/unused/package.json': manifest('unused', '1.0.0', 'MIT'),
  });
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  assert.equal(
    notices(
      [
        bundle({ 'src/own.ts': 10, 'node_modules/b/lib/x.js': 5, 'node_modules/unused/index.js': 0 }),
        bundle({ 'node_modules/b/node_modules/@s/a/index.js': 7, 'node_modules/b/lib/y.js': 5 }),
      ],
      root,
    ),
    `${[
      'dockerfile-split contains the following software of others.',
      '@s/a 1.0.0 (MIT)\n\nThe text of a.',
      'b 2.0.0 (ISC)\n\nThe text of b.\n\nb was made by people.',
    ].join(line)}\n`,
  );
});

test('a package without a licence, or without its text, fails the build', (t) => {
  const root = files(t, {
    'node_modules/nameless/package.json': JSON.stringify({ name: 'nameless', version: '1.0.0' }),
    'node_modules/nameless/LICENSE': 'A text.\n',
    'node_modules/textless/package.json': manifest('textless', '3.0.0', 'MIT'),
    'node_modules/textless/NOTICE': 'No licence.\n',
  });
  assert.throws(() => notices([bundle({ 'node_modules/nameless/a.js': 1 })], root), {
    message: 'nameless 1.0.0 does not name its licence',
  });
  assert.throws(() => notices([bundle({ 'node_modules/textless/a.js': 1 })], root), {
    message: /^textless 3\.0\.0 is bundled and ships no licence text: /,
  });
});

const manifest = (name: string, version: string, license: string): string =>
  JSON.stringify({ name, version, license });

/** What esbuild tells of a bundle, as far as it is read: how many bytes of each file are in it. */
function bundle(bytes: Readonly<Record<string, number>>): Metafile {
  const inputs = Object.fromEntries(
    Object.entries(bytes).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
  );
  return { inputs: {}, outputs: { 'dist/x.cjs': { bytes: 1, inputs, imports: [], exports: [] } } };
}

function files(t: TestContext, texts: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'notices-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
