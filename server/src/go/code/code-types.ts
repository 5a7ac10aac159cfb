import type { Call, Expr } from '../syntax/ast.ts';
import { type Code, CodeCall, type CodeFile, type CodeFunction, type Owner } from './code-file.ts';
import { calleeNames, chainOf, structIn, typeName } from './expression-names.ts';
import type { ProgramNames } from './program-names.ts';

/** A module that the program's own packages are in: its path, and the folder of its go.mod. */
export interface OwnModule {
  readonly path: string;
  readonly dir: string;
}

type Where = Pick<Code, 'file' | 'fn'>;

/**
 * Which struct of a program, or type of another package, an expression surely is, and which function a call surely means:
 * by what is written, without checking types. Null is what cannot be told that way.
 */
export class CodeTypes {
  readonly #names: ProgramNames;
  readonly #modules: readonly OwnModule[];
  readonly #callees = new Map<Call, CodeFunction | null>();
  readonly #owners = new Map<CodeFile, Map<string, Owner>>();
  #depth = 0;

  constructor(names: ProgramNames, modules: readonly OwnModule[]) {
    this.#names = names;
    // A module in a folder of another is the nearer one.
    this.#modules = [...modules].sort((a, b) => b.path.length - a.path.length);
  }

  /** Whether a call is surely of a function of the program itself. */
  isOwn(call: CodeCall): boolean {
    return this.callee(call) !== null;
  }

  /** The type of what stands before the last name of a chain, as `import path.Name` or `Name`; null when unknown. */
  ownerType(names: readonly string[], code: Where): string | null {
    return this.typeOf(names.slice(0, -1), code)?.key ?? null;
  }

  /** The type that has the last name of a chain for a field of its own, be it one that is embedded; null when unknown. */
  fieldOwner(names: readonly string[], code: Where): Owner | null {
    const owner = this.typeOf(names.slice(0, -1), code);
    return owner && (this.#holder(owner, names.at(-1) ?? '') ?? owner);
  }

  /** The struct whose field a selector means: the one asked for, or one that it embeds. */
  #holder(owner: Owner, field: string, depth = 0): Owner | null {
    if (owner.fields?.has(field)) return owner;
    if (!owner.file || depth > MAX_EMBEDDED) return null;
    for (const { type, embedded } of owner.fields?.values() ?? []) {
      const inner = embedded ? this.named(owner.file, type) : null;
      const found = inner && this.#holder(inner, field, depth + 1);
      if (found) return found;
    }
    return null;
  }

  /** The one struct of the program that has a field of a name; null when there are several. */
  onlyOwner(field: string): Owner | null {
    const owners = this.#names.owners(field);
    return owners.length === 1 ? (owners[0] ?? null) : null;
  }

  /** A type by its name in a file: one of the program's own structs, or one of another package. */
  named(file: CodeFile, type: Expr): Owner | null {
    const struct = structIn(type);
    return struct ? (file.parts.unnamed.get(struct) ?? null) : this.#named(file, typeName(type));
  }

  #named(file: CodeFile, name: string): Owner | null {
    if (name === '') return null;
    let types = this.#owners.get(file);
    if (!types) this.#owners.set(file, (types = new Map()));
    let owner = types.get(name);
    if (owner === undefined) types.set(name, (owner = this.#ownerNamed(file, name)));
    return owner;
  }

  #ownerNamed(file: CodeFile, type: string): Owner {
    const [first = '', second] = type.split('.');
    const path = second === undefined ? undefined : file.parts.imports.get(first);
    const dir = second === undefined ? file.dir : path === undefined ? null : this.dirOf(path);
    const name = second ?? first;
    for (const each of dir === null ? [] : this.#names.filesIn(dir)) {
      const own = each.parts.structs.get(name);
      if (own) return own;
    }
    return { key: path === undefined ? type : `${path}.${name}`, name, file: null, fields: null };
  }

  typeOf(names: readonly string[], code: Where): Owner | null {
    if (this.#depth >= MAX_TYPE_DEPTH) return null;
    this.#depth++;
    const owner = this.#typeOfChain(names, code);
    this.#depth--;
    return owner;
  }

  #typeOfChain(names: readonly string[], code: Where): Owner | null {
    const [first = '', ...rest] = names;
    if (first === '') return null;
    const path = this.isLocal(first, code.fn) ? undefined : code.file.parts.imports.get(first);
    let owner: Owner | null;
    let fields = rest;
    if (path !== undefined) {
      const dir = this.dirOf(path);
      owner = dir === null ? null : this.#globalType(dir, rest[0] ?? '');
      fields = rest.slice(1);
    } else owner = this.#variableType(first, code);
    for (const field of fields) {
      const holder: Owner | null = owner && this.#holder(owner, field);
      const declared = holder?.fields?.get(field);
      owner = declared && holder?.file ? this.named(holder.file, declared.type) : null;
    }
    return owner;
  }

  #variableType(name: string, code: Where): Owner | null {
    const { fn, file } = code;
    if (fn) {
      const parameter = [...(fn.receiver ? [fn.receiver] : []), ...fn.parameters].find(
        (each) => each.name === name,
      );
      const written = parameter?.type ?? this.localType(name, fn);
      if (written) return this.named(file, written);
      const value = this.#names.locals(fn, name).find((each) => each.declares)?.value;
      if (value) return this.#typeOfValue(value);
    }
    return this.#globalType(file.dir, name);
  }

  #globalType(dir: string, name: string): Owner | null {
    for (const file of this.#names.filesIn(dir)) {
      const written = file.parts.globalTypes.get(name);
      if (written) return this.named(file, written);
      const [value] = file.parts.globals.get(name) ?? [];
      if (value) return this.#typeOfValue(value);
    }
    return null;
  }

  #typeOfValue(code: Code): Owner | null {
    const { file } = code;
    const x = code.x.kind === 'unary' && code.x.op === '&' ? code.x.x : code.x;
    if (x.kind === 'composite') return x.type && this.named(file, x.type);
    if (x.kind === 'assert') return x.type && this.named(file, x.type);
    const call = callAt({ ...code, x });
    if (call) {
      const callee = this.callee(call);
      if (callee) return callee.result && this.named(callee.file, callee.result);
      const [type] = call.x.args;
      if (call.names.length === 1 && call.names[0] === 'new' && type) return this.named(file, type);
      // `gin.Default()` is known by the function that makes it.
      const path = this.importOf(call);
      return path === null
        ? null
        : { key: `${path}.${call.names.at(-1)}()`, name: '', file: null, fields: null };
    }
    // An element is of the type that its list is known by.
    const names = chainOf(x.kind === 'index' ? x.x : x);
    return names ? this.typeOf(names, code) : null;
  }

  localType(name: string, fn: CodeFunction | null): Expr | null {
    return fn && this.#names.localType(fn, name);
  }

  isLocal(name: string, fn: CodeFunction | null): boolean {
    if (!fn) return false;
    return (
      fn.receiver?.name === name ||
      fn.parameters.some((each) => each.name === name) ||
      this.localType(name, fn) !== null ||
      this.#names.locals(fn, name).some((each) => each.declares)
    );
  }

  /** The function of the program that a call surely means. */
  callee(call: CodeCall): CodeFunction | null {
    const known = this.#callees.get(call.x);
    if (known !== undefined) return known;
    const found = this.#calleeOf(call);
    // Deep inside another question the answer may be cut short.
    if (this.#depth === 0) this.#callees.set(call.x, found);
    return found;
  }

  #calleeOf(call: CodeCall): CodeFunction | null {
    const { names, file } = call;
    const name = names.at(-1) ?? '';
    if (names.length === 1) return this.#names.functionIn(file.dir, name);
    const path = this.importOf(call);
    if (path !== null) {
      const dir = this.dirOf(path);
      return dir === null ? null : this.#names.functionIn(dir, name);
    }
    if (!this.#names.isMethod(name)) return null;
    const owner = this.typeOf(names.slice(0, -1), call);
    if (!owner) return null;
    return (
      this.#names
        .methods(`${owner.name}.${name}`)
        .find((fn) => fn.receiver && this.named(fn.file, fn.receiver.type)?.key === owner.key) ?? null
    );
  }

  /** The folder of the program's own package of an import path. */
  dirOf(path: string): string | null {
    for (const module of this.#modules) {
      if (path === module.path) return module.dir;
      if (path.startsWith(`${module.path}/`)) return `${module.dir}${path.slice(module.path.length)}`;
    }
    return null;
  }

  /** The path that the package of a call is imported from; null for a method, a function of the same package, or a variable. */
  importOf({ names, file, fn }: CodeCall): string | null {
    const [first = ''] = names;
    return names.length === 2 && !this.isLocal(first, fn) ? (file.parts.imports.get(first) ?? null) : null;
  }

  /** A type as written in a file, with the path of its package where that is imported; empty for one without a name. */
  typeKey(file: CodeFile, type: Expr): string {
    const name = typeName(type);
    const dot = name.indexOf('.');
    const path = dot < 0 ? undefined : file.parts.imports.get(name.slice(0, dot));
    return path === undefined ? name : `${path}.${name.slice(dot + 1)}`;
  }
}

const MAX_TYPE_DEPTH = 12;
const MAX_EMBEDDED = 6;

/** The call that an expression is; null for any other, and for a call of what has no name. */
export function callAt({ file, fn, x }: Code): CodeCall | null {
  const names = x.kind === 'call' ? calleeNames(x.fn) : null;
  return names && x.kind === 'call' ? new CodeCall(names, { file, fn }, x) : null;
}
