import { Lexer } from 'yaml';
import type { Span } from '../../text/span.ts';

/** The comments of a YAML text, from `#` to the end of the line: what looks like one inside of a text is none. */
export function yamlComments(text: string): Span[] {
  const out: Span[] = [];
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    if (token.startsWith('#')) out.push({ start: at, end: at + token.length });
    at += token.length;
  }
  return out;
}

/** What the lexer says between the parts of the text: a document begins, a plain text follows, a flow collection is broken off. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);
