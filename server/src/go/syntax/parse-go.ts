import { Words } from '../../text/words.ts';
import type { Decl, Expr, FuncDecl, GoSyntax, Ident, ImportSpec, Param, Stmt, ValueDecl } from './ast.ts';
import { ExpressionParser, trimmed } from './expression-parser.ts';
import type { Findings } from './token-cursor.ts';

/**
 * The declarations of a Go file. The body of a function is read when it is first asked for. Never throws; what it cannot
 * read marks it as broken.
 */
export function parseGo(text: string, words = new Words()): GoSyntax {
  const findings: Findings = { broken: false, linknames: new Set(), words };
  const parser = new FileParser(text, 0, findings);
  const decls = parser.file();
  return {
    imports: parser.imports,
    decls,
    misdeclared: findings.broken,
    get broken() {
      return findings.broken;
    },
    linknames: findings.linknames,
  };
}

/** A function whose body is read once somebody asks. Neither the parser of its file nor the tokens are kept for it. */
class LazyFunc implements FuncDecl {
  readonly kind = 'func';
  readonly name: FuncDecl['name'];
  readonly receiver: FuncDecl['receiver'];
  readonly typeParams: FuncDecl['typeParams'];
  readonly signature: FuncDecl['signature'];
  readonly #text: string;
  readonly #at: number;
  readonly #findings: Findings;
  #body: readonly Stmt[] | null = null;

  constructor(
    { name, receiver, typeParams, signature }: Omit<FuncDecl, 'kind' | 'body'>,
    text: string,
    at: number,
    findings: Findings,
  ) {
    this.name = name;
    this.receiver = receiver;
    this.typeParams = typeParams;
    this.signature = signature;
    this.#text = text;
    this.#at = at;
    this.#findings = findings;
  }

  get body(): readonly Stmt[] {
    return (this.#body ??= new FileParser(this.#text, this.#at, this.#findings).body());
  }
}

type Clause = { readonly values: readonly Expr[]; readonly body: readonly Stmt[] };

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '&^=']);

class FileParser extends ExpressionParser {
  #depth = 0;
  readonly imports: ImportSpec[] = [];

  file(): readonly Decl[] {
    const out: Decl[] = [];
    this.expect('package');
    this.ident();
    while (!this.atEnd()) {
      if (this.take(';')) continue;
      const { kind, text } = this.token;
      const before = this.index;
      if (kind === 'keyword' && text === 'import') this.#import();
      else if (kind === 'keyword' && text === 'func') out.push(this.#func());
      else if (kind === 'keyword' && (text === 'type' || text === 'var' || text === 'const'))
        out.push(...this.#group());
      else this.skipToDeclaration();
      if (!this.take(';') && !this.atEnd()) this.skipToDeclaration();
      if (this.index === before) this.index++;
    }
    return out;
  }

  #import(): void {
    this.index++;
    if (!this.take('(')) return this.#importSpec();
    while (!this.is(')') && !this.atEnd()) this.#importSpec();
    this.expect(')');
  }

  #importSpec(): void {
    const { kind, text } = this.token;
    const name = kind === 'name' || this.is('.') ? text : null;
    if (name !== null) this.index++;
    if (this.token.kind === 'string') this.imports.push({ name, path: this.literal('string') });
    else if (!this.is(')')) this.index++;
  }

  #func(): Decl {
    this.index++;
    const receiver = this.is('(') ? (this.parameters('(', ')')[0] ?? null) : null;
    const name = this.ident();
    const typeParams = this.is('[') ? this.parameters('[', ']') : [];
    const signature = this.signature();
    const header = { name, receiver, typeParams, signature };
    if (this.token.kind !== 'body') return { kind: 'func', ...header, body: null };
    const { text, at } = this.next();
    return new LazyFunc(header, text, at, this.findings);
  }

  body(): readonly Stmt[] {
    const out = this.block();
    this.take(';');
    if (!this.atEnd()) this.broken = true;
    return out;
  }

  #group(): Decl[] {
    const keyword = this.next().text;
    if (!this.take('(')) return [this.#spec(keyword, null)];
    const out: Decl[] = [];
    let last: ValueDecl | null = null;
    while (!this.is(')') && !this.atEnd()) {
      if (this.take(';')) continue;
      const before = this.index;
      const spec = this.#spec(keyword, last);
      out.push(spec);
      if (spec.kind === 'const') last = spec;
      if (!this.is(')')) this.expect(';');
      if (this.index === before) this.index++;
    }
    this.expect(')');
    return out;
  }

  #spec(keyword: string, last: ValueDecl | null): Decl {
    if (keyword === 'type') return this.#typeSpec();
    const names = [this.ident()];
    while (this.take(',')) names.push(this.ident());
    const type = this.is('=') || this.is(';') || this.is(')') ? null : this.type();
    const values = this.take('=') ? this.expressions() : [];
    if (keyword === 'var') return { kind: 'var', names, type, values };
    // A constant without a value repeats the one above, its type included.
    const repeats = type === null && values.length === 0 && last !== null;
    return { kind: 'const', names, type: repeats ? last.type : type, values: repeats ? last.values : values };
  }

  #typeSpec(): Decl {
    const name = this.ident();
    const typeParams: readonly Param[] =
      this.is('[') && this.#isTypeParams() ? this.parameters('[', ']') : [];
    const alias = this.take('=');
    return { kind: 'type', name, typeParams, alias, type: this.type() };
  }

  /** `type T[P any] …` against `type T [n]int`. */
  #isTypeParams(): boolean {
    if (this.ahead(1).kind !== 'name') return false;
    const { kind, text } = this.ahead(2);
    if (kind === 'name') return true;
    if (kind === 'keyword') return /^(?:interface|func|map|chan|struct)$/.test(text);
    if (text === '[' || text === '~' || text === ',' || text === '<-') return true;
    if (text !== '*' && text !== '(') return false;
    // `[P *struct{}]` can only be a constraint.
    const after = this.ahead(3);
    if (text === '*' && after.kind === 'keyword') return true;
    // `[P *T, Q any]` and `[P (*T),]` have type parameters, `[n * m]` and `[n (m)]` are lengths.
    let depth = 0;
    for (let count = 0; ; count++) {
      const each = this.ahead(count);
      if (each.kind === 'end') return false;
      if (each.kind !== 'op') continue;
      if ('([{'.includes(each.text)) depth++;
      else if (')]}'.includes(each.text)) depth--;
      else if (each.text === ',' && depth === 1) return true;
      if (depth === 0) return false;
    }
  }

  protected override block(): readonly Stmt[] {
    this.expect('{');
    const body = this.#statements();
    this.expect('}');
    return body;
  }

  #statements(): readonly Stmt[] {
    const out: Stmt[] = [];
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      this.broken = true;
      return out;
    }
    while (!this.is('}') && !this.is('case') && !this.is('default') && !this.atEnd()) {
      if (this.take(';')) continue;
      const before = this.index;
      out.push(this.#statement());
      if (!this.is('}') && !this.take(';')) {
        // A label stands before its statement without a semicolon.
        if (this.index === before) {
          this.broken = true;
          this.index++;
        }
      }
    }
    this.#depth--;
    return trimmed(out);
  }

  #statement(): Stmt {
    const { kind, text } = this.token;
    if (kind === 'op' && text === '{') return { kind: 'block', body: this.block() };
    if (kind === 'keyword') {
      switch (text) {
        case 'var':
        case 'const':
        case 'type': {
          const body = this.#group().map((decl): Stmt => ({ kind: 'decl', decl }));
          return body.length === 1 && body[0] ? body[0] : { kind: 'declarations', body };
        }
        case 'if':
          return this.#if();
        case 'for':
          return this.#for();
        case 'switch':
          return this.#switch();
        case 'select':
          return this.#select();
        case 'return':
          this.index++;
          return { kind: 'return', values: this.is(';') || this.is('}') ? [] : this.expressions() };
        case 'go':
        case 'defer':
          this.index++;
          return { kind: 'expr', x: this.expression() };
        case 'break':
        case 'continue':
        case 'goto':
        case 'fallthrough':
          this.index++;
          if (this.token.kind === 'name') this.index++;
          return { kind: 'empty' };
      }
    }
    if (kind === 'name' && this.ahead(1).kind === 'op' && this.ahead(1).text === ':') {
      this.index += 2;
      return this.is('}') || this.is(';') ? { kind: 'empty' } : this.#statement();
    }
    return this.#simple();
  }

  #simple(): Stmt {
    const left = this.expressions();
    const { kind, text } = this.token;
    const [x = BAD] = left;
    if (kind === 'op') {
      if (text === ':=') {
        this.index++;
        return { kind: 'define', left, right: this.expressions() };
      }
      if (ASSIGNMENTS.has(text)) {
        this.index++;
        return { kind: 'assign', op: text, left, right: this.expressions() };
      }
      if (text === '<-') {
        this.index++;
        return { kind: 'send', channel: x, value: this.expression() };
      }
      if (text === '++' || text === '--') this.index++;
    }
    return { kind: 'expr', x };
  }

  #if(): Stmt {
    this.index++;
    const { init, rest } = this.#head();
    const body = this.block();
    let otherwise: Stmt | null = null;
    if (this.take('else')) otherwise = this.is('if') ? this.#nested() : { kind: 'block', body: this.block() };
    return { kind: 'if', init, condition: rest?.kind === 'expr' ? rest.x : null, body, otherwise };
  }

  /** `else if` nests as deep as the chain is long. */
  #nested(): Stmt {
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      this.broken = true;
      return { kind: 'empty' };
    }
    const inner = this.#if();
    this.#depth--;
    return inner;
  }

  /** What stands between `if` or `switch` and its body: `init; rest`. */
  #head(): { init: Stmt | null; rest: Stmt | null } {
    const level = this.level;
    this.level = -1;
    let init: Stmt | null = null;
    let rest: Stmt | null = null;
    if (!this.is('{')) {
      if (!this.is(';')) rest = this.#simple();
      if (this.take(';')) {
        init = rest;
        rest = this.is('{') ? null : this.#simple();
      }
    }
    this.level = level;
    return { init, rest };
  }

  #for(): Stmt {
    this.index++;
    const level = this.level;
    this.level = -1;
    const head = this.#forHead();
    this.level = level;
    const body = this.block();
    return head.kind === 'range' ? { ...head, body } : { ...head, body };
  }

  #forHead():
    | { kind: 'range'; define: boolean; left: readonly Expr[]; x: Expr }
    | { kind: 'for'; init: Stmt | null; condition: Expr | null; post: Stmt | null } {
    if (this.is('{')) return { kind: 'for', init: null, condition: null, post: null };
    if (this.take('range')) return { kind: 'range', define: false, left: [], x: this.expression() };
    let init: Stmt | null = null;
    if (!this.is(';')) {
      const left = this.expressions();
      const define = this.is(':=');
      if ((define || this.is('=')) && this.ahead(1).kind === 'keyword' && this.ahead(1).text === 'range') {
        this.index += 2;
        return { kind: 'range', define, left, x: this.expression() };
      }
      init = this.#rest(left);
    }
    if (!this.take(';'))
      return { kind: 'for', init: null, condition: init?.kind === 'expr' ? init.x : null, post: null };
    let condition: Expr | null = null;
    if (!this.is(';') && !this.is('{')) condition = this.expression();
    // `for init; condition {` ends in a semicolon only where a line break stands for it.
    this.take(';');
    return { kind: 'for', init, condition, post: this.is('{') ? null : this.#simple() };
  }

  /** A simple statement whose first expressions are read. */
  #rest(left: readonly Expr[]): Stmt {
    const { text } = this.token;
    if (this.take(':=')) return { kind: 'define', left, right: this.expressions() };
    if (this.token.kind === 'op' && ASSIGNMENTS.has(text)) {
      this.index++;
      return { kind: 'assign', op: text, left, right: this.expressions() };
    }
    if (!this.take('++')) this.take('--');
    return { kind: 'expr', x: left[0] ?? BAD };
  }

  #switch(): Stmt {
    this.index++;
    const { init, rest } = this.#head();
    const guard = typeGuard(rest);
    this.expect('{');
    const clauses: Clause[] = [];
    while (!this.is('}') && !this.atEnd()) {
      const before = this.index;
      let values: readonly Expr[] = [];
      if (this.take('case')) values = guard ? this.#types() : this.expressions();
      else this.expect('default');
      this.expect(':');
      clauses.push({ values, body: this.#statements() });
      if (this.index === before) this.index++;
    }
    this.expect('}');
    if (guard) return { kind: 'typeswitch', init, name: guard.name, x: guard.x, clauses };
    return { kind: 'switch', init, tag: rest?.kind === 'expr' ? rest.x : null, clauses };
  }

  #types(): readonly Expr[] {
    const out = [this.type()];
    while (this.take(',')) out.push(this.type());
    return out;
  }

  #select(): Stmt {
    this.index++;
    this.expect('{');
    const clauses: { comm: Stmt | null; body: readonly Stmt[] }[] = [];
    while (!this.is('}') && !this.atEnd()) {
      const before = this.index;
      let comm: Stmt | null = null;
      if (this.take('case')) comm = this.#simple();
      else this.expect('default');
      this.expect(':');
      clauses.push({ comm, body: this.#statements() });
      if (this.index === before) this.index++;
    }
    this.expect('}');
    return { kind: 'select', clauses };
  }
}

const BAD: Expr = { kind: 'bad' };

/** Blocks deeper than anybody writes. */
const MAX_DEPTH = 200;

/** `x.(type)` or `v := x.(type)`. */
function typeGuard(rest: Stmt | null): { name: Ident | null; x: Expr } | null {
  if (rest?.kind === 'expr' && rest.x.kind === 'assert' && rest.x.type === null)
    return { name: null, x: rest.x.x };
  if (rest?.kind !== 'define') return null;
  const [left] = rest.left;
  const [right] = rest.right;
  if (right?.kind !== 'assert' || right.type !== null) return null;
  return { name: left?.kind === 'ident' ? left : null, x: right.x };
}
