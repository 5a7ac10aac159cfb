import { headerConstraint } from './header-constraint.ts';
import { stringValue } from './lex-go.ts';
import { Words } from '../../text/words.ts';
import type { CgoDirective, GoHead, GoImport } from '../model.ts';

/** The head of a Go file, as go/build reads it: package clause, build constraint, imports, `#cgo` lines. Never throws. */
export function lexGoHead(text: string, words = new Words()): GoHead {
  return new HeadReader(text, words).read();
}

/**
 * The same for the first part of a file; null unless the head surely ends inside that part. A file that imports `embed`
 * has no such part: its `//go:embed` lines may stand anywhere.
 */
export function lexGoHeadPrefix(text: string, words = new Words()): GoHead | null {
  const reader = new HeadReader(text, words);
  const head = reader.read();
  return reader.ended && !embeds(head) ? head : null;
}

/** The head in a part of a file from its beginning on, `complete` when that is all of it; null where it may go on. */
export const lexGoHeadPart = (text: string, complete: boolean, words: Words): GoHead | null =>
  complete ? lexGoHead(text, words) : lexGoHeadPrefix(text, words);

const embeds = (head: GoHead): boolean => head.imports.some(({ path }) => path === 'embed');

/** A scanner by character codes: it sees every Go file of a module, so it allocates for what it keeps only. */
class HeadReader {
  readonly #text: string;
  readonly #words: Words;
  #at: number;
  /** The comments in a row above the next token. */
  #doc: Range[] = [];
  /** Line breaks since the last comment or token, and whether a comment came since the last token. */
  #newlines = 0;
  /** Where the package clause begins; the end of the text when there is none. */
  #packageAt: number;
  readonly #imports: GoImport[] = [];
  #cgo: CgoDirective[] | null = null;
  /** Whether reading stopped at something that is no part of a head, instead of the end of the text. */
  ended = false;

  constructor(text: string, words: Words) {
    this.#text = text;
    this.#words = words;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.#packageAt = text.length;
  }

  read(): GoHead {
    const name = this.#clause();
    if (name !== '') this.#declarations();
    const head = {
      package: name,
      imports: this.#imports,
      constraint: this.#constraint(),
      cgo: this.#cgo,
    };
    // The comments above the first declaration were read on the way to it, and may be such lines.
    const patterns = embeds(head)
      ? embedPatterns(this.#text, this.#imports.at(-1)?.end ?? 0, this.#words)
      : [];
    return patterns.length > 0 ? { ...head, embed: patterns } : head;
  }

  /** Most files have none, and few have a licence that speaks of a build. */
  #constraint(): string | null {
    const above = this.#text.slice(0, this.#packageAt);
    return above.includes('build') ? headerConstraint(this.#text, this.#words) : null;
  }

  /** The name in the package clause; empty when there is none. */
  #clause(): string {
    if (!this.#skip()) return '';
    this.#packageAt = this.#at;
    if (!this.#word('package') || !this.#skip()) return '';
    const start = this.#at;
    this.#name();
    return this.#words.of(this.#text.slice(start, this.#at));
  }

  /** Reads import declarations up to the first thing that is none. */
  #declarations(): void {
    for (;;) {
      if (!this.#skip()) return;
      const doc = this.#doc;
      if (!this.#word('import') || !this.#skip()) return;
      if (this.#text.charCodeAt(this.#at) !== OPEN) {
        if (!this.#spec(doc)) return;
        continue;
      }
      this.#at++;
      this.#forget();
      const first = this.#imports.length;
      for (;;) {
        if (!this.#skip()) return;
        if (this.#text.charCodeAt(this.#at) === CLOSE) break;
        if (!this.#spec(this.#doc)) return;
      }
      this.#at++;
      this.#forget();
      // The comment above a group of one is that of its import, unless that has one of its own.
      const only = this.#imports.length === first + 1 ? this.#imports[first] : undefined;
      if (only?.path === 'C' && !this.#hadDoc) this.#directives(doc);
    }
  }

  #hadDoc = false;

  /** Reads one import; false at something that is none. */
  #spec(doc: readonly Range[]): boolean {
    const c = this.#text.charCodeAt(this.#at);
    let name: string | null = null;
    if (c === DOT || isNameStart(c)) {
      const start = this.#at;
      if (c === DOT) this.#at++;
      else this.#name();
      name = this.#words.of(this.#text.slice(start, this.#at));
      if (!this.#skip()) return false;
    }
    const start = this.#at;
    const quote = this.#text.charCodeAt(start);
    if (quote !== QUOTE && quote !== BACKTICK) {
      this.ended = true;
      return false;
    }
    let end = start + 1;
    for (; end < this.#text.length; end++) {
      const each = this.#text.charCodeAt(end);
      if (each === quote) break;
      if (quote === QUOTE && each === NEWLINE) {
        this.ended = true;
        return false;
      }
      if (quote === QUOTE && each === BACKSLASH) end++;
    }
    if (end >= this.#text.length) return false;
    this.#at = end + 1;
    this.#forget();
    const inner = this.#text.slice(start + 1, end);
    const path =
      inner.includes('\\') || quote === BACKTICK ? stringValue(this.#text, { start, end: end + 1 }) : inner;
    if (path === null || path === '') return true;
    this.#imports.push({ path: this.#words.of(path), name, start, end: end + 1 });
    if (path === 'C') {
      this.#cgo ??= [];
      this.#hadDoc = doc.length > 0;
      this.#directives(doc);
    }
    return true;
  }

  #directives(doc: readonly Range[]): void {
    this.#cgo?.push(...cgoDirectives(this.#text, doc, this.#words));
  }

  /** Takes a keyword; false when something else stands there. */
  #word(keyword: string): boolean {
    const start = this.#at;
    if (isNameStart(this.#text.charCodeAt(start))) this.#name();
    if (this.#at - start === keyword.length && this.#text.startsWith(keyword, start)) {
      this.#forget();
      // A word that touches the end of a first part may go on in the next.
      return this.#at < this.#text.length;
    }
    if (this.#at < this.#text.length) this.ended = true;
    return false;
  }

  #name(): void {
    while (this.#at < this.#text.length && isNamePart(this.#text.charCodeAt(this.#at))) this.#at++;
    this.#forget();
  }

  #forget(): void {
    this.#doc = [];
    this.#newlines = 0;
  }

  /**
   * Goes to the next token; false at the end of the text. Semicolons are blanks, as go/build reads them. Afterwards the
   * doc comment is what ends on the line above the token, without a blank line in it.
   */
  #skip(): boolean {
    const text = this.#text;
    /** A comment on the line of the token before is about that. */
    let trailing = this.#newlines === 0 && this.#doc.length === 0;
    while (this.#at < text.length) {
      const c = text.charCodeAt(this.#at);
      if (c === NEWLINE) {
        this.#newlines++;
        if (trailing) this.#doc = [];
        trailing = false;
        this.#at++;
      } else if (c === 0x20 || c === 0x09 || c === 0x0d || c === 0x0c || c === SEMICOLON) this.#at++;
      else if (c === SLASH) {
        const next = text.charCodeAt(this.#at + 1);
        if (next !== SLASH && next !== STAR) {
          this.ended = this.#at + 1 < text.length;
          return false;
        }
        const close = next === SLASH ? text.indexOf('\n', this.#at) : text.indexOf('*/', this.#at + 2);
        if (close < 0) {
          this.#at = text.length;
          return false;
        }
        const end = next === SLASH ? close : close + 2;
        if (this.#newlines > 1) this.#doc = [];
        this.#doc.push({ start: this.#at, end });
        this.#newlines = 0;
        this.#at = end;
      } else {
        if (this.#newlines !== 1) this.#doc = [];
        return true;
      }
    }
    return false;
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The `#cgo` lines of the comments above `import "C"`, up to the first that is not well formed. */
function cgoDirectives(text: string, doc: readonly Range[], kept: Words): CgoDirective[] {
  const out: CgoDirective[] = [];
  for (const { start, end } of doc) {
    const comment = text.slice(start, end);
    if (!comment.includes('#cgo')) continue;
    for (const match of comment.matchAll(CGO_LINE)) {
      const line = (match[1] ?? '').replace(/\*\/$/, '').trimEnd();
      const words = line.split(/\s+/);
      if (words.length === 3 && (words[1] === 'nocallback' || words[1] === 'noescape')) continue;
      const colon = line.indexOf(':');
      const condition = line.slice('#cgo'.length, Math.max(colon, 0)).trim().split(/\s+/);
      const verb = condition.pop() ?? '';
      if (colon < 0 || verb === '') return out;
      const from = start + match.index + match[0].indexOf('#cgo');
      out.push({
        constraint: kept.of(condition.join(' ')),
        verb: kept.of(verb),
        value: kept.of(line.slice(colon + 1).trim()),
        start: from,
        end: from + line.length,
      });
    }
  }
  return out;
}

const CGO_LINE = /(?<=^|\n)(?:\/\/|\/\*)?[ \t\r]*(#cgo[ \t][^\n]*)/g;

/** The patterns of the `//go:embed` lines from an offset on. */
function embedPatterns(text: string, from: number, words: Words): string[] {
  const last = text.lastIndexOf('//go:embed');
  const out: string[] = [];
  if (last < from) return out;
  COMMENT_OR_STRING.lastIndex = from;
  for (;;) {
    const token = COMMENT_OR_STRING.exec(text);
    if (!token || token.index > last) return out;
    const line = /^\/\/go:embed[ \t]+(.*)$/.exec(token[0]);
    for (const [word] of (line?.[1] ?? '').matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s"`]\S*/g)) {
      const value = /^["`]/.test(word) ? stringValue(word, { start: 0, end: word.length }) : word;
      if (value !== null) out.push(words.of(value));
    }
  }
}

const COMMENT_OR_STRING =
  /`[^`]*(?:`|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)/g;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const STAR = 0x2a;
const DOT = 0x2e;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;

/** Letters as go/build takes them when it looks for the end of a word: whatever is no ASCII counts. */
const isNameStart = (c: number): boolean =>
  (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c >= 0x80;
const isNamePart = (c: number): boolean => isNameStart(c) || (c >= 0x30 && c <= 0x39);
