import type { Decl, Expr, FuncDecl, Stmt } from '../syntax/ast.ts';
import { defaultType, ExpressionChecker, type Given, spread } from './expression-checker.ts';
import type { FileScope } from './package-scope.ts';
import { type Entity, Scope, value } from './scope.ts';
import { basic, deref, type Type, underlying, UNKNOWN } from './type.ts';
import { receiverScope, withTypeParams } from './type-reader.ts';

/** Walks the declarations and bodies of files for what surely does not compile, and for what cannot be told. */
export class PackageChecker extends ExpressionChecker {
  check(file: FileScope): void {
    const scope = new Scope(file);
    for (const decl of file.syntax.decls) {
      if (decl.kind === 'func') this.#func(decl, scope);
      else if (decl.kind === 'type') this.type(decl.type, withTypeParams(this.#params(decl, scope), scope));
      else this.#values(decl, scope, null);
    }
  }

  #params(decl: Decl & { kind: 'type' | 'func' }, scope: Scope): typeof decl.typeParams {
    const inner = withTypeParams(decl.typeParams, scope);
    for (const { type } of decl.typeParams) this.type(type, inner);
    return decl.typeParams;
  }

  #func(decl: FuncDecl, outer: Scope): void {
    this.#params(decl, outer);
    const scope = receiverScope(decl, outer).inner();
    if (decl.receiver) {
      const type = this.type(decl.receiver.type, scope);
      if (decl.receiver.name) scope.declare(decl.receiver.name.name, value(type));
    }
    const type = this.bind(decl.signature, scope);
    if (decl.body) this.body(decl.body, scope, type.results);
  }

  /** `var` and `const`; in a function their names are declared in `block`. */
  #values(decl: Decl & { kind: 'var' | 'const' }, scope: Scope, block: Scope | null): void {
    const type = decl.type ? this.type(decl.type, scope) : null;
    const types = this.#right(decl.values, decl.names.length, scope, type === null ? [] : [type]);
    for (const [index, { name, at }] of decl.names.entries()) {
      const given = types[index];
      if (type && given && decl.kind === 'var') this.assign(given, type, at, scope);
      // Who uses a variable of the package, and how, is not followed.
      else if (given?.change && !block) this.doubt(given.change, scope);
      if (type || !given) block?.declare(name, value(type ?? UNKNOWN));
      else block?.declare(name, this.#variable(given, decl.kind));
    }
  }

  /** A name that gets its type from its value, and with it what is different about that type. */
  #variable({ type, change }: Given, kind: 'var' | 'const'): Entity {
    if (type.k === 'tuple') return value(UNKNOWN);
    return { kind: 'value', type: kind === 'var' ? defaultType(type) : type, change };
  }

  /** What stands right of an assignment to so many places. */
  #right(right: readonly Expr[], count: number, scope: Scope, hints: readonly Type[]): readonly Given[] {
    const [first] = right;
    if (right.length !== 1 || count <= 1 || !first)
      return right.map((x, index) => this.given(x, scope, hints[index] ?? hints.at(-1) ?? null));
    const given = this.given(first, scope);
    const { type } = given;
    if (first.kind === 'call') {
      if (type.k === 'tuple') {
        if (type.items.length !== count) this.#miscount(first, scope);
        return spread([given]);
      }
      // How many values a function returns whose sources are not at hand is not known.
      if (type.k === 'foreign') return Array.from({ length: count }, () => given);
      if (type.k !== 'unknown') this.#miscount(first, scope);
      return [];
    }
    // `v, ok :=` of a map, a type assertion or a channel.
    return [given, { type: basic('bool'), change: null }];
  }

  #miscount(x: Expr & { kind: 'call' }, scope: Scope): void {
    const name = x.fn.kind === 'ident' || x.fn.kind === 'selector' ? x.fn.name : 'a function';
    const culprit = [...this.diffs].find(([, diff]) => diff.functions.has(name) || diff.members.has(name));
    this.report('mismatch', scope, x.at, culprit?.[0] ?? scope.file.package.path, name);
  }

  protected override body(statements: readonly Stmt[], scope: Scope, results: readonly Type[] | null): void {
    for (const statement of statements) this.#statement(statement, scope, results);
  }

  #statement(statement: Stmt, scope: Scope, results: readonly Type[] | null): void {
    switch (statement.kind) {
      case 'empty':
        return;
      case 'block':
        return this.body(statement.body, scope.inner(), results);
      case 'declarations':
        return this.body(statement.body, scope, results);
      case 'expr':
        this.operand(statement.x, scope);
        return;
      case 'send': {
        const channel = underlying(this.value(statement.channel, scope));
        const elem = channel.k === 'chan' ? channel.elem : UNKNOWN;
        this.assign(this.given(statement.value, scope, elem), elem, 0, scope);
        return;
      }
      case 'decl':
        return this.#local(statement.decl, scope);
      case 'define':
        return this.#define(statement.left, statement.right, scope);
      case 'assign': {
        const left = statement.left.map((x) => this.given(x, scope).type);
        const right = this.#right(statement.right, left.length, scope, left);
        for (const [index, target] of left.entries()) {
          const given = right[index];
          const x = statement.left[index];
          if (!given || given.type.k === 'tuple' || (x?.kind === 'ident' && x.name === '_')) continue;
          if (statement.op === '=') this.assign(given, target, 0, scope);
          else if (given.change) this.doubt(given.change, scope);
        }
        return;
      }
      case 'if': {
        const inner = scope.inner();
        if (statement.init) this.#statement(statement.init, inner, results);
        if (statement.condition) this.value(statement.condition, inner);
        this.body(statement.body, inner.inner(), results);
        if (statement.otherwise) this.#statement(statement.otherwise, inner, results);
        return;
      }
      case 'for': {
        const inner = scope.inner();
        if (statement.init) this.#statement(statement.init, inner, results);
        if (statement.condition) this.value(statement.condition, inner);
        if (statement.post) this.#statement(statement.post, inner, results);
        return this.body(statement.body, inner.inner(), results);
      }
      case 'range':
        return this.#range(statement, scope, results);
      case 'switch': {
        const inner = scope.inner();
        if (statement.init) this.#statement(statement.init, inner, results);
        if (statement.tag) this.value(statement.tag, inner);
        for (const { values, body } of statement.clauses) {
          for (const each of values) this.value(each, inner);
          this.body(body, inner.inner(), results);
        }
        return;
      }
      case 'typeswitch': {
        const inner = scope.inner();
        if (statement.init) this.#statement(statement.init, inner, results);
        const type = this.value(statement.x, inner);
        for (const { values, body } of statement.clauses) {
          const types = values.map((each) =>
            each.kind === 'ident' && each.name === 'nil' ? UNKNOWN : this.type(each, inner),
          );
          const [only] = types;
          const clause = inner.inner();
          if (statement.name)
            clause.declare(statement.name.name, value(types.length === 1 && only ? only : type));
          this.body(body, clause, results);
        }
        return;
      }
      case 'select':
        for (const { comm, body } of statement.clauses) {
          const inner = scope.inner();
          if (comm) this.#statement(comm, inner, results);
          this.body(body, inner, results);
        }
        return;
      case 'return':
        return this.#return(statement.values, scope, results);
    }
  }

  #local(decl: Decl, scope: Scope): void {
    if (decl.kind === 'func') return;
    if (decl.kind !== 'type') return this.#values(decl, scope, scope);
    const inner = withTypeParams(this.#params(decl, scope), scope);
    if (decl.alias) {
      scope.declare(decl.name.name, { kind: 'type', type: this.type(decl.type, inner) });
      return;
    }
    scope.declare(decl.name.name, { kind: 'type', type: this.declaredType(decl, scope) });
    this.type(decl.type, inner);
  }

  #define(left: readonly Expr[], right: readonly Expr[], scope: Scope): void {
    const types = this.#right(right, left.length, scope, []);
    for (const [index, x] of left.entries()) {
      if (x.kind !== 'ident') continue;
      const given = types[index];
      const own = scope.own(x.name);
      if (!own) scope.declare(x.name, given ? this.#variable(given, 'var') : value(UNKNOWN));
      // A name of this very block is assigned to, and keeps its type.
      else if (given && own.kind === 'value' && given.type.k !== 'tuple')
        this.assign(given, own.type, x.at, scope);
    }
  }

  #range(statement: Stmt & { kind: 'range' }, scope: Scope, results: readonly Type[] | null): void {
    const type = this.value(statement.x, scope);
    const types = rangeTypes(type);
    const inner = scope.inner();
    for (const [index, x] of statement.left.entries()) {
      if (!statement.define) this.value(x, scope);
      else if (x.kind === 'ident') inner.declare(x.name, value(types[index] ?? UNKNOWN));
    }
    this.body(statement.body, inner.inner(), results);
  }

  #return(values: readonly Expr[], scope: Scope, results: readonly Type[] | null): void {
    const all = spread(values.map((x, index) => this.given(x, scope, results?.[index] ?? null)));
    // A call that returns another number than before does not fit here any more.
    const fits = all.length === (results?.length ?? 0);
    for (const [index, each] of all.entries())
      this.assign(each, (fits && results?.[index]) || UNKNOWN, 0, scope);
  }
}

/** What `range` gives of a type. https://go.dev/ref/spec#For_range */
function rangeTypes(type: Type): readonly Type[] {
  const under = underlying(deref(type));
  switch (under.k) {
    case 'slice':
    case 'array':
      return [basic('int'), under.elem];
    case 'map':
      return [under.key, under.elem];
    case 'chan':
      return [under.elem];
    case 'func': {
      const [yields] = under.params;
      const inner = yields ? underlying(yields) : UNKNOWN;
      return inner.k === 'func' ? inner.params : [];
    }
    case 'basic':
      return /string/.test(under.name) ? [basic('int'), basic('int32')] : [defaultType(type)];
    case 'foreign':
      return [under, under];
    default:
      return [];
  }
}
