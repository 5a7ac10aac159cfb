import { resolve } from '../../text/path.ts';
import { compareVersions } from './compare-versions.ts';
import { type GoMod, parseGoMod, type Replace } from './go-mod.ts';
import type { GoFiles } from '../model.ts';

/** One go.mod with its folder. */
export interface MainModule {
  readonly dir: string;
  readonly mod: GoMod;
}

/** A replacement, with the folder that its relative path is seen from. */
export type PlacedReplace = Replace & { readonly dir: string };

/**
 * The modules of a build and their versions, by minimal version selection. https://go.dev/ref/mod#minimal-version-selection
 *
 * From Go 1.17 on the go.mod of the main module lists every module that its packages need, and the go command looks
 * further only when a package is not found there. Below that, and in a workspace, the go.mod files of the requirements
 * are followed through the module cache.
 */
export class BuildList {
  readonly #files: GoFiles;
  readonly #mains: readonly MainModule[];
  readonly #replace: ReadonlyMap<string, PlacedReplace>;
  readonly #moduleCache: string | null;
  readonly #isWorkspace: boolean;
  /** What the main module itself requires; null where that is not enough to begin with. */
  readonly #roots: ReadonlyMap<string, string> | null;
  #graph: ReadonlyMap<string, string> | null = null;
  /** Modules whose go.mod file is not there. */
  readonly missing: string[] = [];

  constructor(
    files: GoFiles,
    mains: readonly MainModule[],
    isWorkspace: boolean,
    replace: readonly PlacedReplace[],
    moduleCache: string | null,
  ) {
    this.#files = files;
    this.#mains = mains;
    this.#moduleCache = moduleCache;
    this.#isWorkspace = isWorkspace;
    // The first that speaks of a module wins: go.work comes before go.mod.
    this.#replace = new Map([...replace].reverse().map((each) => [keyOf(each.path, each.version), each]));
    const [main] = mains;
    const isPruned = !isWorkspace && main !== undefined && minorOf(main.mod.go) >= PRUNED;
    this.#roots = isPruned ? this.#allowed(main.mod.require) : null;
  }

  /** The lists to look in, one after the other: a later one is asked when the one before has no module with the package. */
  *versions(): Generator<ReadonlyMap<string, string>> {
    if (this.#roots !== null) yield this.#roots;
    yield this.#selected;
  }

  /** The list that is looked in first. */
  get first(): ReadonlyMap<string, string> {
    return this.#roots ?? this.#selected;
  }

  get #selected(): ReadonlyMap<string, string> {
    return (this.#graph ??= this.#isWorkspace ? this.#workspaceGraph() : this.#moduleGraph());
  }

  replacement(module: string, version: string): PlacedReplace | null {
    return this.#replace.get(keyOf(module, version)) ?? this.#replace.get(keyOf(module, null)) ?? null;
  }

  #moduleGraph(): ReadonlyMap<string, string> {
    const graph = new Graph((path, version) => this.#requirements(path, version));
    const [main] = this.#mains;
    const roots = this.#allowed(main?.mod.require ?? new Map());
    for (const [path, version] of roots) graph.raise(path, version);
    for (const [path, version] of roots)
      graph.load(path, version, this.#roots === null ? 'unpruned' : 'pruned');
    return graph.selected;
  }

  /** Every module of the workspace counts, and so do the requirements of what they require. */
  #workspaceGraph(): ReadonlyMap<string, string> {
    const graph = new Graph((path, version) => this.#requirements(path, version));
    const mains = this.#mains.flatMap(({ mod }) => (mod.module === null ? [] : [mod.module]));
    for (const path of mains) graph.load(path, '', 'workspace');
    // A module that was raised above what some go.mod asks for is loaded again at the version that is taken.
    const looked = new Set<string>();
    const paths = new Set(mains);
    for (let more = true; more; ) {
      more = false;
      for (const path of paths) {
        const version = graph.selected.get(path) ?? '';
        if (!looked.has(`${path}@${version}`)) {
          looked.add(`${path}@${version}`);
          graph.load(path, version, 'workspace');
          more = true;
        }
        for (const [required, at] of graph.required(path, version)) {
          const taken = graph.selected.get(required) ?? at;
          if (
            looked.has(`${required}@${taken}`) ||
            mains.includes(required) ||
            compareVersions(taken, at) <= 0
          )
            continue;
          paths.add(required);
          more = true;
        }
      }
    }
    return graph.selected;
  }

  /** What a go.mod requires, less what a main module excludes. */
  #allowed(require: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (this.#mains.every(({ mod }) => mod.exclude.size === 0)) return require;
    return new Map(
      [...require].filter(
        ([path, version]) => !this.#mains.some(({ mod }) => mod.exclude.has(`${path}@${version}`)),
      ),
    );
  }

  #requirements(path: string, version: string): Requirements {
    const main = version === '' ? this.#mains.find(({ mod }) => mod.module === path) : undefined;
    const mod = main?.mod ?? this.#modFile(path, version);
    if (!mod) {
      this.missing.push(`${path}@${version}`);
      return { require: new Map(), isPruned: true };
    }
    return { require: this.#allowed(mod.require), isPruned: minorOf(mod.go) >= PRUNED };
  }

  #modFile(module: string, version: string): GoMod | null {
    const replace = this.replacement(module, version);
    const text =
      replace?.toVersion === null
        ? this.#files.text(`${resolve(replace.dir, replace.to)}/go.mod`)
        : this.#moduleCache === null
          ? null
          : this.#files.text(
              `${this.#moduleCache}/cache/download/${escapePath(replace?.to ?? module)}/@v/${escapePath(replace?.toVersion ?? version)}.mod`,
            );
    return text === null ? null : parseGoMod(text);
  }
}

/** From this minor version on a go.mod lists all that the packages of its module need. */
const PRUNED = 17;

type Pruning = 'pruned' | 'unpruned' | 'workspace';

interface Requirements {
  readonly require: ReadonlyMap<string, string>;
  readonly isPruned: boolean;
}

/** The requirement graph as far as it is loaded, after the go command's readModGraph. */
class Graph {
  readonly selected = new Map<string, string>();
  readonly #read: (path: string, version: string) => Requirements;
  readonly #summaries = new Map<string, Requirements>();
  readonly #loading = new Set<string>();

  constructor(read: (path: string, version: string) => Requirements) {
    this.#read = read;
  }

  required(path: string, version: string): ReadonlyMap<string, string> {
    return this.#summary(path, version).require;
  }

  /** Takes the requirements of a module into account, and those behind them as far as pruning lets them through. */
  load(path: string, version: string, pruning: Pruning): void {
    const queue: [string, string, Pruning][] = [[path, version, pruning]];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [module, at, how] = next;
      const key = `${module}@${at} ${how}`;
      if (this.#loading.has(key)) continue;
      this.#loading.add(key);
      const { require, isPruned } = this.#summary(module, at);
      if (how === 'pruned' && isPruned) continue;
      const then = how === 'unpruned' || !isPruned ? 'unpruned' : 'pruned';
      for (const [each, eachVersion] of require) queue.push([each, eachVersion, then]);
    }
  }

  raise(path: string, version: string): void {
    const old = this.selected.get(path);
    if (old === undefined || compareVersions(version, old) > 0) this.selected.set(path, version);
  }

  #summary(path: string, version: string): Requirements {
    const key = `${path}@${version}`;
    let summary = this.#summaries.get(key);
    if (!summary) {
      summary = this.#read(path, version);
      this.#summaries.set(key, summary);
      for (const [each, at] of summary.require) this.raise(each, at);
    }
    return summary;
  }
}

/** The minor of `1.21.3`; a go.mod without a go line is one of Go 1.16. */
export const minorOf = (go: string | null): number =>
  go === null ? 16 : Number(/^1\.(\d+)/.exec(go)?.[1] ?? (/^\d/.test(go) ? 0 : 99));

/** Upper-case letters as the module cache writes them. https://go.dev/ref/mod#module-cache */
export const escapePath = (path: string): string => path.replace(/[A-Z]/g, (c) => `!${c.toLowerCase()}`);

const keyOf = (path: string, version: string | null): string => `${path}@${version ?? ''}`;
