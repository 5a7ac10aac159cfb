/**
 * Where the block that opens at an offset ends: after its closing brace, -1 where it has none. Reads strings and comments
 * as the lexer does, and makes no tokens: nine tenths of a Go file are bodies that nobody asks for.
 */
export function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN:
        depth++;
        break;
      case CLOSE:
        if (--depth === 0) return at + 1;
        break;
      case QUOTE:
      case APOSTROPHE:
        at = endOfQuoted(text, at);
        break;
      case BACKTICK:
        at = text.indexOf('`', at + 1);
        if (at < 0) return -1;
        break;
      case SLASH:
        at = endOfComment(text, at);
        if (at < 0) return -1;
        break;
    }
  }
  return -1;
}

/** The offset of the closing quote, or of the last character before the line ends. */
function endOfQuoted(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) at++;
    else if (c === quote) return at;
    else if (c === NEWLINE) return at - 1;
  }
  return text.length;
}

/** The offset of the last character of a comment, or of a slash that begins none; -1 where the text ends first. */
function endOfComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === SLASH) return text.indexOf('\n', start);
  if (next !== STAR) return start;
  const close = text.indexOf('*/', start + 2);
  return close < 0 ? -1 : close + 1;
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const STAR = 0x2a;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;
const OPEN = 0x7b;
const CLOSE = 0x7d;
