import { LexError } from './lex-error.ts';
import { LexerWords, LONGEST_VALUE, type WordBuffer } from './lexer-words.ts';
import { replacePattern, trimPrefix, trimSuffix } from './shell-pattern.ts';

export interface LexerOptions {
  readonly escape: '\\' | '`';
  /** A string is a value, undefined means unset, null that it is set to something that cannot be known. */
  readonly lookup: (name: string) => string | null | undefined;
  /** These three leave quotes, escapes and unset variables as written, which is how heredocs are found. */
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  readonly keepUnset?: boolean;
}

/** Text, or null when it depends on a value that cannot be known. */
type Value = string | null;

/** BuildKit's own bound is Go's stack; no person nests this deep. */
const DEEPEST = 100;

/**
 * Quotes and variables of a text, as BuildKit's `shell.Lex` processes them (frontend/dockerfile/shell/lex.go).
 * It is followed move by move, its oddities too: a `${X:-d}` forgets the beginning of the word it stands in when
 * words are split. Throws LexError where BuildKit returns an error. One instance processes one text.
 */
export class ShellLexer {
  /** The names that were looked up and are unset, and those whose value cannot be known. */
  readonly unset = new Set<string>();
  readonly unknown = new Set<string>();
  readonly #chars: readonly string[];
  readonly #options: LexerOptions;
  readonly #buffer: WordBuffer = { text: '' };
  #at = 0;
  #depth = 0;
  #rawEscapes: boolean;

  constructor(text: string, options: LexerOptions) {
    this.#chars = Array.from(text);
    this.#options = options;
    this.#rawEscapes = options.rawEscapes ?? false;
    // Go's text/scanner drops a byte-order mark at the very start.
    if (this.#chars[0] === '\ufeff') this.#at = 1;
  }

  /** The processed text, and the same split into words; both are null when they depend on an unknown value. */
  run(): { readonly value: Value; readonly words: readonly string[] | null } {
    const words = new LexerWords(this.#buffer);
    const value = this.#until(null, this.#rawEscapes, false, words);
    return { value, words: value === null ? null : words.finish() };
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #next(): string | undefined {
    return this.#chars[this.#at++];
  }

  /** The operand of a `${…}`: everything up to `stop`, which is consumed. */
  #operand(stop: string, rawEscapes: boolean, pattern: boolean): Value {
    if (++this.#depth > DEEPEST) throw new LexError('variables are nested too deeply');
    this.#buffer.text = '';
    const words = new LexerWords(this.#buffer);
    const before = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    const value = this.#until(stop, rawEscapes, pattern, words);
    this.#rawEscapes = before;
    words.finish();
    this.#depth--;
    return value;
  }

  #until(stop: string | null, rawEscapes: boolean, pattern: boolean, words: LexerWords): Value {
    const out = new Concatenation();
    for (let char = this.#peek(); char !== undefined; char = this.#peek()) {
      if (char === stop) {
        this.#next();
        return out.value;
      }
      if (char === '$') {
        const value = this.#dollar();
        out.add(value);
        words.addText(value ?? '');
      } else if (char === "'" || char === '"') {
        const value = char === "'" ? this.#singleQuoted(pattern) : this.#doubleQuoted(pattern);
        out.add(value);
        words.addRaw(value ?? '');
      } else if (char === '<') {
        const value = this.#possibleHeredoc();
        out.add(value);
        words.addRaw(value);
      } else if (char === this.#options.escape) {
        this.#next();
        if (rawEscapes) {
          words.addRaw(char);
          out.add(char);
        }
        const escaped = this.#next();
        if (escaped === undefined) break;
        words.addRaw(escaped);
        out.add(escaped);
      } else {
        this.#next();
        words.addChar(char);
        out.add(char);
      }
    }
    if (stop !== null) throw new LexError(`missing '${stop}'`);
    return out.value;
  }

  #singleQuoted(pattern: boolean): string {
    this.#next();
    let out = this.#options.rawQuotes ? "'" : '';
    for (let char = this.#next(); char !== undefined; char = this.#next()) {
      if (char === "'") return this.#options.rawQuotes ? `${out}'` : out;
      out += pattern && char === this.#options.escape ? char + char : char;
    }
    throw new LexError('unexpected end of statement while looking for matching single-quote');
  }

  #doubleQuoted(pattern: boolean): Value {
    const { escape, rawQuotes } = this.#options;
    const out = new Concatenation();
    this.#next();
    if (rawQuotes) out.add('"');
    for (let char = this.#peek(); char !== undefined; char = this.#peek()) {
      if (char === '$') {
        out.add(this.#dollar());
        continue;
      }
      this.#next();
      if (char === '"') {
        if (rawQuotes) out.add('"');
        return out.value;
      }
      if (char === escape) {
        const escaped = this.#peek();
        if (escaped === undefined) continue;
        if (escaped === '"' || escaped === '$' || escaped === escape) {
          if (this.#rawEscapes) out.add(char);
          char = escaped;
          this.#next();
        } else if (this.#rawEscapes && (!rawQuotes || pattern)) {
          out.add(char);
        }
      }
      out.add(char);
    }
    throw new LexError('unexpected end of statement while looking for matching double-quote');
  }

  #dollar(): Value {
    this.#next();
    if (this.#peek() !== '{') {
      const name = this.#name();
      if (name === '') return '$';
      const value = this.#get(name);
      return value === undefined ? (this.#options.keepUnset ? `$${name}` : '') : value;
    }
    this.#next();
    const first = this.#peek();
    if (first === undefined) throw new LexError("missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new LexError('bad substitution');
    const name = this.#name();
    const operator = this.#next();
    switch (operator) {
      case '}': {
        const value = this.#get(name);
        return value === undefined ? (this.#options.keepUnset ? `\${${name}}` : '') : value;
      }
      case ':':
        return this.#modified(name, ':', this.#next());
      case '+':
      case '-':
      case '?':
      case '#':
      case '%':
        return this.#modified(name, '', operator);
      case '/':
        return this.#replaced(name);
      default:
        throw new LexError(`unsupported modifier (${operator ?? ''}) in substitution`);
    }
  }

  /** `${X:-word}` and its kin, behind the operator. */
  #modified(name: string, colon: string, operator: string | undefined): Value {
    const trims = operator === '#' || operator === '%';
    const unsupported = `unsupported modifier (${colon}${operator ?? ''}) in substitution`;
    if (trims && colon !== '') throw new LexError(unsupported);
    const word = this.#operand('}', trims, trims);
    const value = this.#get(name);
    if (value === undefined && this.#options.keepUnset)
      return word === null ? null : `\${${name}${colon}${operator ?? ''}${word}}`;
    const missing = value === undefined || (colon !== '' && value === '');
    // Set to something unknown: whether that is empty cannot be told.
    const uncertain = value === null && colon !== '';
    switch (operator) {
      case '-':
        return missing ? word : (value ?? null);
      case '+':
        return uncertain ? null : missing ? '' : word;
      case '?':
        if (missing)
          throw new LexError(
            `${name}: ${word || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`,
          );
        return value ?? null;
      case '#':
      case '%':
        return trimmed(operator, word, value === undefined ? '' : value);
      default:
        throw new LexError(unsupported);
    }
  }

  /** `${X/pattern/replacement}` and `${X//pattern/replacement}`, behind the first slash. */
  #replaced(name: string): Value {
    const all = this.#peek() === '/';
    if (all) this.#next();
    const pattern = this.#operand('/', true, true);
    const replacement = this.#operand('}', true, false);
    const value = this.#get(name);
    if (pattern === null || replacement === null || value === null) return null;
    if (value === undefined && this.#options.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
    return replacePattern(value ?? '', pattern, replacement, all);
  }

  #name(): string {
    const first = this.#peek();
    if (first === undefined) return '';
    if (!DIGIT.test(first) && SPECIAL.includes(first)) return this.#next() ?? '';
    const part = DIGIT.test(first) ? DIGIT : NAME;
    const start = this.#at;
    for (let char = this.#peek(); char !== undefined && part.test(char); char = this.#peek()) this.#next();
    return this.#chars.slice(start, this.#at).join('');
  }

  /** `<<` and the blanks behind it belong to the word, whose delimiter may follow them. */
  #possibleHeredoc(): string {
    this.#next();
    if (this.#peek() !== '<') return '<';
    this.#next();
    let out = '<<';
    for (let char = this.#peek(); char === ' ' || char === '\t' || char === '\r'; char = this.#peek()) {
      out += char;
      this.#next();
    }
    return out;
  }

  #get(name: string): string | null | undefined {
    const value = this.#options.lookup(name);
    if (value === undefined) this.unset.add(name);
    else if (value === null) this.unknown.add(name);
    return value;
  }
}

/** Joins values; one unknown makes the whole unknown, and so does a length that no path and no flag has. */
class Concatenation {
  value: Value = '';

  add(part: Value): void {
    this.value =
      this.value === null || part === null || this.value.length + part.length > LONGEST_VALUE
        ? null
        : this.value + part;
  }
}

function trimmed(operator: '#' | '%', word: Value, value: Value): Value {
  if (word === null || value === null) return null;
  const greedy = word.startsWith(operator);
  const pattern = greedy ? word.slice(1) : word;
  return operator === '#' ? trimPrefix(value, pattern, greedy) : trimSuffix(value, pattern, greedy);
}

const DIGIT = /^\p{Nd}$/u;
const NAME = /^[\p{L}\p{Nd}_]$/u;
const SPECIAL = '@*#?-$!0';
