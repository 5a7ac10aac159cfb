import type { Span } from '../../text/span.ts';
import { interpolate } from '../values/interpolate.ts';

/** What a `.env` file sets, and why Compose would refuse it. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, EnvValue>;
  /** Null when Compose reads it. What stands before the error is in `values`. */
  readonly error: { readonly message: string; readonly span: Span } | null;
}

export interface EnvValue {
  readonly value: string;
  /** The value with its quotes; for an inherited one, the name. */
  readonly span: Span;
  readonly unset: readonly string[];
}

/**
 * Reads a `.env` file as compose-go's dotenv does: `export`, `:` for `=`, quotes over several lines, escapes, comments,
 * variables in unquoted and double-quoted values. A variable is looked for by `lookup` first, then in the file, then by
 * `earlier`.
 */
export function readEnvFile(text: string, lookup: Lookup, earlier: Lookup = () => undefined): EnvFile {
  const parser = new Parser(text, lookup, earlier);
  parser.parse();
  return { values: parser.out, error: parser.error };
}

type Lookup = (name: string) => string | undefined;

class Parser {
  readonly out = new Map<string, EnvValue>();
  error: EnvFile['error'] = null;
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #earlier: Lookup;
  #at: number;

  constructor(text: string, lookup: Lookup, earlier: Lookup) {
    this.#text = text;
    this.#lookup = lookup;
    this.#earlier = earlier;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  parse(): void {
    while (this.error === null && this.#toStatement()) this.#statement();
  }

  /** Skips blank lines and comments; false at the end. */
  #toStatement(): boolean {
    for (;;) {
      while (this.#at < this.#text.length && SPACE.test(this.#text[this.#at] ?? '')) this.#at++;
      if (this.#at >= this.#text.length) return false;
      if (this.#text[this.#at] !== '#') return true;
      const end = this.#text.indexOf('\n', this.#at);
      if (end < 0) return false;
      this.#at = end;
    }
  }

  #statement(): void {
    const exported = /^export[\t\n\f\r ]+/.exec(this.#text.slice(this.#at, this.#at + 64));
    if (exported) {
      this.#at += 'export'.length;
      this.#skipBlanks();
    }
    const start = this.#at;
    let end = start;
    let separator = '';
    for (; end < this.#text.length; end++) {
      const c = this.#text[end] ?? '';
      if (c === '=' || c === ':' || c === '\n') {
        separator = c;
        break;
      }
      if (BLANK.test(c) || /[\p{L}\p{N}_.[\]\-\uD800-\uDFFF]/u.test(c)) continue;
      const line = this.#text.slice(start).split('\n', 1)[0] ?? '';
      this.#fail(`unexpected character "${c}" in variable name "${line}"`, start, end + 1);
      return;
    }
    // A name that the end of the file ends is dropped, as compose-go does.
    const key = separator === '' ? '' : this.#text.slice(start, end).trimEnd();
    if (start >= this.#text.length) {
      this.#fail('zero length string', start, start, false);
      return;
    }
    if (separator === '') end = start;
    this.#at = separator === '' ? start : end + 1;
    this.#skipBlanks();
    if (key.includes(' ')) {
      this.#fail('key cannot contain a space', start, end);
      return;
    }
    if (separator === '\n') {
      const value = this.#lookup(key);
      if (value !== undefined) this.out.set(key, { value, span: { start, end }, unset: [] });
      return;
    }
    this.#value(key);
  }

  #value(key: string): void {
    const start = this.#at;
    const quote = this.#text[start];
    if (quote !== '"' && quote !== "'") {
      const newline = this.#text.indexOf('\n', start);
      const end = newline < 0 ? this.#text.length : newline;
      const source = (this.#text.slice(start, end).split(' #', 1)[0] ?? '').trimEnd();
      this.#at = end + (newline < 0 ? 0 : 1);
      this.#set(key, source, { start, end: start + source.length });
      return;
    }
    let source = '';
    let escaped = false;
    for (let i = start + 1; i < this.#text.length; i++) {
      const c = this.#text[i] ?? '';
      if (c !== quote) {
        if (!escaped && c === '\\') {
          escaped = true;
          continue;
        }
        source += escaped ? `\\${c}` : c;
        escaped = false;
        continue;
      }
      if (escaped) {
        escaped = false;
        source += c;
        continue;
      }
      this.#at = i + 1;
      const span = { start, end: i + 1 };
      if (quote === '"') this.#set(key, unescape(source), span);
      else this.out.set(key, { value: source, span, unset: [] });
      return;
    }
    const line = this.#text.slice(start).split('\n', 1)[0] ?? '';
    this.#fail(`unterminated quoted value ${line}`, start, start + line.length);
  }

  #set(key: string, source: string, span: Span): void {
    const lookup = (name: string): string | undefined =>
      this.#lookup(name) ?? this.out.get(name)?.value ?? this.#earlier(name);
    const { value, unset, error } = interpolate(source, lookup);
    if (error?.kind === 'required')
      this.#fail(
        `required variable ${error.name} is missing a value${error.reason === '' ? '' : `: ${error.reason}`}`,
        span.start,
        span.end,
        false,
      );
    else if (error) this.#fail(`Invalid template: "${error.template}"`, span.start, span.end, false);
    else this.out.set(key, { value, span, unset });
  }

  #skipBlanks(): void {
    while (BLANK.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #fail(message: string, start: number, end: number, counted = true): void {
    const line = this.#text.slice(0, start).split('\n').length;
    this.error = { message: counted ? `line ${line}: ${message}` : message, span: { start, end } };
  }
}

const SPACE = /[\t\n\v\f\r \u0085\u00A0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const BLANK = /[\t\v\f\r \u0085\u00A0]/;

/** Escapes of double-quoted values. `\$` becomes `$$`, which stands for a dollar sign when the variables are replaced. */
const unescape = (text: string): string =>
  text.replace(
    /\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g,
    (whole, letter: string | undefined, octal: string | undefined) => {
      if (letter === undefined)
        return octal !== undefined && /^[0-3][0-7]{2}$/.test(octal)
          ? String.fromCharCode(Number.parseInt(octal, 8))
          : whole;
      return ESCAPES.get(letter) ?? whole;
    },
  );

const ESCAPES = new Map([
  ['$', '$$'],
  ['"', '"'],
  ['\\', '\\'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
