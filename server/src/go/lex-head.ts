import type { CgoDirective, GoHead, GoImport } from './model.ts';
import { type GoToken, lexGo, stringValue } from './lex-go.ts';

/** The head of a Go file: package clause, build constraint, imports, `#cgo` lines. Never throws. */
export function lexGoHead(text: string): GoHead {
  return read(text).head;
}

/** The same for the first part of a file; null unless the head surely ends inside that part. */
export function lexGoHeadPrefix(text: string): GoHead | null {
  const { head, ended } = read(text);
  return ended ? head : null;
}

function read(text: string): { head: GoHead; ended: boolean } {
  const reader = new HeadReader(text);
  const ended = reader.run();
  return { head: reader.head(), ended };
}

class HeadReader {
  readonly #text: string;
  readonly #tokens: Generator<GoToken>;
  readonly #imports: GoImport[] = [];
  readonly #comments: GoToken[] = [];
  #package = '';
  #packageAt = -1;
  #cgo: CgoDirective[] | null = null;
  /** Comments directly above the declaration that comes next. */
  #doc: GoToken[] = [];
  #newlines = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = lexGo(text);
  }

  head(): GoHead {
    return {
      package: this.#package,
      imports: this.#imports,
      constraint: constraintOf(this.#text, this.#comments, this.#packageAt),
      cgo: this.#cgo,
    };
  }

  /** Reads up to the first declaration that is no import; true when there was one. */
  run(): boolean {
    const clause = this.#next();
    if (!clause) return false;
    if (this.#textOf(clause) !== 'package') return true;
    this.#packageAt = clause.start;
    const name = this.#next();
    if (!name) return false;
    this.#package = this.#textOf(name);
    for (;;) {
      this.#doc = [];
      let token = this.#next();
      while (token && this.#textOf(token) === ';') token = this.#next();
      if (!token) return false;
      if (this.#textOf(token) !== 'import') return true;
      const doc = this.#doc;
      const first = this.#next();
      if (!first) return false;
      if (this.#textOf(first) !== '(') {
        if (!this.#spec(first, doc)) return false;
        continue;
      }
      for (;;) {
        this.#doc = [];
        let spec = this.#next();
        while (spec && this.#textOf(spec) === ';') spec = this.#next();
        if (!spec) return false;
        if (this.#textOf(spec) === ')') break;
        if (spec.kind === 'punctuation' && this.#textOf(spec) !== '.') return true;
        // The comment of a group of one belongs to its import as well.
        if (!this.#spec(spec, this.#doc.length > 0 ? this.#doc : doc)) return false;
      }
    }
  }

  #spec(first: GoToken, doc: readonly GoToken[]): boolean {
    const named = first.kind === 'name' || this.#textOf(first) === '.';
    const path = named ? this.#next() : first;
    if (!path) return false;
    const value = path.kind === 'string' ? stringValue(this.#text, path) : null;
    if (value === null) return true;
    this.#imports.push({
      path: value,
      name: named ? this.#textOf(first) : null,
      start: path.start,
      end: path.end,
    });
    if (value === 'C')
      this.#cgo = [...(this.#cgo ?? []), ...doc.flatMap((comment) => directives(this.#text, comment))];
    return true;
  }

  /** The next token that is neither a comment nor a line break. A blank line parts a comment from what follows. */
  #next(): GoToken | null {
    for (;;) {
      const { value, done } = this.#tokens.next();
      if (done || !value) return null;
      if (value.kind === 'newline') {
        if (++this.#newlines > 1) this.#doc = [];
        continue;
      }
      this.#newlines = 0;
      if (value.kind !== 'comment') return value;
      this.#doc.push(value);
      if (this.#packageAt < 0) this.#comments.push(value);
    }
  }

  #textOf({ start, end }: GoToken): string {
    return this.#text.slice(start, end);
  }
}

/**
 * The build constraint of a file: `//go:build` above the package clause, else the `// +build` lines that a blank line
 * parts from it, which are ANDed.
 */
function constraintOf(text: string, comments: readonly GoToken[], packageAt: number): string | null {
  const old: string[] = [];
  for (const { start, end } of comments) {
    const line = text.slice(start, end);
    if (
      !line.startsWith('//') ||
      text
        .slice(text.lastIndexOf('\n', start - 1) + 1, start)
        .replace('\uFEFF', '')
        .trim() !== ''
    )
      continue;
    const build = /^\/\/go:build[ \t]+(.*)$/.exec(line);
    if (build) return (build[1] ?? '').trim();
    const plus = /^\/\/[ \t]*\+build(?:[ \t]+(.*))?$/.exec(line);
    if (plus && /\n[ \t\r]*\n/.test(text.slice(end, packageAt < 0 ? undefined : packageAt)))
      old.push(fromPlusBuild((plus[1] ?? '').trim()));
  }
  return old.length > 0 ? old.join(' && ') : null;
}

/** `a,b !c` is `(a && b) || (!c)`. */
const fromPlusBuild = (line: string): string =>
  line === ''
    ? 'false'
    : `(${line
        .split(/\s+/)
        .map((option) => `(${option.split(',').join(' && ')})`)
        .join(' || ')})`;

/** The `#cgo` lines of a comment above `import "C"`. */
function directives(text: string, { start, end }: GoToken): CgoDirective[] {
  const out: CgoDirective[] = [];
  for (const match of text
    .slice(start, end)
    .matchAll(/^(?:\/\/|\/\*)?[ \t]*#cgo[ \t]+([^\n:]*):[ \t]*([^\r\n]*?)(?:\*\/)?\r?$/gm)) {
    const words = (match[1] ?? '').trim().split(/\s+/);
    const verb = words.pop() ?? '';
    const from = start + match.index;
    out.push({
      constraint: words.join(' '),
      verb,
      value: (match[2] ?? '').trim(),
      start: from,
      end: from + match[0].trimEnd().length,
    });
  }
  return out;
}
