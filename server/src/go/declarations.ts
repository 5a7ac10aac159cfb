import { lexGo, stringValue } from './lex-go.ts';

/** What a Go file declares at the top level and which names it uses, by its tokens: no types are inferred. */
export interface Declarations {
  /** Functions, types, variables and constants, each with its text as far as it shows to others, blanks removed. */
  readonly names: ReadonlyMap<string, string>;
  /** `Type.Method` with its signature. */
  readonly methods: ReadonlyMap<string, string>;
  /** Names that stand alone, not after a dot. */
  readonly used: ReadonlySet<string>;
  /** `x.Name` as `x` → names. */
  readonly selected: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every name after a dot. */
  readonly members: ReadonlySet<string>;
  readonly strings: readonly string[];
}

interface Word {
  readonly text: string;
  readonly kind: string;
}

export function declarationsOf(text: string): Declarations {
  const words: Word[] = [];
  const strings: string[] = [];
  for (const token of lexGo(text)) {
    if (token.kind === 'comment') continue;
    if (token.kind === 'string') strings.push(stringValue(text, token) ?? '');
    words.push({
      text: token.kind === 'newline' ? '\n' : text.slice(token.start, token.end),
      kind: token.kind,
    });
  }
  const names = new Map<string, string>();
  const methods = new Map<string, string>();
  const reader = new DeclarationReader(words, names, methods);
  reader.run();
  const used = new Set<string>();
  const members = new Set<string>();
  const selected = new Map<string, Set<string>>();
  for (const [index, { text: word, kind }] of words.entries()) {
    if (kind !== 'name') continue;
    if (words[index - 1]?.text !== '.') used.add(word);
    else {
      members.add(word);
      const before = words[index - 2];
      if (before?.kind === 'name' && words[index - 3]?.text !== '.')
        selected.set(before.text, (selected.get(before.text) ?? new Set()).add(word));
    }
  }
  return { names, methods, used, selected, members, strings };
}

class DeclarationReader {
  readonly #words: readonly Word[];
  readonly #names: Map<string, string>;
  readonly #methods: Map<string, string>;
  #at = 0;

  constructor(words: readonly Word[], names: Map<string, string>, methods: Map<string, string>) {
    this.#words = words;
    this.#names = names;
    this.#methods = methods;
  }

  run(): void {
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at]?.text;
      if (word === 'func') this.#func();
      else if (word === 'type' || word === 'var' || word === 'const') this.#group(word);
      else if (word === '{' || word === '(' || word === '[') this.#skip();
      else this.#at++;
    }
  }

  #func(): void {
    this.#at++;
    let receiver: string | null = null;
    if (this.#words[this.#at]?.text === '(') {
      const inner = this.#skip();
      // The type is the last name outside its type parameters: `(s *Set[T])`.
      receiver =
        inner
          .replace(/\[.*$/s, '')
          .match(/[\p{L}_][\p{L}\p{N}_]*/gu)
          ?.at(-1) ?? '';
    }
    const name = this.#words[this.#at]?.text ?? '';
    this.#at++;
    const signature = this.#upTo((word) => word === '{' || word === '\n');
    if (this.#words[this.#at]?.text === '{') this.#skip();
    if (receiver === null) this.#names.set(name, `func ${signature}`);
    else this.#methods.set(`${receiver}.${name}`, signature);
  }

  #group(keyword: string): void {
    this.#at++;
    if (this.#words[this.#at]?.text !== '(') {
      this.#spec(keyword);
      return;
    }
    this.#at++;
    while (this.#at < this.#words.length && this.#words[this.#at]?.text !== ')') {
      const { text, kind } = this.#words[this.#at] ?? { text: '', kind: '' };
      if (text === '\n' || text === ';' || kind !== 'name') this.#at++;
      else this.#spec(keyword);
    }
    this.#at++;
  }

  #spec(keyword: string): void {
    const names: string[] = [];
    while (this.#words[this.#at]?.kind === 'name') {
      names.push(this.#words[this.#at]?.text ?? '');
      this.#at++;
      if (this.#words[this.#at]?.text !== ',') break;
      this.#at++;
    }
    const text = this.#upTo((word) => word === '\n' || word === ';' || word === ')');
    // The value of a variable or constant is its own business; what shows is its type.
    const shown = keyword === 'type' ? text : keyword === 'var' ? (text.split('=')[0] ?? '') : '';
    for (const name of names) this.#names.set(name, `${keyword} ${shown}`);
  }

  /** The text up to a word outside brackets that ends it; brackets are taken whole. */
  #upTo(ends: (word: string) => boolean): string {
    let out = '';
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at]?.text ?? '';
      if (ends(word) && !(word === '{' && /(?:struct|interface)$/.test(out))) return out;
      if (word === '(' || word === '[' || word === '{') out += this.#skip();
      else {
        out += word;
        this.#at++;
      }
    }
    return out;
  }

  /** Takes a bracketed part whole and returns its text, blanks and line breaks left out. */
  #skip(): string {
    let depth = 0;
    let out = '';
    for (; this.#at < this.#words.length; this.#at++) {
      const word = this.#words[this.#at]?.text ?? '';
      if ('([{'.includes(word)) depth++;
      else if (')]}'.includes(word)) depth--;
      out += word === '\n' ? ';' : word;
      if (depth === 0) {
        this.#at++;
        return out
          .replace(/;+/g, ';')
          .replace(/([([{]);/g, '$1')
          .replace(/;([)\]}])/g, '$1');
      }
    }
    return out;
  }
}
