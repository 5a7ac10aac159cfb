import type { Expr, FuncDecl, Param, Signature, TypeDecl } from '../syntax/ast.ts';
import type { ApiDiff } from './api-diff.ts';
import { type Declared, type FileScope, type PackageScope, type ProgramScope } from './package-scope.ts';
import { type Entity, Scope, UNIVERSE, UNKNOWN_ENTITY, value } from './scope.ts';
import { basic, type FuncType, type Method, type Named, pointerTo, type Type, UNKNOWN } from './type.ts';

/** What a check of a package found. */
export interface Finding {
  /** A name that is `missing` and a type that is a `mismatch` surely do not compile; a `doubt` may or may not. */
  readonly kind: 'missing' | 'mismatch' | 'doubt';
  readonly file: string;
  /** UTF-16 offset. */
  readonly at: number;
  /** The package that lacks something. */
  readonly culprit: string;
  readonly name: string;
}

/** Resolves names and types in one program. Names that are surely nothing are reported. */
export abstract class TypeReader {
  protected readonly program: ProgramScope;
  /** How packages differ from what they are with cgo on, by import path. */
  readonly diffs: ReadonlyMap<string, ApiDiff>;
  readonly findings: Finding[] = [];
  /** The names that are used of packages whose sources are not at hand, by import path. */
  readonly foreign = new Map<string, Set<string>>();
  /** Above zero while something is read that is not being checked. */
  #muted = 0;
  readonly #entities = new WeakMap<Declared, Entity>();
  readonly #reading = new Set<unknown>();
  /** By file as well: a file that is read anew has the declarations of before, and other types behind their names. */
  readonly #named = new WeakMap<FileScope, Map<TypeDecl, Named>>();

  constructor(program: ProgramScope, diffs: ReadonlyMap<string, ApiDiff>) {
    this.program = program;
    this.diffs = diffs;
  }

  /** The type of an initial value, for a name that is declared without one: `index` of the `count` names that it is for. */
  protected abstract inferred(
    x: Expr,
    index: number,
    count: number,
    kind: 'var' | 'const',
    scope: Scope,
  ): Type;

  protected report(kind: Finding['kind'], scope: Scope, at: number, culprit: string, name: string): void {
    if (this.#muted === 0) this.findings.push({ kind, file: scope.file.path, at, culprit, name });
  }

  protected quietly<T>(read: () => T): T {
    this.#muted++;
    try {
      return read();
    } finally {
      this.#muted--;
    }
  }

  /** What a name stands for; a name that nothing declares is reported. */
  protected entity(name: string, at: number, scope: Scope): Entity {
    const local = scope.find(name);
    if (local) return local;
    const { file } = scope;
    const declared = file.package.names.get(name);
    if (declared) return this.declared(file.package, name, declared);
    const path = file.imports.get(name);
    if (path !== undefined) return { kind: 'package', path };
    let unsure = file.unsure || !file.package.complete;
    for (const dot of file.dots) {
      const other = this.program.package(dot);
      const found = other?.names.get(name);
      if (other && found) return this.declared(other, name, found);
      if (!other?.complete) unsure = true;
    }
    const universal = UNIVERSE.get(name);
    if (universal) return universal;
    // The cgo tool declares such names in a package that imports "C", and in no other.
    if (name.startsWith('_C') && file.package.hasCgo) return UNKNOWN_ENTITY;
    if (!unsure) this.report('missing', scope, at, file.package.path, name);
    else {
      const culprit = [file.package.path, ...file.dots].find((each) =>
        this.diffs.get(each)?.missing.has(name),
      );
      if (culprit !== undefined) this.report('doubt', scope, at, culprit, name);
    }
    return UNKNOWN_ENTITY;
  }

  /** `pkg.Name` */
  protected member(path: string, name: string, at: number, scope: Scope): Entity {
    if (path === 'unsafe' && name === 'Pointer') return { kind: 'type', type: basic('unsafe.Pointer') };
    const other = path === 'C' ? null : this.program.package(path);
    if (!other) {
      if (path === 'C') return UNKNOWN_ENTITY;
      this.foreign.set(path, (this.foreign.get(path) ?? new Set()).add(name));
      return { kind: 'foreign', path, name };
    }
    const declared = other.names.get(name);
    if (declared) {
      if (this.diffs.get(path)?.others.has(name)) this.report('doubt', scope, at, path, name);
      return this.declared(other, name, declared);
    }
    if (other.complete) this.report('missing', scope, at, path, name);
    else if (this.diffs.get(path)?.missing.has(name)) this.report('doubt', scope, at, path, name);
    return UNKNOWN_ENTITY;
  }

  protected declared(owner: PackageScope, name: string, declared: Declared): Entity {
    const known = this.#entities.get(declared);
    if (known) return known;
    // What stands in a file that could not be read to its end may be misread itself.
    if (this.#reading.has(declared) || declared.file.syntax.misdeclared) return UNKNOWN_ENTITY;
    this.#reading.add(declared);
    const entity = this.quietly(() => this.#read(owner, name, declared));
    this.#reading.delete(declared);
    this.#entities.set(declared, entity);
    return entity;
  }

  #read(owner: PackageScope, name: string, declared: Declared): Entity {
    const scope = new Scope(declared.file);
    if (declared.kind === 'func') {
      // What a generic function takes and gives depends on its type arguments.
      const type =
        declared.decl.typeParams.length > 0 ? UNKNOWN : this.funcType(declared.decl.signature, scope);
      return { kind: 'value', type, change: this.diffs.get(owner.path)?.functions.get(name) ?? null };
    }
    if (declared.kind === 'type') return { kind: 'type', type: this.declaredType(declared.decl, scope) };
    const { decl, index } = declared;
    if (decl.type) return value(this.type(decl.type, scope));
    const initial = decl.values[decl.values.length === 1 ? 0 : index];
    const several = declared.kind === 'var' && decl.values.length === 1 ? decl.names.length : 1;
    return value(initial ? this.inferred(initial, index, several, declared.kind, scope) : UNKNOWN);
  }

  /** The type that a declaration makes: a new one, or another's for an alias. */
  protected declaredType(decl: TypeDecl, scope: Scope): Type {
    if (decl.alias && decl.typeParams.length === 0) return this.type(decl.type, scope);
    if (decl.alias) return UNKNOWN;
    const inFile = this.#named.get(scope.file) ?? new Map<TypeDecl, Named>();
    this.#named.set(scope.file, inFile);
    const known = inFile.get(decl);
    if (known) return known;
    const owner = scope.file.package;
    const isTop = owner.names.get(decl.name.name)?.decl === decl;
    const inner = withTypeParams(decl.typeParams, scope);
    let under: Type | null = null;
    const methods = new Map<string, Method | null>();
    const named: Named = {
      k: 'named',
      path: owner.path,
      name: decl.name.name,
      decl,
      generic: decl.typeParams.length > 0,
      complete: owner.complete || !isTop,
      underlying: () => {
        if (under) return under;
        if (this.#reading.has(decl)) return UNKNOWN;
        this.#reading.add(decl);
        under = this.quietly(() => this.type(decl.type, inner));
        if (under.k === 'named') under = under.underlying();
        this.#reading.delete(decl);
        return under;
      },
      method: (name) => {
        if (!isTop) return null;
        let method = methods.get(name);
        if (method === undefined) {
          const found = owner.methods(decl.name.name).get(name);
          method = found ? this.#method(found.decl, found.file) : null;
          methods.set(name, method);
        }
        return method;
      },
    };
    inFile.set(decl, named);
    return named;
  }

  #method(decl: FuncDecl, file: FileScope): Method {
    let type: Type | null = null;
    return {
      pointer: decl.receiver?.type.kind === 'star',
      type: () =>
        (type ??= file.syntax.misdeclared
          ? UNKNOWN
          : this.quietly(() => this.funcType(decl.signature, receiverScope(decl, new Scope(file))))),
    };
  }

  /** The type that an expression names; `unknown` for one that names none. */
  protected type(x: Expr, scope: Scope): Type {
    switch (x.kind) {
      case 'ident': {
        if (x.name === '_') return UNKNOWN;
        const entity = this.entity(x.name, x.at, scope);
        return entity.kind === 'type' ? entity.type : UNKNOWN;
      }
      case 'selector': {
        if (x.x.kind !== 'ident') return UNKNOWN;
        const left = this.entity(x.x.name, x.x.at, scope);
        if (left.kind !== 'package') return UNKNOWN;
        const entity = this.member(left.path, x.name, x.at, scope);
        if (entity.kind === 'foreign') return { k: 'foreign', path: entity.path, name: entity.name };
        return entity.kind === 'type' ? entity.type : UNKNOWN;
      }
      case 'star':
        return pointerTo(this.type(x.x, scope));
      case 'array':
        if (x.length !== null && x.length.kind !== 'bad') this.constant(x.length, scope);
        return { k: x.length === null ? 'slice' : 'array', elem: this.type(x.elem, scope) };
      case 'map':
        return { k: 'map', key: this.type(x.key, scope), elem: this.type(x.elem, scope) };
      case 'chan':
        return { k: 'chan', elem: this.type(x.elem, scope) };
      case 'functype':
        return this.funcType(x.signature, scope);
      case 'struct':
        return {
          k: 'struct',
          path: scope.file.package.path,
          fields: x.fields.flatMap(({ names, type, embedded }) => {
            const of = this.type(type, scope);
            return names.map(({ name }) => ({ name, type: of, embedded }));
          }),
        };
      case 'interface':
        return {
          k: 'interface',
          path: scope.file.package.path,
          methods: new Map(x.methods.map(({ name, signature }) => [name, this.funcType(signature, scope)])),
          embeds: x.embeds.map((embed) => this.type(embed, scope)),
        };
      case 'index': {
        for (const arg of x.args) this.type(arg, scope);
        return this.type(x.x, scope);
      }
      case 'binary':
        this.type(x.x, scope);
        this.type(x.y, scope);
        return UNKNOWN;
      case 'unary':
        this.type(x.x, scope);
        return UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  /** Reads the length of an array for the names in it. */
  protected abstract constant(x: Expr, scope: Scope): void;

  protected funcType({ params, results }: Signature, scope: Scope): FuncType {
    return {
      k: 'func',
      params: params.map(({ type }) => this.type(type, scope)),
      variadic: params.at(-1)?.variadic ?? false,
      results: results.map(({ type }) => this.type(type, scope)),
    };
  }
}

/** A scope in which type parameters stand for types that nothing is known of. */
export function withTypeParams(params: readonly Param[], scope: Scope): Scope {
  if (params.length === 0) return scope;
  const inner = scope.inner();
  for (const { name } of params) if (name) inner.declare(name.name, { kind: 'type', type: UNKNOWN });
  return inner;
}

/** The scope of a method's signature: the receiver of a generic type names its type parameters. */
export function receiverScope(decl: FuncDecl, scope: Scope): Scope {
  const inner = withTypeParams(decl.typeParams, scope);
  const type = decl.receiver?.type;
  const bare = type?.kind === 'star' ? type.x : type;
  if (bare?.kind !== 'index') return inner;
  const out = inner.inner();
  for (const arg of bare.args)
    if (arg.kind === 'ident') out.declare(arg.name, { kind: 'type', type: UNKNOWN });
  return out;
}
