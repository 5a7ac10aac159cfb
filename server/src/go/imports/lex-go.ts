/** A token of a Go file. Offsets are UTF-16 code units. */
export interface GoToken {
  readonly kind: 'name' | 'string' | 'number' | 'char' | 'comment' | 'punctuation' | 'newline';
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of a Go text, by the lexical rules of the Go specification; newlines are tokens, since they end
 * statements. Operators come one character at a time. An unclosed string or comment ends with its line or the text.
 * `from` is where a token begins.
 */
export function* lexGo(text: string, from = 0): Generator<GoToken> {
  let at = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
  while (at < text.length) {
    const start = at;
    const c = text[at] ?? '';
    if (c === '\n') {
      at++;
      yield { kind: 'newline', start, end: at };
    } else if (c === ' ' || c === '\t' || c === '\r') at++;
    else if (text.startsWith('//', at)) {
      at = indexOr(text, '\n', at);
      yield { kind: 'comment', start, end: text[at - 1] === '\r' ? at - 1 : at };
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? text.length : close + 2;
      yield { kind: 'comment', start, end: at };
    } else if (c === '`') {
      const close = text.indexOf('`', at + 1);
      at = close < 0 ? text.length : close + 1;
      yield { kind: 'string', start, end: at };
    } else if (c === '"' || c === "'") {
      at = quoted(text, at, c);
      yield { kind: c === '"' ? 'string' : 'char', start, end: at };
    } else if (isLetter(c)) {
      do at++;
      while (at < text.length && goesOn(text[at] ?? ''));
      yield { kind: 'name', start, end: at };
    } else if (isDigit(c)) {
      do at++;
      while (at < text.length && /[\w.]/.test(text[at] ?? ''));
      yield { kind: 'number', start, end: at };
    } else {
      at++;
      yield { kind: 'punctuation', start, end: at };
    }
  }
}

/** The value of a string token; null when it is not closed, or spells a byte that is no ASCII (`"\xff"`). */
export function stringValue(text: string, { start, end }: Pick<GoToken, 'start' | 'end'>): string | null {
  const raw = text.slice(start, end);
  if (raw.startsWith('`'))
    return raw.endsWith('`') && raw.length > 1 ? raw.slice(1, -1).replaceAll('\r', '') : null;
  if (!raw.endsWith('"') || raw.length < 2) return null;
  const inner = raw.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  let plain = true;
  const value = inner.replace(ESCAPE, (_, unicode?: string, hex?: string, octal?: string, c?: string) => {
    const code =
      unicode !== undefined
        ? Number.parseInt(unicode, 16)
        : hex !== undefined
          ? Number.parseInt(hex, 16)
          : octal !== undefined
            ? Number.parseInt(octal, 8)
            : null;
    const known =
      code === null
        ? ESCAPES[c ?? '']
        : code > 0x10ffff || (unicode === undefined && code > 0x7f)
          ? undefined
          : String.fromCodePoint(code);
    if (known === undefined) plain = false;
    return known ?? '';
  });
  return plain ? value : null;
}

const ESCAPE =
  /\\(?:(?:u(?=[0-9a-fA-F]{4})|U(?=[0-9a-fA-F]{8}))((?<=u)[0-9a-fA-F]{4}|(?<=U)[0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{3})|(.?))/gs;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function quoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (c === quote) return at + 1;
    else if (c === '\n') return at;
  }
  return text.length;
}

function indexOr(text: string, needle: string, from: number): number {
  const at = text.indexOf(needle, from);
  return at < 0 ? text.length : at;
}

const isLetter = (c: string): boolean =>
  (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || (c > '\x7f' && /[\p{L}\p{Nl}]/u.test(c));
/** A name may hold the digits of any script. */
const goesOn = (c: string): boolean => isLetter(c) || isDigit(c) || (c > '\x7f' && /\p{Nd}/u.test(c));
const isDigit = (c: string): boolean => c >= '0' && c <= '9';
