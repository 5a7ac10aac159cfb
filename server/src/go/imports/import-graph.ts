import type { Place } from '../../text/span.ts';
import type { ObjectFact } from '../../memory/made.ts';
import type { ConstraintWorld } from './build-constraint.ts';
import { cgoFlags } from '../cgo/cgo-flags.ts';
import { knownPackage, type KnownPackage } from '../cgo/known-packages.ts';
import { type LoadedPackage, loadPackage, tablePackage } from './load-package.ts';
import type { GoFiles, GoScope, PackageTable, TablePackage } from '../model.ts';
import type { ImportResolver } from './resolve-import.ts';
import { isStandard } from './standard.ts';

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
  return { main: main.importPath, nodes: reach(files, resolver, scope, [main], world) };
}

/** Every package that some packages reach, themselves included, in order of distance. */
export function reach(
  files: GoFiles,
  resolver: ImportResolver,
  scope: GoScope,
  roots: readonly Root[],
  world: ConstraintWorld,
): Map<string, GraphNode> {
  return new Packages(files, resolver, scope, world).walk(roots);
}

/** The native libraries that the `#cgo` lines of a package name, in one world. */
export function linkedBy(
  { loaded }: GraphNode,
  world: ConstraintWorld,
): { readonly pkgConfig: readonly string[]; readonly linkFlags: readonly string[] } {
  if (!loaded?.usesCgo) return { pkgConfig: [], linkFlags: [] };
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
  #known: PackageTable | null | undefined;
  readonly #steps: Steps;
  /** Those of the same world with cgo the other way: a package that is the same in both is one node. */
  readonly #others: Steps;

  constructor(files: GoFiles, resolver: ImportResolver, scope: GoScope, world: ConstraintWorld) {
    this.#files = files;
    this.#resolver = resolver;
    this.#scope = scope;
    this.#world = world;
    const worlds = files.made(WORLDS, resolver);
    const stepsOf = (key: string): Steps => {
      let steps = worlds.get(key);
      if (!steps) worlds.set(key, (steps = { byPath: new Map(), leaving: new Map() }));
      return steps;
    };
    this.#steps = stepsOf(JSON.stringify(world));
    this.#others = stepsOf(JSON.stringify({ ...world, cgo: !world.cgo }));
  }

  /** Asked for once a package outside the standard library is: which versions are taken may be in many files. */
  get #table(): PackageTable | null {
    if (this.#known !== undefined) return this.#known;
    const { goos, goarch, tags } = this.#world.target;
    const list = this.#files.packageTable ? this.#resolver.buildList : null;
    if (list === null) return (this.#known = null);
    const key = `${list} ${goos}/${goarch} ${this.#world.minor} ${tags.join(' ')}`;
    return (this.#known = this.#files.packageTable?.(key, goos, goarch) ?? null);
  }

  walk(roots: readonly Root[]): Map<string, GraphNode> {
    // It marks the steps that this walk came by.
    const walk = {};
    const out = new Map<string, GraphNode>();
    const queue: Step[] = [];
    const visit = (step: Step): void => {
      if (step.walk === walk) return;
      step.walk = walk;
      out.set(step.node.importPath, step.node);
      queue.push(step);
    };
    // A walk begins in the folder of a package, wherever an import of it would lead.
    for (const { importPath, dir } of roots) visit(this.#step(importPath, dir));
    for (const step of queue) for (const next of step.next ?? this.#nextOf(step)) visit(next);
    return out;
  }

  #nextOf(step: Step): readonly Step[] {
    const known = this.#steps.leaving.get(step);
    if (known) return known;
    const next = step.node.targets.map((path) => this.#step(path, null));
    if (!step.isOfTable || next.every((each) => each.isOfTable)) step.next = next;
    else this.#steps.leaving.set(step, next);
    return next;
  }

  #imported(path: string): GraphNode {
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
  }

  /** `dir` is where a walk begins; null for a package that is imported. */
  #step(path: string, dir: string | null): Step {
    let step = this.#steps.byPath.get(path);
    if (step) return step;
    const entry = dir === null ? this.#table?.get(path) : undefined;
    if (entry) return this.#tableStep(path, entry);
    const other = this.#others.byPath.get(path)?.node;
    const node =
      other && (other.loaded?.isSameWithoutCgo ?? true)
        ? other
        : dir === null
          ? this.#imported(path)
          : this.#load(path, dir, true);
    this.#steps.byPath.set(path, (step = { node, isOfTable: false, next: null, walk: null }));
    return step;
  }

  #load(path: string, dir: string, firstParty: boolean): GraphNode {
    const loaded = loadPackage(this.#files, dir, this.#world, this.#scope.hidden);
    const { listed, others } = this.#files.made(IMPORTS, loaded);
    // The library may be newer than our list of it: only who resolves a path can tell.
    const isNew = (target: string): boolean =>
      !this.#table?.get(target) && this.#resolver.resolve(target).kind === 'standard';
    const news = others.filter(isNew);
    const last = this.#files.made(NODES, loaded);
    let node = news.length === 0 ? last.node : null;
    if (node?.importPath !== path || node.firstParty !== firstParty) {
      const targets = news.length === 0 ? others : others.filter((target) => !news.includes(target));
      const standard = news.length === 0 ? listed : [...listed, ...news].sort();
      const problem = loaded.unreadable.length > 0 ? `${loaded.unreadable[0]} cannot be read` : null;
      node = new LoadedNode(path, loaded, firstParty, targets, standard, problem);
      if (news.length === 0) last.node = node;
    }
    // What is taken for the library because no module has it may be in a module that comes later.
    if (!firstParty && news.length === 0) this.#addToTable(node, dir);
    return node;
  }

  /** One step for each entry: it is the same for every program, every snapshot, with cgo and without. */
  #tableStep(path: string, entry: TablePackage): Step {
    const slot = this.#files.made(TABLE_STEPS, entry);
    if (slot.step) return slot.step;
    const { targets, standard } = entry;
    const node = new LoadedNode(path, tablePackage(entry, this.#world), false, targets, standard, null);
    return (slot.step = { node, isOfTable: true, next: null, walk: null });
  }

  #addToTable({ importPath, loaded, targets, standard, problem }: LoadedNode, dir: string): void {
    if (!this.#table || problem !== null || loaded.isEmpty || !loaded.isSameWithoutCgo) return;
    const modules = this.#resolver.modulesAsked(importPath);
    if (modules) this.#table.add(importPath, { dir, name: loaded.name, targets, standard }, modules);
  }
}

/** The imports of a package that the list of the standard library has, and all others. */
const IMPORTS: ObjectFact<
  LoadedPackage,
  { readonly listed: readonly string[]; readonly others: readonly string[] }
> = {
  name: 'imports-of-package',
  of: ({ imports }) => ({
    listed: imports.filter(isStandard),
    others: imports.filter((path) => !isStandard(path)),
  }),
};

/** A package stays the same object while its files do, for every program and every snapshot; so does what is made of it. */
const NODES: ObjectFact<LoadedPackage, { node: LoadedNode | null }> = {
  name: 'node-of-package',
  of: () => ({ node: null }),
};

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

const TABLE_STEPS: ObjectFact<TablePackage, { step: Step | null }> = {
  name: 'step-of-table',
  of: () => ({ step: null }),
};

/** What one resolver found in one world. */
interface Steps {
  readonly byPath: Map<string, Step>;
  /** Where the steps of a table lead that lead out of it too: each resolver has its own way on. */
  readonly leaving: Map<Step, readonly Step[]>;
}

/** A node with the way on from it, so that each walk after the first one looks nothing up. */
interface Step {
  readonly node: GraphNode;
  readonly isOfTable: boolean;
  /** Null where it is not known yet, and where `leaving` has it. */
  next: readonly Step[] | null;
  /** The last walk that came by. */
  walk: object | null;
}

/** What was found with a resolver, by world. */
const WORLDS: ObjectFact<ImportResolver, Map<string, Steps>> = { name: 'steps', of: () => new Map() };

/** Where a package declares some of its imports. */
function declarations(loaded: LoadedPackage, targets: readonly string[]): Map<string, Place[]> {
  const out = new Map(targets.map((path): [string, Place[]] => [path, []]));
  for (const { path: file, head } of loaded.files)
    for (const { path, start, end } of head.imports) out.get(path)?.push({ file, span: { start, end } });
  return out;
}
