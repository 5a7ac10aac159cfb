import type { ConstraintWorld } from './build-constraint.ts';
import { compareApi } from './compare-api.ts';
import { findCuts, shortestChain } from './find-cuts.ts';
import { type GraphNode, type ImportGraph, importGraph, linkedBy } from './import-graph.ts';
import type { CgoGrade, CgoVerdict, GoFiles, GoScope, GoTarget } from './model.ts';
import { releaseMinor } from './release-minor.ts';
import { describeModule, moduleAbove, resolverFor } from './resolve-import.ts';

/**
 * Whether a main package needs cgo. The graph is walked twice: with cgo on, which finds what uses it, and with cgo off,
 * which tells what is left without it.
 */
export function judge(files: GoFiles, dir: string, target: GoTarget, scope: GoScope): CgoVerdict {
  const module = moduleAbove(files, dir, scope);
  if (!module) return nothing('unknown', `no go.mod stands at or above ${dir}`);
  const resolver = resolverFor(files, module, scope);
  const rest = dir === module.dir ? '' : dir.slice(module.dir.length);
  const main = { importPath: `${describeModule(module).path}${rest}`, dir };
  const world = (cgo: boolean): ConstraintWorld => ({
    target,
    cgo,
    minor: releaseMinor(target, module.mod.go),
  });
  const on = importGraph(files, resolver, scope, main, world(true));
  const off = importGraph(files, resolver, scope, main, world(false));
  const graded = [...on.nodes.values()].flatMap((node) => {
    const verdict = gradeOf(files, node, off);
    return verdict === null ? [] : [{ node, ...verdict }];
  });
  for (const node of off.nodes.values())
    if (node.problem !== null && !on.nodes.has(node.importPath))
      graded.push({ node, grade: 'unknown', reason: node.problem });
  const grade = WORST.find((each) => graded.some((item) => item.grade === each)) ?? 'none';
  const worst = graded.filter((item) => item.grade === grade);
  const culprits = new Set(worst.map((item) => item.node.importPath));
  const graph = worst.some((item) => on.nodes.has(item.node.importPath)) ? on : off;
  const { cuts, single } =
    grade === 'required' || grade === 'stub' ? findCuts(graph, culprits) : { cuts: [], single: false };
  const chain = grade === 'none' ? [] : shortestChain(graph, culprits);
  const last = chain.at(-1)?.importPath;
  const linked = [...on.nodes.values()].map((node) => linkedBy(node, world(true)));
  return {
    grade,
    reason: worst.find((item) => item.node.importPath === last)?.reason ?? worst[0]?.reason ?? null,
    from: worst.length > 0 && worst.every((item) => item.node.known !== null) ? 'table' : 'sources',
    chain,
    culprits: [...culprits].sort((a, b) => Number(b === last) - Number(a === last)),
    cuts,
    singleCut: single,
    pkgConfig: sorted(linked.flatMap((each) => each.pkgConfig)),
    linkFlags: sorted(linked.flatMap((each) => each.linkFlags)),
    tableLibraries: sorted([...on.nodes.values()].flatMap((node) => node.known?.libraries ?? [])),
    usesCompiler: [...on.nodes.values()].some(usesCgo),
    standardCgo: on.standardCgo,
    reachedFirstParty: [...on.nodes.values()]
      .filter((node) => node.firstParty)
      .flatMap((node) => node.loaded?.files.map((file) => file.path) ?? []),
  };
}

/** A package that surely does not compile says more than one that cannot be read. */
const WORST: readonly CgoGrade[] = ['required', 'unknown', 'stub', 'alternative'];

const usesCgo = (node: GraphNode): boolean =>
  (node.known !== null && node.known.grade !== 'none') ||
  (node.loaded?.files.some((file) => file.head.cgo !== null) ?? false);

function gradeOf(
  files: GoFiles,
  node: GraphNode,
  off: ImportGraph,
): { grade: CgoGrade; reason: string | null } | null {
  if (node.known) return node.known.grade === 'none' ? null : { grade: node.known.grade, reason: null };
  if (node.problem !== null || !node.loaded) return { grade: 'unknown', reason: node.problem };
  if (node.standard.includes('runtime/cgo'))
    return { grade: 'required', reason: 'it imports runtime/cgo, which does not link without cgo' };
  const without = off.nodes.get(node.importPath);
  const isMissing = node.loaded.files.some(
    (file) => !without?.loaded?.files.some((each) => each.path === file.path),
  );
  if (!isMissing)
    return node.standard.includes('plugin')
      ? { grade: 'stub', reason: 'plugin.Open fails in a program that is built without cgo' }
      : null;
  // Without cgo nothing imports it any more.
  if (!without) return { grade: 'alternative', reason: null };
  if (without.loaded?.files.length === 0) return { grade: 'required', reason: null };
  return compareApi(files, node, without, off);
}

export function nothing(grade: CgoGrade, reason: string | null): CgoVerdict {
  return {
    grade,
    reason,
    from: 'sources',
    chain: [],
    culprits: [],
    cuts: [],
    singleCut: false,
    pkgConfig: [],
    linkFlags: [],
    tableLibraries: [],
    usesCompiler: false,
    standardCgo: [],
    reachedFirstParty: [],
  };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
