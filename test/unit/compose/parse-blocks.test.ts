import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ComposeFile } from '../../../server/src/compose/parse/compose-file.ts';
import { parseBlocks } from '../../../server/src/compose/parse/parse-blocks.ts';
import { parseComposeFile, parseWholeFile } from '../../../server/src/compose/parse/parse-compose-file.ts';

const line = fc.constantFrom(
  'services:',
  'services: # all',
  '  a:',
  '  b: # second',
  '  c: {image: x, build: {context: .}}',
  '  1:',
  '    image: x',
  '    image: "x',
  '    y"',
  '    build:',
  '      context: ./b # here',
  '      args: [A=1,',
  '        B=2]',
  '    command: |',
  '      text',
  '    command: |+',
  '    command: >-',
  '    - item',
  '      - item',
  '    # a comment',
  '# at the margin',
  '  # between',
  '',
  '   ',
  '\t',
  'x-a: 1',
  'x-b:',
  '  k: v',
  'volumes: {}',
  'volumes:',
  '---',
  '...',
  'x-c: &c {image: x}',
  '    <<: *c',
  '    image: *c',
  "    user: 'it''s'",
  '    plain: words and',
  '      more words',
  '  ? d',
  '  : image: x',
  '    tty: !reset null',
  '{',
  '}',
  'name: "ünïcode😀"',
);

/** A service that is sound; whether it stays so is for the edits. */
const body = fc.constantFrom(
  '    image: x\n',
  '    build: . # here\n    # below\n',
  '    command: |+\n      x\n\n',
  '    command: [a,\n      b]\n    user: "1\n      2"\n',
  '\n    build:\n      context: ./b\n      args:\n      - A=1\n# margin\n',
  '    environment: {A: x}\n    command: >-\n      a\n\n      b\n  # between\n',
  '    tty: true\n    ports:\n\n      - 80:80\n',
);
const sound = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c-d', 'e.f', 'g'), body), {
    selector: ([name]) => name,
    minLength: 1,
  })
  .map((services) => services.map(([name, lines]) => `  ${name}:\n${lines}`).join(''));

const text = fc
  .tuple(
    fc.oneof(
      { weight: 1, arbitrary: fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n')) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            fc.constantFrom('', '# top\n', 'name: p\n\n', 'x-a:\n  k: v\n'),
            sound,
            fc.constantFrom('', 'volumes:\n  v: {}\n', '# end\nnetworks: {}'),
          )
          .map(([head, services, tail]) => `${head}services:\n${services}${tail}`),
      },
    ),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n  \n'),
  )
  .map(([content, eol, end]) => content.replaceAll('\n', eol) + end);

/** What a file is parsed to, without the pieces that it is kept in. */
const trees = ({ value: { root, more }, errors }: ReturnType<typeof parseComposeFile>): unknown => [
  root,
  more,
  errors,
];

test('service by service is the same as the whole, on random texts and after random edits', () => {
  let cut = 0;
  fc.assert(
    fc.property(
      text,
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(12),
          fc.oneof(
            line,
            fc.constantFrom('\n', ' ', ':', '#', '"', 'x', '- ', '{', '\r'),
            fc.string({ maxLength: 3 }),
          ),
        ),
      ),
      (start, edits) => {
        let now = start;
        let last: ComposeFile | null = null;
        for (const [at, removed, added] of [[0, 0, ''] as const, ...edits]) {
          const from = at % (now.length + 1);
          now = now.slice(0, from) + added + now.slice(from + removed);
          if (parseBlocks(now, parseWholeFile, last)) cut++;
          const parsed = parseComposeFile(now, last);
          assert.deepEqual(trees(parsed), trees(parseWholeFile(now)), now);
          last = parsed.value;
        }
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(cut > 200, `only ${cut} texts were parsed service by service`);
});

test('a file whose head is indented is not cut', () => {
  const text = '    image: x\n\nservices:\n  a:\n    image: x\n';
  assert.equal(parseBlocks(text, parseWholeFile, null), null);
  assert.deepEqual(trees(parseComposeFile(text)), trees(parseWholeFile(text)));
});
