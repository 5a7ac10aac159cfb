import type { LogicalText, Token } from '../ast.ts';
import { tokenOf } from '../logical-text.ts';
import { skipSpaces } from './space.ts';

/**
 * The strings of a JSON array that starts at index `from`, each with the span of its literal, quotes included.
 * `null` when the text is no JSON array, so that it is shell form; `'mixed'` when it is one that holds something
 * else than strings, which BuildKit rejects.
 */
export function readJson(rest: LogicalText, from = 0): Token[] | 'mixed' | null {
  const start = skipSpaces(rest.text, from, rest.text.length);
  if (rest.text[start] !== '[') return null;
  let value: unknown;
  try {
    value = JSON.parse(rest.text.slice(start));
  } catch {
    // Not JSON means shell form: that is the grammar, and no failure.
    return null;
  }
  if (!Array.isArray(value)) return null;
  if (!value.every((item): item is string => typeof item === 'string')) return 'mixed';
  let at = start;
  return value.map((item) => {
    const open = rest.text.indexOf('"', at);
    at = literalEnd(rest.text, open);
    return tokenOf(rest, open, at, wellFormed(item));
  });
}

/** The index after the closing quote of the JSON string literal that opens at `open`. */
function literalEnd(text: string, open: number): number {
  let at = open + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Go decodes a lone surrogate to U+FFFD. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
