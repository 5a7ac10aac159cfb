import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';

/** Takes words off a command line, each with the blanks and line continuations before it. */
export function removeWords(text: string, words: readonly Span[]): TextEdit[] {
  return words.map((word) => {
    let start = word.start;
    while (start > 0) {
      const before = text.slice(0, start);
      // A continuation may be followed by comment lines, which speak about the word below them.
      const gap = /(?:(?<![ \t])[ \t]+|[\\`][ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*)$/.exec(before);
      if (!gap) break;
      start -= gap[0].length;
    }
    return { span: { start, end: word.end }, text: '' };
  });
}
