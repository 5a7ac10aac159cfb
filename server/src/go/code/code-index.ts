import { dirname } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import { type GoToken, lexGo, stringValue } from '../imports/lex-go.ts';
import type { GoFiles } from '../model.ts';

/** A token that matters for evidence: no comments; statements end with `;`, as the Go specification inserts them. */
export interface CodeToken {
  readonly kind: GoToken['kind'];
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch of tokens of one file: `from` included, `to` not. */
export interface Code {
  readonly file: CodeFile;
  readonly from: number;
  readonly to: number;
  /** The function it stands in; null outside of functions. */
  readonly fn: CodeFunction | null;
}

export interface CodeFunction {
  readonly name: string;
  readonly file: CodeFile;
  /** The receiver's name and type; null for a plain function. */
  readonly receiver: Parameter | null;
  readonly parameters: readonly Parameter[];
  /** The type of the first result, as written; '' for none. */
  readonly result: string;
  readonly from: number;
  readonly to: number;
}

interface Parameter {
  readonly name: string;
  readonly type: string;
}

export interface CodeCall {
  /** `http`, `ListenAndServe`; an empty first name stands for an expression. */
  readonly names: readonly string[];
  readonly args: readonly Code[];
  readonly code: Code;
}

export interface Composite {
  /** As written: `http.Server`. */
  readonly type: string;
  readonly fields: ReadonlyMap<string, Code>;
  readonly code: Code;
}

interface StructField {
  readonly type: string;
  /** The text between the backquotes, and the token. */
  readonly tag: { readonly text: string; readonly token: CodeToken } | null;
}

/** What one Go file declares and does, as far as evidence needs it. Types are not checked. */
export interface CodeFile {
  readonly path: string;
  readonly dir: string;
  readonly tokens: readonly CodeToken[];
  readonly imports: ReadonlyMap<string, string>;
  readonly functions: readonly CodeFunction[];
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, StructField>>;
  /** Values given to names outside of functions, and their types where written. */
  readonly globals: ReadonlyMap<string, readonly Code[]>;
  readonly globalTypes: ReadonlyMap<string, string>;
  /** Those of `globals` that no linker flag and no assignment changes. */
  readonly constants: ReadonlySet<string>;
  readonly calls: readonly CodeCall[];
  readonly composites: readonly Composite[];
  /** `a.b = x`, `name := x`, `var name = x` inside functions. */
  readonly assignments: readonly {
    readonly target: readonly string[];
    readonly declares: boolean;
    readonly value: Code;
  }[];
  /** `var name Type` inside functions. */
  readonly localTypes: readonly { readonly fn: CodeFunction; readonly name: string; readonly type: string }[];
}

/** Null when the file cannot be read. */
export function indexCode(files: GoFiles, path: string): CodeFile | null {
  const text = files.text(path);
  if (text === null) return null;
  const imports = new Map<string, string>();
  for (const each of files.head(path)?.imports ?? []) {
    const last = each.path
      .replace(/\/v\d+$/, '')
      .replace(/^.*\//, '')
      .replace(/^go-|-go$|\.v\d+$/g, '');
    imports.set(each.name ?? last, each.path);
  }
  return new Indexer(path, codeTokens(text), imports).run();
}

/** The value of a string literal; null for what is none, or has an escape that is not understood. */
export const literalOf = (token: CodeToken): string | null =>
  token.kind === 'string' ? stringValue(token.text, { start: 0, end: token.text.length }) : null;

export const placeOf = (file: CodeFile, token: CodeToken): Place => ({
  file: file.path,
  span: { start: token.start, end: token.end },
});

/** Splits at a token that stands outside of all brackets. */
export function splitAt(code: Code, separator: string): Code[] {
  const out: Code[] = [];
  let depth = 0;
  let from = code.from;
  for (let i = code.from; i < code.to; i++) {
    const text = code.file.tokens[i]?.text ?? '';
    if (OPEN.has(text)) depth++;
    else if (CLOSE.has(text)) depth--;
    else if (depth === 0 && text === separator) {
      out.push({ ...code, from, to: i });
      from = i + 1;
    }
  }
  if (from < code.to) out.push({ ...code, from });
  return out;
}

const OPEN = new Set(['(', '[', '{']);
const CLOSE = new Set([')', ']', '}']);
const ENDS = new Set([')', ']', '}']);
const GOES_ON = new Set(
  'case chan const default defer else for func go goto if import interface map package range select struct switch type var'.split(
    ' ',
  ),
);

function codeTokens(text: string): CodeToken[] {
  const out: CodeToken[] = [];
  for (const { kind, start, end } of lexGo(text)) {
    if (kind === 'comment') continue;
    if (kind !== 'newline') {
      out.push({ kind, text: text.slice(start, end), start, end });
      continue;
    }
    const last = out.at(-1);
    if (!last) continue;
    const before = out.at(-2);
    const step =
      (last.text === '+' || last.text === '-') && before?.text === last.text && before.end === last.start;
    const ends =
      last.kind === 'punctuation'
        ? ENDS.has(last.text) || step
        : last.kind !== 'name' || !GOES_ON.has(last.text);
    if (ends) out.push({ kind: 'punctuation', text: ';', start, end: start });
  }
  return out;
}

class Indexer {
  readonly #file: CodeFile;
  readonly #tokens: readonly CodeToken[];
  readonly #functions: CodeFunction[] = [];
  readonly #structs = new Map<string, Map<string, StructField>>();
  readonly #globals = new Map<string, Code[]>();
  readonly #globalTypes = new Map<string, string>();
  readonly #constants = new Set<string>();
  readonly #calls: CodeCall[] = [];
  readonly #composites: Composite[] = [];
  readonly #assignments: CodeFile['assignments'][number][] = [];
  readonly #localTypes: CodeFile['localTypes'][number][] = [];
  /** The bracket that closes one, by index. */
  readonly #pairs: Map<number, number>;

  constructor(path: string, tokens: readonly CodeToken[], imports: ReadonlyMap<string, string>) {
    this.#tokens = tokens;
    this.#pairs = pairsOf(tokens);
    this.#file = {
      path,
      dir: dirname(path),
      tokens,
      imports,
      functions: this.#functions,
      structs: this.#structs,
      globals: this.#globals,
      globalTypes: this.#globalTypes,
      constants: this.#constants,
      calls: this.#calls,
      composites: this.#composites,
      assignments: this.#assignments,
      localTypes: this.#localTypes,
    };
  }

  run(): CodeFile {
    for (let i = 0; i < this.#tokens.length; ) {
      const text = this.#text(i);
      if (text === 'func') i = this.#function(i);
      else if (text === 'type') i = this.#group(i + 1, (at) => this.#type(at));
      else if (text === 'var' || text === 'const')
        i = this.#group(i + 1, (at) => this.#declaration(at, null, text === 'const'));
      else i = this.#skip(i);
    }
    return this.#file;
  }

  #text(index: number): string {
    return this.#tokens[index]?.text ?? '';
  }

  #isName(index: number): boolean {
    return this.#tokens[index]?.kind === 'name';
  }

  /** The index after a token, or after the bracket that it opens. */
  #skip(index: number): number {
    return (this.#pairs.get(index) ?? index) + 1;
  }

  #written(from: number, to: number): string {
    let out = '';
    for (let i = from; i < to; i++) out += this.#text(i);
    return out;
  }

  /** The index of the `;` or closing bracket that ends a statement. */
  #endOf(from: number, limit: number): number {
    let i = from;
    while (i < limit && this.#text(i) !== ';' && !CLOSE.has(this.#text(i))) i = this.#skip(i);
    return Math.min(i, limit);
  }

  #group(at: number, each: (at: number) => void): number {
    if (this.#text(at) !== '(') {
      each(at);
      return this.#endOf(at, this.#tokens.length) + 1;
    }
    const end = this.#pairs.get(at) ?? this.#tokens.length;
    for (let i = at + 1; i < end; i = this.#endOf(i, end) + 1) each(i);
    return end + 1;
  }

  #type(at: number): void {
    if (!this.#isName(at) || this.#text(at + 1) !== 'struct') return;
    const fields = new Map<string, StructField>();
    this.#structs.set(this.#text(at), fields);
    this.#fields(at + 2, fields);
  }

  #fields(open: number, fields: Map<string, StructField>): void {
    const end = this.#pairs.get(open) ?? this.#tokens.length;
    for (let i = open + 1; i < end; ) {
      const stop = this.#endOf(i, end);
      const last = this.#tokens[stop - 1];
      const tag = last?.kind === 'string' ? { text: literalOf(last) ?? '', token: last } : null;
      const names: string[] = [];
      let at = i;
      while (this.#isName(at)) {
        names.push(this.#text(at));
        at++;
        if (this.#text(at) !== ',') break;
        at++;
      }
      const type = this.#written(at, tag ? stop - 1 : stop);
      if (this.#text(at) === 'struct') {
        // A struct without a name of its own is known by the way to it.
        const own = new Map<string, StructField>();
        const name = `struct@${at}`;
        this.#structs.set(name, own);
        this.#fields(at + 1, own);
        for (const each of names) fields.set(each, { type: name, tag });
      } else for (const each of names) fields.set(each, { type, tag });
      i = stop + 1;
    }
  }

  #declaration(at: number, fn: CodeFunction | null, isConstant = false): void {
    const names: string[] = [];
    let i = at;
    while (this.#isName(i)) {
      names.push(this.#text(i));
      i++;
      if (this.#text(i) !== ',') break;
      i++;
    }
    const end = this.#endOf(i, fn?.to ?? this.#tokens.length);
    let equals = i;
    while (equals < end && this.#text(equals) !== '=') equals = this.#skip(equals);
    const type = this.#written(i, equals);
    const values = equals < end ? splitAt({ file: this.#file, from: equals + 1, to: end, fn }, ',') : [];
    if (fn === null) this.#expressions(equals + 1, end, null);
    for (const [index, name] of names.entries()) {
      if (type !== '') {
        if (fn) this.#localTypes.push({ fn, name, type });
        else this.#globalTypes.set(name, type);
      }
      if (isConstant) this.#constants.add(name);
      const value = values[index];
      if (!value) continue;
      if (fn) this.#assignments.push({ target: [name], declares: true, value });
      else this.#globals.set(name, [...(this.#globals.get(name) ?? []), value]);
    }
  }

  #function(at: number): number {
    let i = at + 1;
    let receiver: Parameter | null = null;
    if (this.#text(i) === '(') {
      receiver = this.#parameters(i)[0] ?? null;
      i = this.#skip(i);
    }
    const name = this.#text(i);
    i++;
    if (this.#text(i) === '[') i = this.#skip(i);
    if (this.#text(i) !== '(') return this.#skip(i);
    const parameters = this.#parameters(i);
    i = this.#skip(i);
    let result = '';
    if (this.#text(i) === '(') {
      result = this.#parameters(i)[0]?.type ?? '';
      i = this.#skip(i);
    } else {
      const from = i;
      while (i < this.#tokens.length && this.#text(i) !== '{' && this.#text(i) !== ';') i++;
      result = this.#written(from, i);
    }
    if (this.#text(i) !== '{') return i;
    const to = this.#pairs.get(i) ?? this.#tokens.length;
    const fn: CodeFunction = { name, file: this.#file, receiver, parameters, result, from: i + 1, to };
    this.#functions.push(fn);
    this.#expressions(i + 1, to, fn);
    return to + 1;
  }

  /** `a, b string, c int`, or types alone. */
  #parameters(open: number): Parameter[] {
    const to = this.#pairs.get(open) ?? this.#tokens.length;
    const parts = splitAt({ file: this.#file, from: open + 1, to, fn: null }, ',');
    const named = parts.some(
      ({ from, to: end }) => this.#isName(from) && end - from > 1 && this.#text(from + 1) !== '.',
    );
    if (!named) return parts.map(({ from, to: end }) => ({ name: '', type: this.#written(from, end) }));
    let type = '';
    return parts
      .reverse()
      .map(({ from, to: end }) => {
        if (end - from > 1) type = this.#written(from + 1, end);
        return { name: this.#text(from), type };
      })
      .reverse();
  }

  /** Calls, composite literals, assignments and declarations between two tokens. */
  #expressions(from: number, to: number, fn: CodeFunction | null): void {
    for (let i = from; i < to; i++) {
      const text = this.#text(i);
      if (text === '(' && i > from) this.#call(i, from, fn);
      else if (text === '{') this.#composite(i, from, fn);
      else if (text === '=' && fn) this.#assignment(i, fn);
      else if ((text === 'var' || text === 'const') && fn)
        this.#group(i + 1, (at) => this.#declaration(at, fn));
    }
  }

  #namesBefore(end: number, from: number): { names: string[]; start: number } {
    const names: string[] = [];
    let i = end - 1;
    while (i >= from && this.#isName(i)) {
      names.unshift(this.#text(i));
      if (this.#text(i - 1) !== '.' || i - 1 < from) return { names, start: i };
      i -= 2;
    }
    return { names: names.length > 0 ? ['', ...names] : names, start: i + 1 };
  }

  #call(open: number, from: number, fn: CodeFunction | null): void {
    const { names, start } = this.#namesBefore(open, from);
    if (names.length === 0 || this.#text(start - 1) === 'func') return;
    const to = this.#pairs.get(open) ?? open;
    const code = { file: this.#file, from: open + 1, to, fn };
    this.#calls.push({ names, args: splitAt(code, ','), code: { ...code, from: start, to: to + 1 } });
  }

  #composite(open: number, from: number, fn: CodeFunction | null): void {
    const { names, start } = this.#namesBefore(open, from);
    if (names.length === 0 || names.length > 2 || names[0] === '') return;
    const to = this.#pairs.get(open) ?? open;
    const fields = new Map<string, Code>();
    for (const part of splitAt({ file: this.#file, from: open + 1, to, fn }, ',')) {
      let at = part.from;
      while (this.#text(at) === ';') at++;
      if (this.#isName(at) && this.#text(at + 1) === ':' && this.#text(at + 2) !== '=')
        fields.set(this.#text(at), { ...part, from: at + 2 });
    }
    if (fields.size > 0)
      this.#composites.push({
        type: names.join('.'),
        fields,
        code: { file: this.#file, from: start, to: to + 1, fn },
      });
  }

  #assignment(at: number, fn: CodeFunction): void {
    if ('=!<>+-*/%&|^'.includes(this.#text(at - 1)) || this.#text(at + 1) === '=') return;
    const declares = this.#text(at - 1) === ':';
    // The start of the statement: every target is a chain of names.
    const targets: string[][] = [];
    let end = declares ? at - 1 : at;
    for (;;) {
      const { names, start } = this.#namesBefore(end, fn.from);
      if (names.length === 0) return;
      targets.unshift(names);
      if (this.#text(start - 1) !== ',') break;
      end = start - 1;
    }
    const stop = this.#statementEnd(at + 1, fn.to);
    const values = splitAt({ file: this.#file, from: at + 1, to: stop, fn }, ',');
    for (const [index, target] of targets.entries()) {
      // A call gives several values; the first is the one that matters. A range gives the element second.
      const isRange = this.#text(at + 1) === 'range';
      const value = isRange
        ? index === 1
          ? values[0]
          : undefined
        : values.length > 1
          ? values[index]
          : index === 0
            ? values[0]
            : undefined;
      if (value)
        this.#assignments.push({ target, declares, value: isRange ? { ...value, to: stop } : value });
    }
  }

  /** The end of a simple statement, which the block of an `if` or `for` ends too. */
  #statementEnd(from: number, limit: number): number {
    let i = from;
    while (i < limit && this.#text(i) !== ';' && !CLOSE.has(this.#text(i))) {
      if (
        this.#text(i) === '{' &&
        !(this.#isName(i - 1) && !this.#isRanged(from, i)) &&
        this.#text(i - 1) !== ']' &&
        this.#text(i - 1) !== ')'
      )
        break;
      i = this.#skip(i);
    }
    return Math.min(i, limit);
  }

  /** Whether a bracket behind names is the block of `range names {`: a literal of a named type has none of its own there. */
  #isRanged(from: number, open: number): boolean {
    return (
      this.#text(from) === 'range' && this.#text(this.#namesBefore(open, from + 1).start - 1) === 'range'
    );
  }
}

function pairsOf(tokens: readonly CodeToken[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { text, kind }] of tokens.entries()) {
    if (kind !== 'punctuation') continue;
    if (OPEN.has(text)) open.push(index);
    else if (CLOSE.has(text)) {
      const from = open.pop();
      if (from !== undefined) pairs.set(from, index);
    }
  }
  return pairs;
}
