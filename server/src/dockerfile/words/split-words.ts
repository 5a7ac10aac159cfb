import type { LogicalText, Token } from '../ast.ts';
import { tokenOf } from '../logical-text.ts';
import { isBlank, isSpace } from './space.ts';

/** Splits at runs of `[\t\v\f\r ]`, whatever stands between (BuildKit's `parseStringsWhitespaceDelimited`). */
export function splitBlanks(rest: LogicalText): Token[] {
  const { text } = rest;
  const words: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
    if (at > start) words.push(tokenOf(rest, start, at));
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  }
  return words;
}

/** A word between the indices `from` and `to` of the text that was split. */
export interface QuotedWord {
  readonly token: Token;
  readonly from: number;
  readonly to: number;
}

/**
 * Splits at spaces outside quotes; quotes and escapes stay in the words (BuildKit's `parseWords`). An escape
 * character at the very end is dropped, and a quote that is never closed reaches to the end.
 */
export function splitQuoted(rest: LogicalText, escape: string): QuotedWord[] {
  const { text } = rest;
  const words: QuotedWord[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return words;
    const end = quotedWordEnd(text, at, escape);
    const value = text.slice(at, end.kept);
    if (value !== '') words.push({ token: tokenOf(rest, at, end.at, value), from: at, to: end.at });
    at = end.at;
  }
}

/** Where the word at `from` ends, and where what BuildKit keeps of it ends. */
function quotedWordEnd(text: string, from: number, escape: string): { at: number; kept: number } {
  let quote = '';
  let at = from;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === '' && isSpace(char.charCodeAt(0))) break;
    if (char === escape && quote !== "'") {
      if (at + 1 === text.length) return { at: at + 1, kept: at };
      at++;
    } else if (quote === '') {
      if (char === '"' || char === "'") quote = char;
    } else if (char === quote) {
      quote = '';
    }
  }
  return { at, kept: at };
}
