import type { Call, Composite, Expr, Selector, Signature, Stmt } from '../syntax/ast.ts';
import type { Change } from './api-diff.ts';
import { isStandard } from '../imports/standard.ts';
import { assignable } from './assignable.ts';
import { lookup } from './lookup.ts';
import { type Entity, ERROR, type Scope, value } from './scope.ts';
import { basic, deref, type FuncType, pointerTo, type Type, underlying, UNKNOWN } from './type.ts';
import { TypeReader } from './type-reader.ts';

/** What an expression is: a value, a type, or something that is neither. */
export type Operand =
  | { readonly mode: 'value'; readonly type: Type; readonly change?: Change | null }
  | { readonly mode: 'type'; readonly type: Type }
  | { readonly mode: 'builtin'; readonly name: string }
  | { readonly mode: 'foreign'; readonly path: string; readonly name: string };

/**
 * What the standard library hands out is its own, unless it is generic: it has the members that it has, whatever else
 * differs. Null for other packages.
 */
function ownTypeOf(path: string): Type | null {
  return isStandard(path) && !GENERIC.has(path) ? { k: 'foreign', path, name: '' } : null;
}

/** Packages of the standard library that hand out the types they were given. */
const GENERIC = new Set(['cmp', 'iter', 'maps', 'slices', 'sync', 'sync/atomic', 'unique', 'unsafe', 'weak']);

const NOTHING: Operand = { mode: 'value', type: UNKNOWN };
const of = (type: Type): Operand => ({ mode: 'value', type });

/** Packages of the standard library whose functions take anything: what a value has no method for, they do not call. */
const TAKES_ANYTHING = new Set([
  'fmt',
  'log',
  'log/slog',
  'errors',
  'reflect',
  'runtime',
  'unsafe',
  'encoding/json',
  'sync/atomic',
  'context',
]);

const MAKE_ERRORS = new Set(['errors.New', 'errors.Join', 'fmt.Errorf']);

/** A value on its way to somewhere; `change` is set where its type is another with cgo on. */
export interface Given {
  readonly type: Type;
  readonly change: Change | null;
}

/** The values that one call brings, each with what differs of it. */
export function spread(all: readonly Given[]): readonly Given[] {
  const [only] = all;
  if (all.length !== 1 || only?.type.k !== 'tuple') return all;
  return only.type.items.map((type, index) => ({
    type,
    change: only.change?.results[index] ? only.change : null,
  }));
}

/** Expressions, with their types as far as they can be told. Each expression is visited once. */
export abstract class ExpressionChecker extends TypeReader {
  #depth = 0;

  protected abstract body(statements: readonly Stmt[], scope: Scope, results: readonly Type[] | null): void;

  /** The type of an expression's value. A hint is the type that an elided literal has. */
  protected value(x: Expr, scope: Scope, hint: Type | null = null): Type {
    const operand = this.operand(x, scope, hint);
    if (operand.mode !== 'value') return UNKNOWN;
    // A function that differs and is not called here, or what it returns: where that goes cannot be followed.
    if (operand.change) this.doubt(operand.change, scope);
    return operand.type;
  }

  /** The same for a value that is checked against the type of where it goes, whatever it was with cgo on. */
  protected given(x: Expr, scope: Scope, hint: Type | null = null): Given {
    const operand = this.operand(x, scope, hint);
    return operand.mode === 'value'
      ? { type: operand.type, change: operand.change ?? null }
      : { type: UNKNOWN, change: null };
  }

  /** What differs is used in a way that is not followed. */
  protected doubt({ path, name }: Change, scope: Scope): void {
    this.report('doubt', scope, 0, path, name);
  }

  protected override constant(x: Expr, scope: Scope): void {
    this.value(x, scope);
  }

  protected override inferred(
    x: Expr,
    index: number,
    count: number,
    kind: 'var' | 'const',
    scope: Scope,
  ): Type {
    const type = this.value(x, scope);
    if (type.k === 'tuple') return type.items[index] ?? UNKNOWN;
    // The second of `v, ok = m[k]` is not followed.
    if (count > 1 && index > 0) return UNKNOWN;
    return kind === 'const' ? type : defaultType(type);
  }

  protected operand(x: Expr, scope: Scope, hint: Type | null = null): Operand {
    // Nobody writes expressions that deep; the stack ends before they do.
    if (this.#depth > MAX_DEPTH) return NOTHING;
    this.#depth++;
    const operand = this.#operand(x, scope, hint);
    this.#depth--;
    return operand;
  }

  #operand(x: Expr, scope: Scope, hint: Type | null): Operand {
    switch (x.kind) {
      case 'ident':
        return x.name === '_' ? NOTHING : this.#named(this.entity(x.name, x.at, scope));
      case 'selector':
        return this.#selector(x, scope);
      case 'call':
        return this.#call(x, scope);
      case 'index':
        return this.#index(x.x, x.args, scope);
      case 'slice': {
        const type = this.value(x.x, scope);
        for (const part of x.parts) this.value(part, scope);
        const under = underlying(type);
        const array = underlying(deref(type));
        if (array.k === 'array') return of({ k: 'slice', elem: array.elem });
        return of(under.k === 'slice' || under.k === 'basic' || under.k === 'foreign' ? type : UNKNOWN);
      }
      case 'star': {
        const inner = this.operand(x.x, scope);
        if (inner.mode === 'type') return { mode: 'type', type: pointerTo(inner.type) };
        if (inner.mode === 'foreign') return NOTHING;
        const under = inner.mode === 'value' ? underlying(inner.type) : UNKNOWN;
        return of(under.k === 'pointer' ? under.elem : UNKNOWN);
      }
      case 'unary':
        return this.#unary(x.op, x.x, scope, hint);
      case 'binary':
        return this.#binary(x, scope);
      case 'literal':
        return of(
          basic(
            x.of === 'string'
              ? 'untyped string'
              : x.of === 'float'
                ? 'untyped float'
                : x.of === 'rune'
                  ? 'untyped rune'
                  : 'untyped int',
          ),
        );
      case 'composite':
        return this.#composite(x, scope, hint);
      case 'func': {
        const inner = scope.inner();
        const type = this.bind(x.signature, inner);
        this.body(x.body, inner, type.results);
        return of(type);
      }
      case 'assert':
        this.value(x.x, scope);
        return of(x.type ? this.type(x.type, scope) : UNKNOWN);
      case 'functype':
      case 'struct':
      case 'interface':
      case 'array':
      case 'map':
      case 'chan':
        return { mode: 'type', type: this.type(x, scope) };
      case 'bad':
        return NOTHING;
    }
  }

  /** Declares parameters and named results in a scope. */
  protected bind(signature: Signature, scope: Scope): FuncType {
    const type = this.funcType(signature, scope);
    for (const [index, { name, variadic }] of signature.params.entries()) {
      const each = type.params[index] ?? UNKNOWN;
      if (name) scope.declare(name.name, value(variadic ? { k: 'slice', elem: each } : each));
    }
    for (const [index, { name }] of signature.results.entries())
      if (name) scope.declare(name.name, value(type.results[index] ?? UNKNOWN));
    return type;
  }

  #named(entity: Entity): Operand {
    switch (entity.kind) {
      case 'value':
        return { mode: 'value', type: entity.type, change: entity.change ?? null };
      case 'type':
        return { mode: 'type', type: entity.type };
      case 'builtin':
        return { mode: 'builtin', name: entity.name };
      case 'foreign':
        return { mode: 'foreign', path: entity.path, name: entity.name };
      default:
        return NOTHING;
    }
  }

  #selector(x: Selector, scope: Scope): Operand {
    if (x.x.kind === 'ident') {
      const entity = this.entity(x.x.name, x.x.at, scope);
      if (entity.kind === 'package') return this.#named(this.member(entity.path, x.name, x.at, scope));
      const left = this.#named(entity);
      return this.#select(left, x, scope);
    }
    return this.#select(this.operand(x.x, scope), x, scope);
  }

  #select(left: Operand, { name, at }: Selector, scope: Scope): Operand {
    const type = left.mode === 'value' || left.mode === 'type' ? left.type : UNKNOWN;
    const bare = deref(type);
    const foreign = left.mode === 'foreign' ? left.path : bare.k === 'foreign' ? bare.path : null;
    if (foreign !== null) {
      const own = ownTypeOf(foreign);
      if (!own) this.#doubtMember(name, at, scope);
      return of(own ?? UNKNOWN);
    }
    const member = lookup(type, name, scope.file.package.path);
    if (member === 'unknown') {
      if (left.mode === 'value' && left.change) this.doubt(left.change, scope);
      this.#doubtMember(name, at, scope);
      return NOTHING;
    }
    if (member === 'missing') {
      // Where it was lost by what is embedded, the blame is with the package that lost it.
      const culprit =
        bare.k === 'named' && this.diffs.get(bare.path)?.members.has(name)
          ? bare.path
          : (this.#suspect(name) ?? (bare.k === 'named' ? bare.path : scope.file.package.path));
      this.report('missing', scope, at, culprit, name);
      return NOTHING;
    }
    const change =
      member.method && member.owner
        ? (this.diffs.get(member.owner.path)?.methods.get(`${member.owner.name}.${name}`) ?? null)
        : null;
    // A method expression takes its receiver as the first argument.
    if (left.mode === 'type') return NOTHING;
    return { mode: 'value', type: member.type, change };
  }

  #suspect(name: string): string | null {
    for (const [path, diff] of this.diffs) if (diff.members.has(name)) return path;
    return null;
  }

  #doubtMember(name: string, at: number, scope: Scope): void {
    const culprit = this.#suspect(name);
    if (culprit !== null) this.report('doubt', scope, at, culprit, name);
  }

  #call(x: Call, scope: Scope): Operand {
    const fn = this.operand(x.fn, scope);
    if (fn.mode === 'builtin') return of(this.#builtin(fn.name, x, scope));
    if (fn.mode === 'type') {
      for (const arg of x.args) this.value(arg, scope);
      return of(fn.type);
    }
    if (fn.mode === 'foreign') {
      for (const arg of x.args) {
        const type = this.value(arg, scope);
        if (!TAKES_ANYTHING.has(fn.path)) this.doubtPassing(type, x.at, scope);
      }
      return of(MAKE_ERRORS.has(`${fn.path}.${fn.name}`) ? ERROR : (ownTypeOf(fn.path) ?? UNKNOWN));
    }
    const under = underlying(fn.type);
    if (under.k === 'foreign') {
      for (const arg of x.args) this.doubtPassing(this.value(arg, scope), x.at, scope);
      return of(ownTypeOf(under.path) ?? UNKNOWN);
    }
    if (under.k !== 'func') {
      for (const arg of x.args) this.doubtPassing(this.value(arg, scope), x.at, scope);
      if (fn.change) this.doubt(fn.change, scope);
      return NOTHING;
    }
    this.#arguments(x, under, fn.change ?? null, scope);
    const [result = UNKNOWN] = under.results;
    return {
      mode: 'value',
      type: under.results.length === 1 ? result : { k: 'tuple', items: under.results },
      change: fn.change?.results.includes(true) ? fn.change : null,
    };
  }

  #arguments(x: Call, fn: FuncType, change: Change | null, scope: Scope): void {
    const all = x.args.map((arg, index) => this.given(arg, scope, paramAt(fn, index)));
    const only = all[0]?.type;
    const given = spread(all);
    // One call may bring several values, if only one knew what it returns.
    const countable = !(
      all.length === 1 &&
      x.args[0]?.kind === 'call' &&
      (only?.k === 'unknown' || only?.k === 'foreign')
    );
    if (countable && !x.spread) {
      const least = fn.variadic ? fn.params.length - 1 : fn.params.length;
      if (given.length < least || (!fn.variadic && given.length > least)) {
        this.report('mismatch', scope, x.at, this.#calleePackage(x, scope), calleeName(x.fn));
        return;
      }
    }
    if (x.spread) {
      if (change?.params) this.doubt(change, scope);
      for (const each of given) if (each.change) this.doubt(each.change, scope);
      return;
    }
    for (const [index, each] of given.entries())
      if (!this.assign(each, paramAt(fn, index), x.at, scope) && change?.params) this.doubt(change, scope);
    if (!countable && change?.params) this.doubt(change, scope);
  }

  /** The package that declares what is called, if it differs with cgo off. */
  #calleePackage({ fn }: Call, scope: Scope): string {
    const name = calleeName(fn);
    for (const [path, diff] of this.diffs)
      if (diff.functions.has(name) || diff.members.has(name)) return path;
    return scope.file.package.path;
  }

  /** Checks an assignment; true when it surely holds. One that surely does not is reported. */
  protected assign({ type: from, change }: Given, to: Type, at: number, scope: Scope): boolean {
    const answer = assignable(from, to);
    if (answer === 'no') {
      const culprit = this.#differing(from) ?? this.#differing(to) ?? scope.file.package.path;
      this.report('mismatch', scope, at, culprit, nameOfType(from));
    }
    if (answer === 'unknown') {
      if (change) this.doubt(change, scope);
      this.doubtPassing(from, at, scope);
      const target = deref(to);
      if (target.k === 'named' && this.diffs.get(target.path)?.interfaces.has(target.name))
        this.report('doubt', scope, at, target.path, target.name);
    }
    return answer === 'yes';
  }

  #differing(type: Type): string | null {
    const bare = deref(type);
    return bare.k === 'named' && this.diffs.has(bare.path) ? bare.path : null;
  }

  /** A value whose type lost methods, and that goes where an interface may ask for them. */
  protected doubtPassing(type: Type, at: number, scope: Scope): void {
    const bare = deref(type);
    if (bare.k === 'named' && this.diffs.get(bare.path)?.types.has(bare.name))
      this.report('doubt', scope, at, bare.path, bare.name);
  }

  #builtin(name: string, { args }: Call, scope: Scope): Type {
    const [first, ...rest] = args;
    if (!first) return UNKNOWN;
    if (name === 'new' || name === 'make') {
      const operand = this.operand(first, scope);
      for (const arg of rest) this.value(arg, scope);
      if (operand.mode === 'type') return name === 'new' ? pointerTo(operand.type) : operand.type;
      if (operand.mode === 'foreign') {
        const type: Type = { k: 'foreign', path: operand.path, name: operand.name };
        return name === 'new' ? pointerTo(type) : type;
      }
      // `new(expression)`, from Go 1.26 on.
      return name === 'new' && operand.mode === 'value' ? pointerTo(defaultType(operand.type)) : UNKNOWN;
    }
    const type = this.value(first, scope);
    for (const arg of rest) this.value(arg, scope);
    if (name === 'append') return type;
    return name === 'len' || name === 'cap' || name === 'copy' ? basic('int') : UNKNOWN;
  }

  #index(x: Expr, args: readonly Expr[], scope: Scope): Operand {
    const operand = this.operand(x, scope);
    if (operand.mode === 'type') {
      for (const arg of args) this.type(arg, scope);
      return operand;
    }
    // A foreign name may be a generic function or type, whose arguments are types.
    for (const arg of args) this.operand(arg, scope);
    if (operand.mode !== 'value') return NOTHING;
    const under = underlying(deref(operand.type));
    if (under.k === 'map' || under.k === 'slice' || under.k === 'array') return of(under.elem);
    if (under.k === 'foreign') return of(ownTypeOf(under.path) ?? UNKNOWN);
    return of(under.k === 'basic' && /string/.test(under.name) ? basic('uint8') : UNKNOWN);
  }

  #unary(op: string, x: Expr, scope: Scope, hint: Type | null): Operand {
    if (op === '&') {
      const under = hint === null ? UNKNOWN : underlying(hint);
      const type = this.value(x, scope, under.k === 'pointer' ? under.elem : null);
      return of(type.k === 'unknown' ? UNKNOWN : pointerTo(type));
    }
    const type = this.value(x, scope);
    if (op === '<-') {
      const under = underlying(type);
      return of(under.k === 'chan' ? under.elem : under.k === 'foreign' ? under : UNKNOWN);
    }
    return of(type);
  }

  /** A sum of thousands of strings is as deep as it is long, so its left side is walked and not entered. */
  #binary(whole: Expr & { kind: 'binary' }, scope: Scope): Operand {
    const terms: { op: string; y: Expr }[] = [];
    let x: Expr = whole;
    for (; x.kind === 'binary'; x = x.x) terms.push(x);
    const [last] = terms.slice(-1);
    const isNilTest = last?.y.kind === 'ident' && last.y.name === 'nil';
    const first = isNilTest ? this.given(x, scope) : { type: this.value(x, scope), change: null };
    // `x != nil` asks no more of a type than that it has a nil.
    if (first.change) {
      const hasNil = assignable(basic('untyped nil'), first.type);
      if (hasNil === 'unknown') this.doubt(first.change, scope);
      if (hasNil === 'no') this.report('mismatch', scope, 0, first.change.path, first.change.name);
    }
    let left = first.type;
    for (const { op, y } of terms.reverse()) left = combined(op, left, this.value(y, scope));
    return of(left);
  }

  #composite(x: Composite, scope: Scope, hint: Type | null): Operand {
    const written = x.type ? this.type(x.type, scope) : null;
    const elided = hint !== null && underlying(hint).k === 'pointer' ? deref(hint) : hint;
    const type = written ?? elided ?? UNKNOWN;
    const under = underlying(type);
    for (const [index, { key, value: element }] of x.elements.entries()) {
      if (under.k === 'struct') {
        const name = key?.kind === 'ident' ? key : null;
        const field = name ? under.fields.find((each) => each.name === name.name) : under.fields[index];
        if (name && !field)
          this.report(
            'missing',
            scope,
            name.at,
            type.k === 'named' ? type.path : scope.file.package.path,
            name.name,
          );
        const given = this.given(element, scope, field?.type ?? null);
        this.assign(given, field?.type ?? UNKNOWN, name?.at ?? x.at, scope);
        continue;
      }
      const inner = under.k === 'map' || under.k === 'slice' || under.k === 'array' ? under.elem : null;
      if (key) {
        if (under.k === 'map' || inner !== null || key.kind !== 'ident')
          this.value(key, scope, under.k === 'map' ? under.key : null);
        else this.#doubtMember(key.name, key.at, scope);
      }
      const given = this.given(element, scope, inner);
      this.assign(given, inner ?? UNKNOWN, x.at, scope);
    }
    if (
      under.k === 'struct' &&
      x.elements.length > 0 &&
      x.elements.every(({ key }) => key === null) &&
      under.fields.length !== x.elements.length
    )
      this.report(
        'mismatch',
        scope,
        x.at,
        type.k === 'named' ? type.path : scope.file.package.path,
        nameOfType(type),
      );
    return of(written ? type : (hint ?? UNKNOWN));
  }
}

const MAX_DEPTH = 500;

const paramAt = (fn: FuncType, index: number): Type =>
  fn.params[fn.variadic ? Math.min(index, fn.params.length - 1) : index] ?? UNKNOWN;

/** The type of a binary operation. */
function combined(op: string, left: Type, right: Type): Type {
  if (['==', '!=', '<', '<=', '>', '>='].includes(op)) return basic('untyped bool');
  if (op === '<<' || op === '>>') return isUntyped(left) ? UNKNOWN : left;
  if (left.k === 'unknown' || right.k === 'unknown') return UNKNOWN;
  if (!isUntyped(left)) return left;
  if (!isUntyped(right)) return right;
  return left.k === 'basic' && left.name === 'untyped float' ? left : right;
}

const isUntyped = (type: Type): boolean => type.k === 'basic' && type.name.startsWith('untyped ');

/** The type that a variable gets from an untyped constant. */
export function defaultType(type: Type): Type {
  if (type.k !== 'basic' || !type.name.startsWith('untyped ')) return type;
  const name = type.name.slice('untyped '.length);
  return name === 'nil' ? UNKNOWN : basic(name === 'float' ? 'float64' : name === 'rune' ? 'int32' : name);
}

const calleeName = (fn: Expr): string =>
  fn.kind === 'ident' || fn.kind === 'selector' ? fn.name : 'a function';

function nameOfType(type: Type): string {
  if (type.k === 'pointer') return `*${nameOfType(type.elem)}`;
  return type.k === 'named' || type.k === 'basic' || type.k === 'foreign' ? type.name : 'a value';
}
