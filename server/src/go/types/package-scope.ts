import type { ObjectFact } from '../../memory/made.ts';
import type { GoFiles, GoSource } from '../model.ts';
import type { LoadedFile, LoadedPackage } from '../imports/load-package.ts';
import type { Decl, FuncDecl, GoSyntax, TypeDecl, ValueDecl } from '../syntax/ast.ts';
import { parseGo } from '../syntax/parse-go.ts';

/** A Go file of a package, with what its imports are called in it. */
export interface FileScope {
  readonly path: string;
  readonly source: GoSource;
  readonly syntax: GoSyntax;
  readonly package: PackageScope;
  /** Local name → import path. */
  readonly imports: ReadonlyMap<string, string>;
  /** Import paths whose names it uses as its own. */
  readonly dots: readonly string[];
  /** Whether an import may have another name than we think, since its sources are not at hand. */
  readonly unsure: boolean;
}

/** What a package declares at its top level. */
export type Declared =
  | { readonly kind: 'func'; readonly decl: FuncDecl; readonly file: FileScope }
  | { readonly kind: 'type'; readonly decl: TypeDecl; readonly file: FileScope }
  | {
      readonly kind: 'var' | 'const';
      readonly decl: ValueDecl;
      readonly index: number;
      readonly file: FileScope;
    };

/** The declarations of a package in one world. */
export class PackageScope {
  readonly path: string;
  readonly program: ProgramScope;
  readonly files: readonly FileScope[];
  /** What its files import. */
  readonly imports: readonly string[];
  /** Whether every file could be read and understood: only then is a name that is not here surely missing. */
  readonly complete: boolean;
  /** Whether a file imports "C". */
  readonly hasCgo: boolean;
  readonly names = new Map<string, Declared>();
  /** Names that two declarations claim. */
  readonly twice = new Set<string>();
  readonly #methods = new Map<string, Map<string, { decl: FuncDecl; file: FileScope }>>();

  constructor(program: ProgramScope, path: string, { files, imports }: LoadedPackage) {
    this.program = program;
    this.path = path;
    this.imports = imports;
    this.hasCgo = files.some(({ head }) => head.cgo !== null);
    const scopes = files.map((file) => program.fileScope(file, this));
    this.files = scopes.filter((scope) => scope !== null);
    this.complete =
      this.files.length === files.length && this.files.every(({ syntax }) => !syntax.misdeclared);
    for (const file of this.files) for (const decl of file.syntax.decls) this.#declare(decl, file);
  }

  methods(type: string): ReadonlyMap<string, { readonly decl: FuncDecl; readonly file: FileScope }> {
    return this.#methods.get(type) ?? new Map();
  }

  #declare(decl: Decl, file: FileScope): void {
    if (decl.kind === 'func' && decl.receiver !== null) {
      const type = receiverName(decl.receiver.type);
      let methods = this.#methods.get(type);
      if (!methods) this.#methods.set(type, (methods = new Map()));
      methods.set(decl.name.name, { decl, file });
      return;
    }
    if (decl.kind === 'func') {
      if (decl.name.name !== 'init') this.#add(decl.name.name, { kind: 'func', decl, file });
    } else if (decl.kind === 'type') this.#add(decl.name.name, { kind: 'type', decl, file });
    else
      for (const [index, { name }] of decl.names.entries())
        this.#add(name, { kind: decl.kind, decl, index, file });
  }

  #add(name: string, declared: Declared): void {
    if (name === '_') return;
    if (this.names.has(name)) this.twice.add(name);
    this.names.set(name, declared);
  }
}

export type Nodes = ReadonlyMap<string, { readonly loaded: LoadedPackage | null }>;

/** The packages of a graph, each read when it is first asked for. */
export class ProgramScope {
  /** Null while nothing is asked: the files of one moment keep all of that moment in memory. */
  #files: GoFiles | null;
  #nameOf: (importPath: string) => string | null;
  #nodes: Nodes;
  readonly #packages = new Map<string, PackageScope | null>();

  /** `nameOf` gives the name of a package's package clause, null where it is not known. */
  constructor(files: GoFiles, nodes: Nodes, nameOf: (importPath: string) => string | null) {
    this.#files = files;
    this.#nodes = nodes;
    this.#nameOf = nameOf;
  }

  /**
   * Goes on with the packages of another moment. What a package declares is kept, with all that hangs on it, as long as it and
   * whatever it imports are what they were: types come by imports and no other way. Every file is asked for again.
   */
  update(files: GoFiles, nodes: Nodes, nameOf: (importPath: string) => string | null): void {
    const before = this.#nodes;
    this.#files = files;
    this.#nodes = nodes;
    this.#nameOf = nameOf;
    const isOther = (path: string): boolean => before.get(path)?.loaded !== nodes.get(path)?.loaded;
    const stale = new Set<string>();
    for (const [path, scope] of this.#packages) {
      // Each file is asked for, so that whoever asks for the packages depends on all of them.
      const changed = scope?.files.filter((file) => files.source(file.path) !== file.source).length ?? 0;
      if (changed > 0 || isOther(path) || scope?.imports.some(isOther)) stale.add(path);
    }
    for (let size = -1; size !== stale.size; ) {
      size = stale.size;
      for (const [path, scope] of this.#packages)
        if (scope?.imports.some((each) => stale.has(each))) stale.add(path);
    }
    for (const path of stale) this.#packages.delete(path);
  }

  /** To be called when nobody asks any more, until the next update. */
  rest(): void {
    this.#files = null;
  }

  /** Null for a package without sources at hand, and for one without Go files. */
  package(path: string): PackageScope | null {
    const known = this.#packages.get(path);
    if (known !== undefined) return known;
    const loaded = this.#nodes.get(path)?.loaded ?? null;
    const scope =
      loaded && !loaded.isEmpty && loaded.unreadable.length === 0
        ? new PackageScope(this, path, loaded)
        : null;
    this.#packages.set(path, scope);
    return scope;
  }

  fileScope({ path, head }: LoadedFile, owner: PackageScope): FileScope | null {
    const source = this.#files?.source(path) ?? null;
    if (!this.#files || source === null) return null;
    const syntax = this.#files.made(SYNTAX, source);
    const imports = new Map<string, string>();
    const dots: string[] = [];
    let unsure = false;
    for (const { path: target, name } of head.imports) {
      if (name === '_') continue;
      if (name === '.') dots.push(target);
      else if (name !== null) imports.set(name, target);
      else {
        const own = target === 'C' ? 'C' : this.#nameOf(target);
        if (own === null) unsure = true;
        imports.set(own ?? lastElement(target), target);
      }
    }
    return { path, source, syntax, package: owner, imports, dots, unsure };
  }
}

/** A file is parsed once while its text stays the same: for every program that reaches it, and after every edit of others. */
const SYNTAX: ObjectFact<GoSource, GoSyntax> = {
  name: 'syntax',
  of: ({ text }, words) => parseGo(text, words),
};

/** What a package is most likely called: `v2` and the like name no package. */
export function lastElement(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  return /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last;
}

/** The type that a method belongs to: `(s *Set[T])`. */
function receiverName(type: TypeDecl['type']): string {
  if (type.kind === 'ident') return type.name;
  return type.kind === 'star' || type.kind === 'index' ? receiverName(type.x) : '';
}
