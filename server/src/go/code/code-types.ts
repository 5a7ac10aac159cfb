import type { Code, CodeCall, CodeFile, CodeFunction } from './code-index.ts';
import { bareType, type Owner, type ProgramNames } from './program-names.ts';

/** A module that the program's own packages are in: its path, and the folder of its go.mod. */
export interface OwnModule {
  readonly path: string;
  readonly dir: string;
}

/**
 * Which struct of a program, or type of another package, an expression surely is, and which function a call surely means:
 * by what is written, without checking types. Null is what cannot be told that way.
 */
export class CodeTypes {
  readonly #names: ProgramNames;
  readonly #modules: readonly OwnModule[];
  readonly #callees = new Map<CodeCall, CodeFunction | null>();
  readonly #named = new Map<CodeFile, Map<string, Owner | null>>();
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
  ownerType(names: readonly string[], code: Code): string | null {
    return this.typeOf(names.slice(0, -1), code)?.key ?? null;
  }

  /** The one struct of the program that has a field of a name; null when there are several. */
  onlyOwner(field: string): Owner | null {
    const owners = this.#names.owners(field);
    return owners.length === 1 ? (owners[0] ?? null) : null;
  }

  resolved(file: CodeFile, type: string): string {
    return this.named(file, type)?.key ?? this.typeKey(file, type);
  }

  /** A type by its name in a file: one of the program's own structs, or one of another package. */
  named(file: CodeFile, type: string): Owner | null {
    let types = this.#named.get(file);
    if (!types) this.#named.set(file, (types = new Map()));
    let owner = types.get(type);
    if (owner === undefined) types.set(type, (owner = this.#ownerNamed(file, type)));
    return owner;
  }

  #ownerNamed(file: CodeFile, type: string): Owner | null {
    const bare = bareType(type);
    if (bare === '') return null;
    const [first = '', second] = bare.split('.');
    const path = second === undefined ? undefined : file.imports.get(first);
    const dir = second === undefined ? file.dir : path === undefined ? null : this.dirOf(path);
    const name = second ?? first;
    const own = (dir !== null ? this.#names.filesIn(dir) : []).find((each) => each.structs.has(name));
    if (own) return { key: `${own.dir}.${name}`, name, file: own };
    return { key: this.typeKey(file, bare), name, file: null };
  }

  typeOf(names: readonly string[], code: Code): Owner | null {
    if (this.#depth >= MAX_TYPE_DEPTH) return null;
    this.#depth++;
    const owner = this.#typeOfChain(names, code);
    this.#depth--;
    return owner;
  }

  #typeOfChain(names: readonly string[], code: Code): Owner | null {
    const [first = '', ...rest] = names;
    if (first === '') return null;
    const path = this.isLocal(first, code.fn) ? undefined : code.file.imports.get(first);
    let owner: Owner | null;
    let fields = rest;
    if (path !== undefined) {
      const dir = this.dirOf(path);
      owner = dir === null ? null : this.#globalType(dir, rest[0] ?? '');
      fields = rest.slice(1);
    } else owner = this.#variableType(first, code);
    for (const field of fields) {
      const declared: StructType | undefined = owner?.file?.structs.get(owner.name)?.get(field);
      owner = declared && owner?.file ? this.named(owner.file, declared.type) : null;
    }
    return owner;
  }

  #variableType(name: string, code: Code): Owner | null {
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
      const written = file.globalTypes.get(name);
      if (written) return this.named(file, written);
      const [value] = file.globals.get(name) ?? [];
      if (value) return this.#typeOfValue(value);
    }
    return null;
  }

  #typeOfValue(code: Code): Owner | null {
    const { file } = code;
    const composite = this.#names
      .compositesAt(file, code.to)
      .find((each) => each.code.from >= code.from && each.code.from <= code.from + 1);
    if (composite) return this.named(file, composite.type);
    const call = this.#names.callsAt(file, code.to).find((each) => each.code.from === code.from);
    if (call) {
      const callee = this.callee(call);
      if (callee) return this.named(callee.file, callee.result);
      if (call.names.length === 1 && call.names[0] === 'new' && call.args[0])
        return this.named(
          file,
          file.tokens
            .slice(call.args[0].from, call.args[0].to)
            .map((each) => each.text)
            .join(''),
        );
      // `gin.Default()` is known by the function that makes it.
      const path = this.importOf(call);
      return path === null ? null : { key: `${path}.${call.names.at(-1)}()`, name: '', file: null };
    }
    const names = chainOf({
      ...code,
      from: file.tokens[code.from]?.text === '&' ? code.from + 1 : code.from,
    });
    return names ? this.typeOf(names, code) : null;
  }

  localType(name: string, fn: CodeFunction | null): string | null {
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
    const known = this.#callees.get(call);
    if (known !== undefined) return known;
    const found = this.#calleeOf(call);
    // Deep inside another question the answer may be cut short.
    if (this.#depth === 0) this.#callees.set(call, found);
    return found;
  }

  #calleeOf({ names, code }: CodeCall): CodeFunction | null {
    const name = names.at(-1) ?? '';
    const [first = ''] = names;
    if (names.length === 1) return this.#names.functionIn(code.file.dir, name);
    const path =
      names.length === 2 && !this.isLocal(first, code.fn) ? code.file.imports.get(first) : undefined;
    if (path !== undefined) {
      const dir = this.dirOf(path);
      return dir === null ? null : this.#names.functionIn(dir, name);
    }
    if (!this.#names.isMethod(name)) return null;
    const owner = this.typeOf(names.slice(0, -1), code);
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
  importOf({ names, code }: CodeCall): string | null {
    const [first = ''] = names;
    return names.length === 2 && !this.isLocal(first, code.fn)
      ? (code.file.imports.get(first) ?? null)
      : null;
  }

  /** A type as written in a file, with the path of its package where that is imported. */
  typeKey(file: CodeFile, type: string): string {
    const bare = type.replace(/^[*&[\]]+/, '').replace(/[{([].*$/, '');
    const dot = bare.indexOf('.');
    const path = dot < 0 ? undefined : file.imports.get(bare.slice(0, dot));
    return path === undefined ? bare : `${path}.${bare.slice(dot + 1)}`;
  }
}

const MAX_TYPE_DEPTH = 12;
type StructType = { readonly type: string };

/** `cfg.HTTP.Addr` as its names; null for what is no such chain. */
export function chainOf({ file, from, to }: Code): string[] | null {
  const names: string[] = [];
  for (let i = from; i < to; i++) {
    const token = file.tokens[i];
    if ((i - from) % 2 === 0 ? token?.kind !== 'name' : token?.text !== '.') return null;
    if (token && token.kind === 'name') names.push(token.text);
  }
  return names.length > 0 && (to - from) % 2 === 1 ? names : null;
}
