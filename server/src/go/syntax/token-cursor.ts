import { lexGo } from '../lex-go.ts';

/** A token as the grammar knows it: operators are whole, and line breaks that end a statement are semicolons. */
export interface Token {
  readonly kind: 'name' | 'keyword' | 'number' | 'float' | 'rune' | 'string' | 'op' | 'end';
  readonly text: string;
  /** UTF-16 offset. */
  readonly at: number;
}

/** The tokens of a Go file with a place in them. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  protected index = 0;
  /** Whether something stood where the grammar has no place for it. */
  broken = false;
  readonly linknames = new Set<string>();

  constructor(text: string) {
    this.#tokens = tokensOf(text, this.linknames);
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
const BY_FIRST = new Map<string, readonly string[]>();
for (const each of OPERATORS) BY_FIRST.set(each.charAt(0), [...(BY_FIRST.get(each.charAt(0)) ?? []), each]);

function tokensOf(text: string, linknames: Set<string>): readonly Token[] {
  const out: Token[] = [];
  /** Where the last operator ended; the lexer gives its later characters once more. */
  let past = 0;
  const newline = (at: number): void => {
    const last = out.at(-1);
    if (last && endsStatement(last)) out.push({ kind: 'op', text: ';', at });
  };
  for (const { kind, start, end } of lexGo(text)) {
    if (start < past) continue;
    if (kind === 'newline') newline(start);
    else if (kind === 'comment') {
      if (text.startsWith('//go:linkname', start)) {
        const linkname = /^\/\/go:linkname[ \t]+(\S+)/.exec(text.slice(start, end));
        if (linkname) linknames.add(linkname[1] ?? '');
      } else if (text.startsWith('/*', start) && text.slice(start, end).includes('\n')) newline(start);
    } else if (kind === 'punctuation') {
      if (text[start] === '.' && /[0-9]/.test(text[start + 1] ?? '')) {
        // `.5` is one number; the lexer gives the dot first.
        past = start + (/^\.[\w.]*/.exec(text.slice(start, start + 64))?.[0].length ?? 1);
        out.push({ kind: 'float', text: text.slice(start, past), at: start });
        continue;
      }
      const first = text.charAt(start);
      const op = BY_FIRST.get(first)?.find((each) => text.startsWith(each, start)) ?? first;
      past = start + op.length;
      out.push({ kind: 'op', text: op, at: start });
    } else {
      const word = text.slice(start, end);
      out.push({ kind: kindOf(kind, word), text: word, at: start });
    }
  }
  newline(text.length);
  return out;
}

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
