import type { Expr, Field, Ident, Literal, Param, Signature, Stmt } from './ast.ts';
import { TokenCursor } from './token-cursor.ts';

const BAD: Expr = { kind: 'bad' };

/** Deeper nesting than anybody writes; a text that goes on like this is not followed. */
const MAX_DEPTH = 400;

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '|': 4,
  '^': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '<<': 5,
  '>>': 5,
  '&': 5,
  '&^': 5,
};

/** Expressions and types, by the grammar of the Go specification. Types are read as expressions. */
export abstract class ExpressionParser extends TokenCursor {
  /** Below zero in the head of `if`, `for` and `switch`, where `T {` opens the body and no literal. */
  protected level = 0;
  #depth = 0;

  protected abstract block(): readonly Stmt[];

  protected ident(): Ident {
    const { kind, text, at } = this.token;
    if (kind === 'name') this.index++;
    else this.broken = true;
    return { kind: 'ident', name: kind === 'name' ? text : '_', at };
  }

  /** The token as a literal; it is taken. */
  protected literal(of: Literal['of']): Literal {
    const { text, at } = this.next();
    return { kind: 'literal', of, at, end: at + text.length };
  }

  protected expressions(): readonly Expr[] {
    const out = [this.expression()];
    while (this.take(',')) out.push(this.expression());
    return out;
  }

  protected expression(above = 0): Expr {
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      return this.#bad();
    }
    let x = this.#unary();
    for (;;) {
      const { kind, text } = this.token;
      const precedence = kind === 'op' ? (PRECEDENCE[text] ?? 0) : 0;
      if (precedence <= above) break;
      this.index++;
      x = { kind: 'binary', op: text, x, y: this.expression(precedence) };
    }
    this.#depth--;
    return x;
  }

  protected type(): Expr {
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      return this.#bad();
    }
    const type = this.#type();
    this.#depth--;
    return type;
  }

  #type(): Expr {
    const { kind, text, at } = this.token;
    if (kind === 'name') return this.#typeName();
    if (text === '*' || text === '(') {
      this.index++;
      const inner = this.type();
      if (text === '*') return { kind: 'star', x: inner };
      this.expect(')');
      return inner;
    }
    if (text === '[') {
      this.index++;
      if (this.take(']')) return { kind: 'array', length: null, elem: this.type() };
      const length = this.take('...') ? BAD : this.#inBrackets(() => this.expression());
      this.expect(']');
      return { kind: 'array', length, elem: this.type() };
    }
    if (text === '<-') {
      this.index++;
      this.expect('chan');
      return { kind: 'chan', elem: this.type() };
    }
    if (kind === 'keyword') {
      if (text === 'struct') return this.#struct();
      if (text === 'interface') return this.#interface();
      if (text === 'func') {
        this.index++;
        return { kind: 'functype', signature: this.signature() };
      }
      if (text === 'map') {
        this.index++;
        this.expect('[');
        const key = this.type();
        this.expect(']');
        return { kind: 'map', key, elem: this.type() };
      }
      if (text === 'chan') {
        this.index++;
        this.take('<-');
        return { kind: 'chan', elem: this.type() };
      }
    }
    return at < 0 ? this.#bad() : this.#badToken();
  }

  #typeName(): Expr {
    let x: Expr = this.ident();
    if (this.take('.')) {
      const { at } = this.token;
      x = { kind: 'selector', x, name: this.ident().name, at };
    }
    if (this.is('[') && !(this.ahead(1).kind === 'op' && this.ahead(1).text === ']')) {
      this.index++;
      const args = this.#typeList(']');
      this.expect(']');
      x = { kind: 'index', x, args };
    }
    return x;
  }

  #typeList(close: string): Expr[] {
    const out: Expr[] = [];
    while (!this.is(close) && !this.atEnd()) {
      out.push(this.type());
      if (!this.take(',')) break;
    }
    return out;
  }

  /** Parameters and results. */
  protected signature(): Signature {
    const params = this.is('(') ? this.parameters('(', ')') : this.#missing();
    if (this.is('(')) return { params, results: this.parameters('(', ')') };
    const { kind, text } = this.token;
    const starts =
      kind === 'name' ||
      (kind === 'op' && (text === '*' || text === '[' || text === '<-')) ||
      (kind === 'keyword' && /^(?:func|map|chan|struct|interface)$/.test(text));
    return { params, results: starts ? [{ name: null, type: this.type(), variadic: false }] : [] };
  }

  /** A list in which either each entry has a name or none has: `(a, b int)`, `(int, string)`, `[K comparable, V any]`. */
  protected parameters(open: string, close: string): readonly Param[] {
    this.expect(open);
    const entries: { name: Ident | null; type: Expr | null; variadic: boolean }[] = [];
    const level = this.level;
    this.level = 0;
    while (!this.is(close) && !this.atEnd()) {
      entries.push(this.#parameter(close));
      if (!this.take(',')) break;
    }
    this.level = level;
    this.expect(close);
    const named = entries.some(({ name, type }) => name !== null && type !== null);
    if (!named)
      return entries.map(({ name, type, variadic }) => ({ name: null, type: type ?? name ?? BAD, variadic }));
    // `a, b int`: a name without a type takes the next one.
    const out: Param[] = [];
    let type: Expr = BAD;
    let variadic = false;
    for (const entry of entries.toReversed()) {
      if (entry.type !== null) ({ type, variadic } = { type: entry.type, variadic: entry.variadic });
      out.push({ name: entry.name, type, variadic });
    }
    return out.toReversed();
  }

  #parameter(close: string): { name: Ident | null; type: Expr | null; variadic: boolean } {
    if (this.token.kind !== 'name' || (this.ahead(1).kind === 'op' && this.ahead(1).text === '.')) {
      const variadic = this.take('...');
      return { name: null, type: close === ']' ? this.typeSet() : this.type(), variadic };
    }
    const after = this.ahead(1);
    if (after.kind === 'op' && (after.text === ',' || after.text === close))
      return { name: this.ident(), type: null, variadic: false };
    if (after.kind === 'op' && after.text === '[' && close !== ']') {
      // `a [n]int`, `a []int`, or the instantiated type `T[int]`: what follows the bracket tells.
      const start = this.index;
      const wasBroken = this.broken;
      const name = this.ident();
      const type = this.type();
      if (!this.broken && (this.is(',') || this.is(close))) return { name, type, variadic: false };
      this.index = start;
      this.broken = wasBroken;
      return { name: null, type: this.type(), variadic: false };
    }
    if (after.kind === 'op' && after.text === '|' && close === ']')
      return { name: null, type: this.typeSet(), variadic: false };
    const name = this.ident();
    const variadic = this.take('...');
    return { name, type: close === ']' ? this.typeSet() : this.type(), variadic };
  }

  /** `~int | ~string`: what a constraint may be. */
  protected typeSet(): Expr {
    let x: Expr = this.#typeTerm();
    while (this.take('|')) x = { kind: 'binary', op: '|', x, y: this.#typeTerm() };
    return x;
  }

  #typeTerm(): Expr {
    return this.take('~') ? { kind: 'unary', op: '~', x: this.type() } : this.type();
  }

  #struct(): Expr {
    const { at } = this.next();
    const fields: Field[] = [];
    this.expect('{');
    while (!this.is('}') && !this.atEnd()) {
      if (this.take(';')) continue;
      const before = this.index;
      const field = this.#field();
      fields.push({ ...field, tag: this.token.kind === 'string' ? this.literal('string') : null });
      if (!this.is('}')) this.expect(';');
      if (this.index === before) this.index++;
    }
    this.expect('}');
    return { kind: 'struct', fields: trimmed(fields), at };
  }

  #field(): Omit<Field, 'tag'> {
    const after = this.ahead(1);
    const embedded =
      this.token.kind !== 'name' ||
      after.kind === 'string' ||
      (after.kind === 'op' && (after.text === '.' || after.text === ';' || after.text === '}')) ||
      (after.kind === 'op' && after.text === '[' && this.#isInstance());
    if (embedded) {
      const type = this.type();
      return { names: [{ kind: 'ident', name: nameOf(type), at: after.at }], type, embedded: true };
    }
    const names = [this.ident()];
    while (this.take(',')) names.push(this.ident());
    return { names, type: this.type(), embedded: false };
  }

  /** Whether `T[…]` ends the field: then it is an embedded instance and no field of an array type. */
  #isInstance(): boolean {
    let depth = 0;
    for (let count = 1; ; count++) {
      const { kind, text } = this.ahead(count);
      if (kind === 'end') return false;
      if (kind !== 'op') continue;
      if (text === '[') depth++;
      if (text === ']' && --depth === 0) {
        if (count === 2) return false;
        const after = this.ahead(count + 1);
        return after.kind === 'string' || (after.kind === 'op' && (after.text === ';' || after.text === '}'));
      }
    }
  }

  #interface(): Expr {
    this.index++;
    const methods: { name: string; signature: Signature }[] = [];
    const embeds: Expr[] = [];
    this.expect('{');
    while (!this.is('}') && !this.atEnd()) {
      if (this.take(';')) continue;
      const before = this.index;
      const after = this.ahead(1);
      if (this.token.kind === 'name' && after.kind === 'op' && after.text === '(') {
        const { name } = this.ident();
        methods.push({ name, signature: this.signature() });
      } else embeds.push(this.typeSet());
      if (!this.is('}')) this.expect(';');
      if (this.index === before) this.index++;
    }
    this.expect('}');
    return { kind: 'interface', methods: trimmed(methods), embeds: trimmed(embeds) };
  }

  #unary(): Expr {
    const { kind, text } = this.token;
    if (kind === 'op' && ['+', '-', '!', '^', '&', '~', '<-', '*'].includes(text)) {
      if (text === '<-' && this.ahead(1).text === 'chan' && this.ahead(1).kind === 'keyword')
        return this.type();
      if (++this.#depth > MAX_DEPTH) {
        this.#depth--;
        return this.#bad();
      }
      this.index++;
      const x = this.#unary();
      this.#depth--;
      return text === '*' ? { kind: 'star', x } : { kind: 'unary', op: text, x };
    }
    return this.#primary();
  }

  #primary(): Expr {
    let x = this.#operand();
    for (;;) {
      const { text, kind, at } = this.token;
      if (kind !== 'op') return x;
      if (text === '.') {
        this.index++;
        if (this.take('(')) {
          const type = this.take('type') ? null : this.type();
          this.expect(')');
          x = { kind: 'assert', x, type };
        } else {
          const name = this.token.at;
          x = { kind: 'selector', x, name: this.ident().name, at: name };
        }
      } else if (text === '(') {
        this.index++;
        x = this.#inBrackets(() => this.#call(x, at));
      } else if (text === '[') {
        this.index++;
        x = this.#inBrackets(() => this.#indexed(x));
      } else if (text === '{' && isLiteralType(x) && (this.level >= 0 || !isTypeName(x))) {
        x = this.#composite(x);
      } else return x;
    }
  }

  #operand(): Expr {
    const { kind, text, at } = this.token;
    if (kind === 'name') return this.ident();
    if (kind === 'number' || kind === 'float' || kind === 'rune' || kind === 'string')
      return this.literal(kind);
    if (kind === 'op' && text === '(') {
      this.index++;
      const inner = this.#inBrackets(() => this.expression());
      this.expect(')');
      return inner;
    }
    if (kind === 'keyword' && text === 'func') {
      this.index++;
      const signature = this.signature();
      if (!this.is('{')) return { kind: 'functype', signature };
      const level = this.level;
      this.level = 0;
      const body = this.block();
      this.level = level;
      return { kind: 'func', signature, body, at };
    }
    if (
      (kind === 'op' && text === '[') ||
      (kind === 'keyword' && /^(?:map|chan|struct|interface)$/.test(text))
    )
      return this.type();
    return at < 0 ? this.#bad() : this.#badToken();
  }

  #call(fn: Expr, at: number): Expr {
    const args: Expr[] = [];
    let spread = false;
    while (!this.is(')') && !this.atEnd()) {
      args.push(this.expression());
      if (this.take('...')) spread = true;
      if (!this.take(',')) break;
    }
    this.expect(')');
    return { kind: 'call', fn, args: trimmed(args), spread, at };
  }

  #indexed(x: Expr): Expr {
    const parts: Expr[] = [];
    let slice = false;
    let list = false;
    while (!this.is(']') && !this.atEnd()) {
      if (this.take(':')) slice = true;
      else if (this.take(',')) list = true;
      else {
        const before = this.index;
        parts.push(this.expression());
        if (this.index === before) break;
      }
    }
    this.expect(']');
    return slice && !list ? { kind: 'slice', x, parts } : { kind: 'index', x, args: parts };
  }

  #composite(type: Expr | null): Expr {
    const { at } = this.token;
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      return this.#bad();
    }
    this.expect('{');
    const elements = this.#inBrackets(() => {
      const out: { key: Expr | null; value: Expr }[] = [];
      while (!this.is('}') && !this.atEnd()) {
        const first = this.is('{') ? this.#composite(null) : this.expression();
        if (this.take(':'))
          out.push({ key: first, value: this.is('{') ? this.#composite(null) : this.expression() });
        else out.push({ key: null, value: first });
        if (!this.take(',')) break;
      }
      return trimmed(out);
    });
    this.#depth--;
    this.expect('}');
    return { kind: 'composite', type, elements, at };
  }

  #inBrackets<T>(read: () => T): T {
    const level = this.level;
    this.level = 0;
    const value = read();
    this.level = level;
    return value;
  }

  #missing(): readonly Param[] {
    this.broken = true;
    return [];
  }

  #bad(): Expr {
    this.broken = true;
    return BAD;
  }

  /** A token that begins no expression is stepped over, unless it closes something. */
  #badToken(): Expr {
    if (!(this.token.kind === 'op' && [')', ']', '}', ';', ',', ':', '{'].includes(this.token.text)))
      this.index++;
    return this.#bad();
  }
}

/** A list that was pushed to has room for sixteen more: too much for so many short ones. */
export const trimmed = <T>(list: readonly T[]): readonly T[] => list.slice();

const isTypeName = (x: Expr): boolean =>
  x.kind === 'ident' ||
  (x.kind === 'selector' && x.x.kind === 'ident') ||
  (x.kind === 'index' && isTypeName(x.x));

const isLiteralType = (x: Expr): boolean =>
  isTypeName(x) || x.kind === 'array' || x.kind === 'map' || x.kind === 'struct';

/** The name under which an embedded type is a field. */
function nameOf(type: Expr): string {
  if (type.kind === 'ident') return type.name;
  if (type.kind === 'selector') return type.name;
  return type.kind === 'star' || type.kind === 'index' ? nameOf(type.x) : '_';
}
