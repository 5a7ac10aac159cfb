import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../server/src', import.meta.url));

/**
 * What makes a backtracking search take long is one piece over and over, and an end that does not fit. Each regular expression of the
 * source is tried with each of these pieces, 8,000 characters of them: linear work is done in less than a millisecond, and work by the
 * square takes ten or more.
 */
const PIECES = [
  ' ',
  '\n',
  '\r',
  '\t',
  'a',
  'A',
  '0',
  '/',
  '\\',
  '"',
  "'",
  '`',
  '-',
  '.',
  '$',
  '{',
  '[',
  '(',
  '=',
  ':',
  '#',
  '*',
  '@',
  '_',
  ',',
  '&',
  '!',
  '<',
  'a ',
  'a.',
  'a/',
  'a=',
  '${',
  '\\ ',
  '\\\n',
  ' \n',
  '- ',
  '& ',
  '"\\',
  'a,',
];
const STARTS = ['', 'x'];

test('no regular expression takes time by the square of the text', () => {
  const slow: string[] = [];
  for (const [where, expression] of expressions()) {
    for (const start of STARTS) {
      for (const piece of PIECES) {
        const make = (length: number): string => `${start}${piece.repeat(length / piece.length)}\u0001!`;
        // What is worse than a square shows early, where it does not take for ever.
        const early = milliseconds(expression, make(1000));
        const large = early > 5 ? early : milliseconds(expression, make(8000));
        if (large < 5) continue;
        // What was slow once may have been somebody else's work.
        const again = Math.min(large, milliseconds(expression, make(early > 5 ? 1000 : 8000)));
        if (again >= 5)
          slow.push(`${where} ${expression}: ${again.toFixed(0)} ms for ${JSON.stringify(start + piece)}…`);
      }
    }
  }
  assert.deepEqual([...new Set(slow.map((each) => each.split(': ')[0]))], [], slow.join('\n'));
});

function milliseconds(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  const before = process.cpuUsage();
  if (expression.global) text.replace(expression, '');
  else expression.exec(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Every regular expression that stands in the source as it is, with its place. */
function expressions(): readonly (readonly [where: string, expression: RegExp])[] {
  const found = new Map<string, readonly [string, RegExp]>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    for (const [index, line] of readFileSync(join(source, file), 'utf8').split('\n').entries()) {
      if (/^\s*(?:\/\/|\*|\/\*)/.test(line)) continue;
      for (const [, body = '', flags = ''] of line.matchAll(LITERAL)) {
        // The sticky ones begin where they are told to, and nowhere else.
        if (!flags.includes('y') && !CUT.includes(body))
          found.set(`${body}/${flags}`, [`${file}:${index + 1}`, new RegExp(body, flags)]);
      }
    }
  }
  assert.ok(found.size > 200, `${found.size} regular expressions were found`);
  return [...found.values()];
}

/** What is only asked about a text that was cut to a length before. */
const CUT = ['(?:[&!][^\\s,[\\]{}]*\\s+)+$', '-?\\d[\\d.]*(?:-\\d+)*[a-z]?$'];

const LITERAL =
  /(?<=[(,=:[!&|?{};\s])\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?=[\s.,;)\]:?]|$)/g;
