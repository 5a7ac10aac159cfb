import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cgoFlags } from '../../../server/src/go/cgo/cgo-flags.ts';
import { parseGoMod, parseGoWork } from '../../../server/src/go/imports/go-mod.ts';
import { lexGo, stringValue } from '../../../server/src/go/imports/lex-go.ts';
import { lexGoHead, lexGoHeadPrefix } from '../../../server/src/go/imports/lex-head.ts';
import type { GoHead } from '../../../server/src/go/model.ts';

const WORLD = { target: { goos: 'linux', goarch: 'amd64', tags: [], goMinor: null }, cgo: true, minor: 25 };

const bytes = fc
  .uint8Array({ maxLength: 300 })
  .map((each) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(each));

/** Texts of the pieces that a head is made of, in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      'package',
      'import',
      'main',
      ' ',
      ' ',
      '\n',
      '\n\n',
      '\r\n',
      '\t',
      ';',
      '(',
      ')',
      '.',
      '_',
      'x',
      '"a/b"',
      '"C"',
      '"embed"',
      '"',
      '`',
      '`raw\n`',
      "'",
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      '"\\u0061"',
      '\uFEFF',
      'ü',
      '\0',
      '{}',
      '//go:build linux\n',
      '// +build cgo\n',
      '// #cgo LDFLAGS: -lx\n',
      '#cgo ',
      ':',
      '//go:embed a "b c"\n',
      'func f()',
    ),
    { maxLength: 40 },
  )
  .map((all) => all.join(''));

const texts = fc.oneof(
  bytes,
  pieces,
  pieces.map((text) => `package p\n${text}`),
);

test('any bytes in a .go file give a head', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const head = lexGoHead(text);
      for (const { start, end, path } of head.imports) {
        assert.ok(start >= 0 && start < end && end <= text.length);
        assert.equal(stringValue(text, { start, end }), path);
      }
      for (const { start, end } of head.cgo ?? []) assert.ok(text.slice(start, end).startsWith('#cgo'));
      cgoFlags({ dir: '/p', files: [{ path: '/p/a.go', head }] }, WORLD);
    }),
    { numRuns: 5000 },
  );
});

test('the first part of a file gives the head of the whole, or none', () => {
  const head = ({ imports, constraint, cgo, package: name }: GoHead) => ({ imports, constraint, cgo, name });
  fc.assert(
    fc.property(texts, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
      const part = lexGoHeadPrefix(text.slice(0, Math.floor(text.length * share)));
      if (part) assert.deepEqual(head(part), head(lexGoHead(text)));
    }),
    { numRuns: 5000 },
  );
});

test('any text has tokens that lie in it and in order', () => {
  fc.assert(
    fc.property(texts, (text) => {
      let at = 0;
      for (const { start, end } of lexGo(text)) {
        assert.ok(start >= at && end > start && end <= text.length);
        at = end;
      }
    }),
  );
});

test('any text is a go.mod and a go.work', () => {
  const words = fc
    .array(
      fc.constantFrom(
        'module',
        'go',
        'require',
        'replace',
        'exclude',
        'use',
        ' ',
        '\n',
        '(',
        ')',
        '=>',
        'a.b/c',
        'v1.0.0',
        '"',
        '`',
        '//',
      ),
      { maxLength: 40 },
    )
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(bytes, words), (text) => {
      assert.ok(parseGoMod(text).require instanceof Map);
      assert.ok(Array.isArray(parseGoWork(text).use));
    }),
    { numRuns: 3000 },
  );
});

test('a file of a million lines and one of 5,000 imports are read to the end of their head', () => {
  const long = lexGoHead(`package p\n\nimport "a"\n${'var x = 1\n'.repeat(1_000_000)}`);
  assert.deepEqual(
    long.imports.map(({ path }) => path),
    ['a'],
  );
  const licence = lexGoHead(`${'// words\n'.repeat(1_000_000)}\npackage p\n\nimport "a"\n`);
  assert.equal(licence.imports.length, 1);
  const many = Array.from({ length: 5000 }, (_, i) => `\t"a/b${i}"\n`).join('');
  assert.equal(lexGoHead(`package p\n\nimport (\n${many})\n`).imports.length, 5000);
});
