import type { Words } from '../../text/words.ts';
import { lexGo } from '../imports/lex-go.ts';
import { endOfBlock } from './end-of-block.ts';

/** A token as the grammar knows it: operators are whole, and line breaks that end a statement are semicolons. */
export interface Token {
  readonly kind: 'name' | 'keyword' | 'number' | 'float' | 'rune' | 'string' | 'op' | 'body' | 'end';
  /** As written; a `body` is a whole function body, from brace to brace. */
  readonly text: string;
  /** UTF-16 offset. */
  readonly at: number;
}

/** What the parsers of a file and of its bodies find between them. */
export interface Findings {
  /** Whether something stood where the grammar has no place for it. */
  broken: boolean;
  readonly linknames: Set<string>;
  readonly words: Words;
}

/** The tokens of a Go file, or of the body of one of its functions, with a place in them. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  protected readonly findings: Findings;
  protected index = 0;

  /** `base` is the offset of the text in its file. */
  constructor(text: string, base: number, findings: Findings) {
    this.findings = findings;
    this.#tokens = tokensOf(text, base, findings);
  }

  protected get broken(): boolean {
    return this.findings.broken;
  }

  protected set broken(value: boolean) {
    this.findings.broken = value;
  }

  protected get token(): Token {
    return this.#tokens[this.index] ?? END;
  }

  protected ahead(count: number): Token {
    return this.#tokens[this.index + count] ?? END;
  }

  protected atEnd(): boolean {
    return this.index >= this.#tokens.length;
  }

  protected next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Whether the token is this operator or keyword. */
  protected is(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && (kind === 'op' || kind === 'keyword');
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  /** Takes what must stand here; marks the file as broken when it does not. */
  protected expect(text: string): void {
    if (!this.take(text)) this.broken = true;
  }

  /** Steps over what has no place here, to the next declaration at the start of a statement. */
  protected skipToDeclaration(): void {
    this.broken = true;
    let depth = 0;
    for (; this.token.kind !== 'end'; this.index++) {
      const { kind, text } = this.token;
      if (kind === 'op' && '([{'.includes(text)) depth++;
      else if (kind === 'op' && ')]}'.includes(text)) depth = Math.max(0, depth - 1);
      else if (depth === 0 && kind === 'keyword' && DECLARATIONS.has(text) && this.ahead(-1).text === ';')
        return;
    }
  }
}

const END: Token = { kind: 'end', text: '', at: -1 };

const DECLARATIONS = new Set(['func', 'type', 'var', 'const']);

const KEYWORDS = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);

/** Longest first, so that the first that fits is the token. */
const OPERATORS = '<<= >>= &^= ... && || <- ++ -- == != <= >= := += -= *= /= %= &= |= ^= << >> &^'.split(' ');
/** The same by their first character: most punctuation begins no longer operator. */
const BY_FIRST: ReadonlyMap<string, readonly string[]> = new Map(
  OPERATORS.map((each) => [each.charAt(0), OPERATORS.filter((other) => other.startsWith(each.charAt(0)))]),
);

/** Bodies of functions are one token each, unless the text begins with one. */
function tokensOf(text: string, base: number, findings: Findings): readonly Token[] {
  const out: Token[] = [];
  const place = new Place();
  const newline = (at: number): void => {
    const last = out.at(-1);
    if (last && endsStatement(last)) add({ kind: 'op', text: ';', at });
  };
  const add = (token: Token): void => {
    out.push(token);
    place.pass(token);
  };
  /** Gives where to go on from: after a body, or at the end. */
  const lexFrom = (from: number): number => {
    /** Where the last operator ended; the lexer gives its later characters once more. */
    let past = from;
    for (const { kind, start, end } of lexGo(text, from)) {
      if (start < past) continue;
      const at = start + base;
      if (kind === 'newline') newline(at);
      else if (kind === 'comment') {
        readLinkname(text, start, end, findings.linknames);
        if (text.startsWith('/*', start) && text.slice(start, end).includes('\n')) newline(at);
      } else if (kind === 'punctuation') {
        if (text[start] === '.' && /[0-9]/.test(text[start + 1] ?? '')) {
          // `.5` is one number; the lexer gives the dot first.
          past = start + (/^\.[\w.]*/.exec(text.slice(start, start + 64))?.[0].length ?? 1);
          add({ kind: 'float', text: text.slice(start, past), at });
          continue;
        }
        const first = text.charAt(start);
        if (first === '{' && place.isBeforeBody) {
          const close = endOfBlock(text, start);
          if (close < 0) findings.broken = true;
          const body = text.slice(start, close < 0 ? text.length : close);
          readLinknames(body, findings.linknames);
          add({ kind: 'body', text: body, at });
          return start + body.length;
        }
        const op = BY_FIRST.get(first)?.find((each) => text.startsWith(each, start)) ?? first;
        past = start + op.length;
        add({ kind: 'op', text: op, at });
      } else {
        // Names come again and again, and are kept for as long as the declarations are.
        const word = kind === 'name' ? findings.words.of(text.slice(start, end)) : text.slice(start, end);
        add({ kind: kindOf(kind, word), text: word, at });
      }
    }
    return text.length;
  };
  for (let at = 0; at < text.length; ) at = lexFrom(at);
  newline(text.length + base);
  return out;
}

/** Follows the tokens of a file to the bodies of its functions. */
class Place {
  #depth = 0;
  #inFunction = false;
  #last: Token | null = null;

  /** A brace that comes now opens a body: in the declaration of a function, outside of all brackets, after no `struct`. */
  get isBeforeBody(): boolean {
    const text = this.#last?.text;
    return this.#inFunction && this.#depth === 0 && text !== 'struct' && text !== 'interface';
  }

  pass(token: Token): void {
    const { kind, text } = token;
    if (kind === 'op') {
      if (text === '(' || text === '[' || text === '{') this.#depth++;
      else if (text === ')' || text === ']' || text === '}') this.#depth = Math.max(0, this.#depth - 1);
      else if (text === ';' && this.#depth === 0) this.#inFunction = false;
    } else if (kind === 'keyword' && text === 'func' && this.#depth === 0 && this.#last?.text === ';')
      this.#inFunction = true;
    else if (kind === 'body') this.#inFunction = false;
    this.#last = token;
  }
}

function readLinkname(text: string, start: number, end: number, linknames: Set<string>): void {
  if (!text.startsWith(LINKNAME, start)) return;
  const [, name] = /^\/\/go:linkname[ \t]+(\S+)/.exec(text.slice(start, end)) ?? [];
  if (name !== undefined) linknames.add(name);
}

/** The compiler takes the line wherever it stands. */
function readLinknames(body: string, linknames: Set<string>): void {
  if (!body.includes(LINKNAME)) return;
  for (const { kind, start, end } of lexGo(body))
    if (kind === 'comment') readLinkname(body, start, end, linknames);
}

const LINKNAME = '//go:linkname';

function kindOf(kind: 'name' | 'string' | 'number' | 'char', word: string): Token['kind'] {
  if (kind === 'name') return KEYWORDS.has(word) ? 'keyword' : 'name';
  if (kind === 'char') return 'rune';
  return kind === 'number' && !/^0[xX]/.test(word) && /[.eEi]/.test(word) ? 'float' : kind;
}

function endsStatement({ kind, text }: Token): boolean {
  if (kind === 'op') return text === ')' || text === ']' || text === '}' || text === '++' || text === '--';
  if (kind === 'keyword')
    return text === 'break' || text === 'continue' || text === 'fallthrough' || text === 'return';
  return true;
}
