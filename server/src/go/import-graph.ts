import type { Place } from '../text/span.ts';
import type { ConstraintWorld } from './build-constraint.ts';
import { cgoFlags } from './cgo-flags.ts';
import { knownPackage, type KnownPackage } from './known-packages.ts';
import { type LoadedPackage, loadPackage } from './load-package.ts';
import type { GoFiles, GoScope } from './model.ts';
import type { ImportResolver } from './resolve-import.ts';
import { standardCgoOf } from './standard.ts';

/** A package that a program reaches. */
export interface GraphNode {
  readonly importPath: string;
  /** Null when its files are not there. */
  readonly loaded: LoadedPackage | null;
  readonly firstParty: boolean;
  /** Imports outside the standard library, in order of path. */
  readonly targets: readonly string[];
  /** The same, each with its declarations. */
  readonly imports: ReadonlyMap<string, readonly Place[]>;
  /** What the table knows of it, when its files are not there. */
  readonly known: KnownPackage | null;
  /** Why nothing is known of it. */
  readonly problem: string | null;
  /** Packages of the standard library that it imports. */
  readonly standard: readonly string[];
}

export interface ImportGraph {
  readonly main: string;
  /** In order of distance from the main package. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Packages of the standard library that use cgo when it is on. */
  readonly standardCgo: readonly string[];
}

/** A package that a walk begins at. */
export interface Root {
  readonly importPath: string;
  readonly dir: string;
}

/** Walks the imports from a main package, breadth first, in one world. The standard library is not entered. */
export function importGraph(
  files: GoFiles,
  resolver: ImportResolver,
  scope: GoScope,
  main: Root,
  world: ConstraintWorld,
): ImportGraph {
  const nodes = reach(files, resolver, scope, [main], world);
  const standard = new Set<string>();
  for (const node of nodes.values())
    for (const path of node.standard) for (const each of standardCgoOf(path)) standard.add(each);
  return { main: main.importPath, nodes, standardCgo: [...standard].sort() };
}

/** Every package that some packages reach, themselves included, in order of distance. */
export function reach(
  files: GoFiles,
  resolver: ImportResolver,
  scope: GoScope,
  roots: readonly Root[],
  world: ConstraintWorld,
): Map<string, GraphNode> {
  const packages = new Packages(files, resolver, scope, world);
  const nodes = new Map<string, GraphNode>();
  for (const { importPath, dir } of roots) nodes.set(importPath, packages.own(importPath, dir));
  // What is added to a map while it is walked comes at its end: the map is the queue.
  for (const { targets } of nodes.values())
    for (const path of targets) if (!nodes.has(path)) nodes.set(path, packages.imported(path));
  return nodes;
}

/** The native libraries that the `#cgo` lines of a package name, in one world. */
export function linkedBy(
  { loaded }: GraphNode,
  world: ConstraintWorld,
): { readonly pkgConfig: readonly string[]; readonly linkFlags: readonly string[] } {
  if (!loaded?.files.some(({ head }) => head.cgo !== null)) return { pkgConfig: [], linkFlags: [] };
  const flags = cgoFlags(loaded, world);
  return {
    pkgConfig: (flags.get('pkg-config') ?? []).filter((word) => !word.startsWith('-')),
    linkFlags: (flags.get('LDFLAGS') ?? []).flatMap((word) => (/^-l./.test(word) ? [word.slice(2)] : [])),
  };
}

/** The packages of one resolver in one world. Each is looked at once, however many programs reach it. */
class Packages {
  readonly #files: GoFiles;
  readonly #resolver: ImportResolver;
  readonly #scope: GoScope;
  readonly #world: ConstraintWorld;
  readonly #nodes: Map<string, GraphNode>;

  constructor(files: GoFiles, resolver: ImportResolver, scope: GoScope, world: ConstraintWorld) {
    this.#files = files;
    this.#resolver = resolver;
    this.#scope = scope;
    this.#world = world;
    const worlds = known.get(resolver) ?? new Map<string, Map<string, GraphNode>>();
    known.set(resolver, worlds);
    const key = JSON.stringify(world);
    this.#nodes = worlds.get(key) ?? new Map();
    worlds.set(key, this.#nodes);
  }

  /** A package in its own folder, which is where a walk begins. */
  own(path: string, dir: string): GraphNode {
    return this.#node(path, () => this.#load(path, dir, true));
  }

  imported(path: string): GraphNode {
    return this.#node(path, () => {
      const resolved = this.#resolver.resolve(path);
      if (resolved.kind === 'folder') return this.#load(path, resolved.dir, resolved.firstParty);
      const table = knownPackage(path);
      const reason = resolved.kind === 'absent' ? resolved.reason : null;
      return {
        importPath: path,
        loaded: null,
        firstParty: false,
        targets: [],
        imports: new Map(),
        known: table,
        problem: table ? null : reason,
        standard: [],
      };
    });
  }

  #node(path: string, make: () => GraphNode): GraphNode {
    let node = this.#nodes.get(path);
    if (!node) this.#nodes.set(path, (node = make()));
    return node;
  }

  #load(path: string, dir: string, firstParty: boolean): GraphNode {
    const loaded = loadPackage(this.#files, dir, this.#world, this.#scope.hidden);
    const targets: string[] = [];
    const standard: string[] = [];
    for (const target of importsOf(loaded)) {
      if (this.#resolver.resolve(target).kind === 'standard') standard.push(target);
      else targets.push(target);
    }
    const problem = loaded.unreadable.length > 0 ? `${loaded.unreadable[0]} cannot be read` : null;
    return new LoadedNode(path, loaded, firstParty, targets, standard, problem);
  }
}

/** A node whose declarations are looked up when they are asked for: most packages are on no chain. */
class LoadedNode implements GraphNode {
  readonly importPath: string;
  readonly loaded: LoadedPackage;
  readonly firstParty: boolean;
  readonly targets: readonly string[];
  readonly standard: readonly string[];
  readonly known = null;
  readonly problem: string | null;
  #imports: ReadonlyMap<string, readonly Place[]> | null = null;

  constructor(
    importPath: string,
    loaded: LoadedPackage,
    firstParty: boolean,
    targets: readonly string[],
    standard: readonly string[],
    problem: string | null,
  ) {
    this.importPath = importPath;
    this.loaded = loaded;
    this.firstParty = firstParty;
    this.targets = targets;
    this.standard = standard;
    this.problem = problem;
  }

  get imports(): ReadonlyMap<string, readonly Place[]> {
    return (this.#imports ??= declarations(this.loaded, this.targets));
  }
}

const known = new WeakMap<ImportResolver, Map<string, Map<string, GraphNode>>>();

/** The imports of a package, in order of path. */
function importsOf(loaded: LoadedPackage): readonly string[] {
  let sorted = imported.get(loaded);
  if (!sorted) {
    const paths = new Set<string>();
    for (const { head } of loaded.files) for (const { path } of head.imports) paths.add(path);
    paths.delete('C');
    sorted = [...paths].sort();
    imported.set(loaded, sorted);
  }
  return sorted;
}

const imported = new WeakMap<LoadedPackage, readonly string[]>();

/** Where a package declares some of its imports. */
function declarations(loaded: LoadedPackage, targets: readonly string[]): Map<string, Place[]> {
  const out = new Map(targets.map((path): [string, Place[]] => [path, []]));
  for (const { path: file, head } of loaded.files)
    for (const { path, start, end } of head.imports) out.get(path)?.push({ file, span: { start, end } });
  return out;
}
