import { type ConstraintWorld, satisfiesCgo } from './build-constraint.ts';
import { knownPackage, type KnownPackage } from './known-packages.ts';
import { type LoadedPackage, loadPackage } from './load-package.ts';
import type { GoFiles, GoScope } from './model.ts';
import type { ImportResolver } from './resolve-import.ts';
import { standardCgoOf } from './standard.ts';
import type { Place } from '../text/span.ts';

/** A package that a program reaches. */
export interface GraphNode {
  readonly importPath: string;
  /** Null when its files are not there. */
  readonly loaded: LoadedPackage | null;
  readonly firstParty: boolean;
  /** Imports outside the standard library, in order of path, each with its declarations. */
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

/** Walks the imports from a main package, breadth first, in one world. The standard library is not entered. */
export function importGraph(
  files: GoFiles,
  resolver: ImportResolver,
  scope: GoScope,
  main: { readonly importPath: string; readonly dir: string },
  world: ConstraintWorld,
): ImportGraph {
  const nodes = new Map<string, GraphNode>();
  const standard = new Set<string>();
  const queue: { path: string; dir: string | null; firstParty: boolean; reason: string | null }[] = [
    { path: main.importPath, dir: main.dir, firstParty: true, reason: null },
  ];
  const seen = new Set([main.importPath]);
  for (let item = queue.shift(); item; item = queue.shift()) {
    const { path, dir, firstParty, reason } = item;
    if (dir === null) {
      const known = knownPackage(path);
      nodes.set(path, {
        importPath: path,
        loaded: null,
        firstParty: false,
        imports: new Map(),
        known,
        problem: known ? null : reason,
        standard: [],
      });
      continue;
    }
    const loaded = loadPackage(files, dir, world, (each) => scope.hidden(each));
    const imports = new Map<string, Place[]>();
    const std = new Set<string>();
    for (const { path: file, head } of loaded.files) {
      for (const { path: target, start, end } of head.imports) {
        if (target === 'C') continue;
        const resolved = resolver.resolve(target);
        if (resolved.kind === 'standard') {
          std.add(target);
          for (const each of standardCgoOf(target)) standard.add(each);
          continue;
        }
        imports.set(target, [...(imports.get(target) ?? []), { file, span: { start, end } }]);
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push(
          resolved.kind === 'folder'
            ? { path: target, dir: resolved.dir, firstParty: resolved.firstParty, reason: null }
            : { path: target, dir: null, firstParty: false, reason: resolved.reason },
        );
      }
    }
    const problem = loaded.unreadable.length > 0 ? `${loaded.unreadable[0]} cannot be read` : null;
    nodes.set(path, {
      importPath: path,
      loaded,
      firstParty,
      imports: new Map([...imports].sort(([a], [b]) => (a < b ? -1 : 1))),
      known: null,
      problem,
      standard: [...std],
    });
  }
  return { main: main.importPath, nodes, standardCgo: [...standard].sort() };
}

/** The native libraries that the `#cgo` lines of a package name, in one world. */
export function linkedBy(
  { loaded }: GraphNode,
  world: ConstraintWorld,
): { readonly pkgConfig: readonly string[]; readonly linkFlags: readonly string[] } {
  const pkgConfig: string[] = [];
  const linkFlags: string[] = [];
  for (const { head } of loaded?.files ?? []) {
    for (const { constraint, verb, value } of head.cgo ?? []) {
      if (!satisfiesCgo(constraint, world)) continue;
      const words = value.split(/\s+/).filter((word) => word !== '');
      if (verb === 'pkg-config') pkgConfig.push(...words.filter((word) => !word.startsWith('-')));
      if (verb === 'LDFLAGS')
        linkFlags.push(...words.flatMap((word) => (/^-l./.test(word) ? [word.slice(2)] : [])));
    }
  }
  return { pkgConfig, linkFlags };
}
