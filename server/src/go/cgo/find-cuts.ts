import type { ImportGraph } from '../imports/import-graph.ts';
import type { ChainLink, ImportEdge } from '../model.ts';

/** The shortest way from the main package to the nearest of some packages; of equally short ones the first by path. */
export function shortestChain(
  graph: ImportGraph,
  targets: ReadonlySet<string>,
  without: ReadonlySet<string> = new Set(),
): readonly ChainLink[] {
  const parent = new Map<string, string | null>([[graph.main, null]]);
  const queue = [graph.main];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (targets.has(path)) return wayTo(graph, path, parent);
    for (const next of graph.nodes.get(path)?.targets ?? []) {
      if (parent.has(next) || without.has(edgeId(path, next))) continue;
      parent.set(next, path);
      queue.push(next);
    }
  }
  return [];
}

/**
 * The first-party imports to cut so that none of some packages is reached: each single one that every way passes through,
 * nearest to the main package first; else a smallest set (a minimum cut, where imports between others' packages cannot be cut).
 */
export function findCuts(
  graph: ImportGraph,
  targets: ReadonlySet<string>,
): { readonly cuts: readonly ImportEdge[]; readonly single: boolean } {
  const chain = shortestChain(graph, targets);
  const single: ImportEdge[] = [];
  for (const [index, { importPath: to }] of chain.entries()) {
    const from = chain[index - 1]?.importPath;
    if (from === undefined || !graph.nodes.get(from)?.firstParty) continue;
    if (shortestChain(graph, targets, new Set([edgeId(from, to)])).length === 0)
      single.push(edge(graph, from, to));
  }
  if (single.length > 0 || targets.has(graph.main)) return { cuts: single, single: true };
  return { cuts: minimumCut(graph, targets), single: false };
}

/** Ford and Fulkerson, one augmenting way at a time; an edge that may be cut carries one, others carry any amount. */
function minimumCut(graph: ImportGraph, targets: ReadonlySet<string>): readonly ImportEdge[] {
  const flow = new Map<string, number>();
  const room = (from: string, to: string): number => {
    const forward = graph.nodes.get(from)?.imports.has(to)
      ? graph.nodes.get(from)?.firstParty
        ? 1
        : Number.POSITIVE_INFINITY
      : 0;
    return forward - (flow.get(edgeId(from, to)) ?? 0);
  };
  const importers = importersOf(graph);
  const reach = (): Map<string, string | null> => {
    const parent = new Map<string, string | null>([[graph.main, null]]);
    const queue = [graph.main];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      for (const next of [...(graph.nodes.get(path)?.targets ?? []), ...(importers.get(path) ?? [])]) {
        if (parent.has(next) || room(path, next) <= 0) continue;
        parent.set(next, path);
        queue.push(next);
      }
    }
    return parent;
  };
  for (let round = 0; round < MAX_CUTS; round++) {
    const parent = reach();
    const end = [...targets].find((target) => parent.has(target));
    if (end === undefined) {
      const out: ImportEdge[] = [];
      for (const from of parent.keys())
        for (const to of graph.nodes.get(from)?.targets ?? [])
          if (!parent.has(to)) out.push(edge(graph, from, to));
      return out;
    }
    const way: [string, string][] = [];
    for (
      let to = end, from = parent.get(to);
      from !== null && from !== undefined;
      to = from, from = parent.get(to)
    )
      way.push([from, to]);
    // A way along which nothing can be cut means that no set of first-party imports is enough.
    if (way.every(([from, to]) => room(from, to) === Number.POSITIVE_INFINITY)) return [];
    for (const [from, to] of way) {
      flow.set(edgeId(from, to), (flow.get(edgeId(from, to)) ?? 0) + 1);
      flow.set(edgeId(to, from), (flow.get(edgeId(to, from)) ?? 0) - 1);
    }
  }
  return [];
}

/** Who imports each package, or each of some. */
export function importersOf(
  graph: ImportGraph,
  some?: { has(path: string): boolean },
): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const node of graph.nodes.values())
    for (const to of node.targets) {
      if (some && !some.has(to)) continue;
      const list = out.get(to);
      if (list) list.push(node.importPath);
      else out.set(to, [node.importPath]);
    }
  return out;
}

/** More imports than anybody would cut. */
export const MAX_CUTS = 40;

const edgeId = (from: string, to: string): string => `${from}\0${to}`;

const edge = (graph: ImportGraph, from: string, to: string): ImportEdge => ({
  from,
  to,
  at: graph.nodes.get(from)?.imports.get(to) ?? [],
});

function wayTo(
  graph: ImportGraph,
  target: string,
  parent: ReadonlyMap<string, string | null>,
): readonly ChainLink[] {
  const out: ChainLink[] = [];
  for (let path: string | null = target; path !== null; path = parent.get(path) ?? null) {
    const from: string | null = parent.get(path) ?? null;
    out.unshift({
      importPath: path,
      importedAt: from === null ? null : (graph.nodes.get(from)?.imports.get(path)?.[0] ?? null),
    });
  }
  return out;
}
