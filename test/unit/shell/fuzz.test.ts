import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseShell } from '../../../server/src/shell/parse-shell.ts';
import { growsLinearly } from '../../support/grows-linearly.ts';

const PIECES =
  `a|go build |./cmd/$X|"|'|\`|$(|)|\${a:-|}|$((1|((|{ |(|; | && | OR | & |if |then |fi|for i in |do |done|case x in |esac|;;|while |f() |! |[[ | ]]|<<EOF|<<-"E"|<<<|>f|2>&1|A=|A=(|~|*|{a,b}|\\|# c|export |time |coproc |é|😀`
    .split('|')
    .map((piece) => piece.replace('OR', '||'))
    .concat([' | ', '\n', ' \\\n', ' \\\r\n  # c\n\n', '\nEOF\n', '\0', '\ufeff', '\t']);

const bodies = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('any text gives a tree whose spans lie in it, and words that are written there', () => {
  fc.assert(
    fc.property(
      bodies,
      fc.constantFrom('\\' as const, '`' as const),
      fc.boolean(),
      fc.nat(50),
      (text, escape, script, offset) => {
        const { value, errors } = parseShell(text, { escape, offset, script });
        for (const error of errors) inside(error.span, offset, text.length);
        walk(value, (node) => {
          inside(node, offset, text.length);
          if ('text' in node) assert.equal(text.slice(node.start - offset, node.end - offset), node.text);
        });
      },
    ),
    { numRuns: 10_000 },
  );
});

const LONG: Readonly<Record<string, (n: number) => string>> = {
  'and-lists': (n) => 'a && '.repeat(n),
  continuations: (n) => 'a \\\n'.repeat(n),
  'comments between': (n) => 'a \\\n # c\n\n'.repeat(n),
  subshells: (n) => '('.repeat(n),
  substitutions: (n) => '$('.repeat(n),
  'closed substitutions': (n) => '$('.repeat(n) + ')'.repeat(n),
  ifs: (n) => 'if a; then '.repeat(n),
  quotes: (n) => '"a'.repeat(n),
  backslashes: (n) => '\\'.repeat(n),
  backticks: (n) => '`'.repeat(n),
  heredocs: (n) => `cat ${'<<A '.repeat(n)}\n${'A\n'.repeat(n)}`,
  pipes: (n) => 'a | '.repeat(n),
  words: (n) => 'a"b"$c '.repeat(n),
  'one word': (n) => 'a'.repeat(20 * n),
};

test('time grows with the length of the text, not with its square', () => {
  for (const [name, make] of Object.entries(LONG)) {
    growsLinearly(name, make, (text) => parseShell(text, { escape: '\\', offset: 0 }));
  }
});

interface Spanned {
  readonly start: number;
  readonly end: number;
  readonly text?: string;
}

/** Visits everything in a tree that has a span. */
function walk(value: unknown, visit: (node: Spanned) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('start' in value && 'end' in value) visit(value as Spanned);
  for (const child of Object.values(value)) walk(child, visit);
}

function inside(span: Spanned, offset: number, length: number): void {
  assert.ok(
    offset <= span.start && span.start <= span.end && span.end <= offset + length,
    `${span.start}–${span.end} is not in the text`,
  );
}
