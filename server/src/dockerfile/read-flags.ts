import type { Flag, LogicalText } from './ast.ts';
import { tokenOf } from './logical-text.ts';
import { isAsciiSpace } from './words/space.ts';

/**
 * Reads the flags at index `from` of a line (BuildKit's `extractBuilderFlags`): words that start with `--`, quotes
 * and escapes understood. `rest` is the index after them; a bare `--` ends them and belongs to neither. BuildKit
 * reads flags byte by byte and makes each byte a character: `--from=é` asks for the stage `Ã©`, and the bytes 0x85
 * and 0xA0 inside a character end the flag.
 */
export function readFlags(line: LogicalText, from: number, escape: string): { flags: Flag[]; rest: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let at = from;
  for (;;) {
    while (at < text.length && isAsciiSpace(text.charCodeAt(at))) at++;
    if (!text.startsWith('--', at)) return { flags, rest: at };
    const word = readWord(text, at, escape);
    if (word.value === '--') return { flags, rest: word.end };
    if (word.value !== '' || word.quoted) flags.push(flagOf(line, at, word));
    at = word.end;
  }
}

interface FlagWord {
  readonly value: string;
  readonly end: number;
  readonly quoted: boolean;
  /** The index after the first `=`, where there is one. */
  readonly argument: number | null;
}

function readWord(text: string, from: number, escape: string): FlagWord {
  let value = '';
  let quote = '';
  let quoted = false;
  let argument: number | null = null;
  let at = from;
  for (; at < text.length; at++) {
    let char = text.charAt(at);
    if (quote === '' && isAsciiSpace(char.charCodeAt(0))) break;
    if (char === quote) {
      quote = '';
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      quoted = true;
      continue;
    }
    if (char === escape) {
      if (at + 1 === text.length) continue;
      char = text.charAt(++at);
    }
    if (char > '\x7f') {
      const bytes = encoder.encode(String.fromCodePoint(text.codePointAt(at) ?? 0));
      const cut = quote === '' ? bytes.findIndex((byte) => byte === 0x85 || byte === 0xa0) : -1;
      value += String.fromCharCode(...(cut < 0 ? bytes : bytes.slice(0, cut)));
      if (bytes.length === 4) at++;
      if (cut < 0) continue;
      at++;
      break;
    }
    value += char;
    if (char === '=' && argument === null) argument = at + 1;
  }
  return { value, end: at, quoted, argument };
}

const encoder = new TextEncoder();

function flagOf(line: LogicalText, start: number, word: FlagWord): Flag {
  const equals = word.value.indexOf('=');
  const name = word.value.slice(2, equals < 0 ? undefined : equals);
  const argument =
    equals < 0 || word.argument === null
      ? null
      : tokenOf(line, word.argument, word.end, word.value.slice(equals + 1));
  return { ...tokenOf(line, start, word.end, word.value), name, argument };
}
