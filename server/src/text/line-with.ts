import type { Span } from './span.ts';

/** The line of a span, with what ends it, when nothing else stands in it; else the span and the blanks before it. */
export function lineWith(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  if (from > 0 && text[from - 1] !== '\n') return { start: from, end };
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  return after ? { start: from, end: end + after[0].length } : { start, end };
}
