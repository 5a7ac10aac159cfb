import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Dockerfile, Instruction, Token } from '../../../server/src/dockerfile/ast.ts';
import { expandWord, expandWords } from '../../../server/src/dockerfile/words/expand.ts';
import { parseDockerfile } from '../../../server/src/dockerfile/parse-dockerfile.ts';
import type { Span } from '../../../server/src/text/span.ts';
import { dockerfiles, mutated, words } from '../../oracle/buildkit-arbitraries.ts';

const texts = fc.oneof(dockerfiles(), mutated(), fc.string({ unit: 'binary', maxLength: 200 }));

test('any text gives a tree whose spans lie in it and in order', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { value, errors } = parseDockerfile(text);
      for (const error of errors) inside(error.span, 0, text.length);
      let at = 0;
      for (const instruction of value.instructions) {
        assert.ok(instruction.start >= at, 'instructions do not overlap');
        at = instruction.end;
        checkInstruction(instruction, text);
      }
      checkRest(value);
    }),
    { numRuns: 3000 },
  );
});

test('any word expands or is rejected', () => {
  fc.assert(
    fc.property(
      fc.oneof(words(), fc.string({ unit: 'binary' })),
      fc.constantFrom('a b', undefined, null),
      (word, value) => {
        for (const result of [expandWord(word, () => value), expandWords(word, () => value, '`')]) {
          if (result.error !== null) assert.equal(result.value, null);
          if (value !== null) assert.ok(result.value !== null || result.error !== null);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

function checkInstruction(instruction: Instruction, text: string): void {
  const { keywordSpan, restSpan, flags, words: split, json, heredocs, pairs, rest } = instruction;
  inside(instruction, 0, text.length);
  const tokens: Token[] = [
    ...flags,
    ...split,
    ...(json ?? []),
    ...pairs.flatMap((pair) => [pair.name, ...(pair.value ? [pair.value] : [])]),
  ];
  for (const span of [keywordSpan, restSpan, ...tokens]) inside(span, instruction.start, instruction.end);
  for (let index = 0; index < rest.text.length; index++)
    assert.equal(text[rest.offset(index)], rest.text[index]);
  for (const word of json === null ? split : []) {
    const written = text.slice(word.start, word.end);
    // Where nothing was joined the span covers the value; BuildKit drops an escape character at the very end.
    if (!written.includes('\n'))
      assert.ok(
        written === word.value || written.slice(0, -1) === word.value,
        `${written} is not ${word.value}`,
      );
  }
  for (const heredoc of heredocs) {
    inside(heredoc.body, instruction.start, instruction.end);
    assert.ok(heredoc.end >= heredoc.body.end && heredoc.end <= instruction.end);
  }
  if (instruction.trigger) checkInstruction(instruction.trigger, text);
}

/** Nothing but blanks and line breaks stands outside instructions, comments and directives, so that no byte is lost. */
function checkRest({ text, instructions, comments, directives }: Dockerfile): void {
  const outside = Array.from({ length: text.length }, (_, index) => text.charAt(index));
  for (const { start, end } of [...instructions, ...comments, ...directives]) outside.fill('', start, end);
  if (
    directives.length === new Set(directives.map((each) => each.name)).size &&
    !/^\s*#.*=/m.test(outside.join(''))
  ) {
    assert.match(outside.join(''), /^[\s\x85\ufeff\\`]*$/);
  }
}

function inside(span: Span, start: number, end: number): void {
  assert.ok(
    start <= span.start && span.start <= span.end && span.end <= end,
    `${span.start}–${span.end} is not in ${start}–${end}`,
  );
}
