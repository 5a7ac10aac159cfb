import type { ObjectFact } from '../../memory/made.ts';
import { ApiMemory } from './api-memory.ts';
import type { ConstraintWorld } from '../imports/build-constraint.ts';
import { compareApis, type Comparison } from './compare-api.ts';
import { findCuts, shortestChain } from './find-cuts.ts';
import { type GraphNode, type ImportGraph, importGraph, linkedBy } from '../imports/import-graph.ts';
import { judgeKnown } from './judge-known.ts';
import { loadPackage } from '../imports/load-package.ts';
import type { CgoGrade, CgoVerdict, GoFiles, GoScope, GoTarget } from '../model.ts';
import { releaseMinor } from '../imports/release-minor.ts';
import { describeModule, moduleAbove, resolverFor } from '../imports/resolve-import.ts';
import { standardCgoOf } from '../imports/standard.ts';

/**
 * Whether a main package needs cgo. The graph is walked twice: with cgo on, which finds what uses it, and with cgo off,
 * which tells what is left without it. `before` is an older verdict of the same program: whoever is judged again is likely to
 * be judged once more, so that from then on what was compared is kept.
 */
export function judge(
  files: GoFiles,
  dir: string,
  target: GoTarget,
  scope: GoScope,
  before?: CgoVerdict,
): CgoVerdict {
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
  const old = before ? files.made(MEMORY, before).memory : null;
  const memory = old?.fits(world(true)) ? old : new ApiMemory(world(true));
  const standardOn = standardOf(on);
  const standard = new Set([...standardOn, ...standardOf(off, on)]);
  const comparison = { files, scope, on: world(true), off: world(false) };
  const graded = gradeAll(comparison, on, off, standard, memory);
  const grade = WORST.find((each) => graded.some((item) => item.grade === each)) ?? 'none';
  const worst = graded.filter((item) => item.grade === grade);
  // What fails without cgo is reached without it; a chain that is only there with cgo explains nothing.
  const isOff = worst.some((item) => off.nodes.has(item.node.importPath));
  const graph = isOff ? off : on;
  const culprits = new Set(worst.map((item) => item.node.importPath).filter((path) => graph.nodes.has(path)));
  const needing = new Set(
    graded.flatMap((item) =>
      item.grade === 'required' || item.grade === 'stub' ? [item.node.importPath] : [],
    ),
  );
  const { cuts, single } =
    grade === 'required' || grade === 'stub' ? findCuts(graph, needing) : { cuts: [], single: false };
  const chain = grade === 'none' ? [] : shortestChain(graph, culprits);
  const last = chain.at(-1)?.importPath;
  const verdict: CgoVerdict = {
    grade,
    reason: worst.find((item) => item.node.importPath === last)?.reason ?? worst[0]?.reason ?? null,
    from: worst.length > 0 && worst.every((item) => item.node.known !== null) ? 'table' : 'sources',
    chain,
    culprits: [...culprits].sort((a, b) => Number(b === last) - Number(a === last)),
    cuts,
    singleCut: single,
    ...nativeUse(on, world(true)),
    standardCgo: sorted([...standardOn].flatMap(standardCgoOf)),
    standard: [...standard].sort(),
    reachedFirstParty: firstPartyFiles(on),
  };
  if (before) files.made(MEMORY, verdict).memory = memory;
  return verdict;
}

/** What was compared for a verdict. */
const MEMORY: ObjectFact<CgoVerdict, { memory: ApiMemory | null }> = {
  name: 'memory-of-verdict',
  of: () => ({ memory: null }),
};

/** The packages of the standard library that a program imports, less those of packages which another graph has. */
function standardOf({ nodes }: ImportGraph, less?: ImportGraph): ReadonlySet<string> {
  const out = new Set<string>();
  for (const node of nodes.values())
    if (less?.nodes.get(node.importPath) !== node) for (const path of node.standard) out.add(path);
  return out;
}

/** What the packages of a program ask of the native world with cgo on. */
function nativeUse(
  { nodes }: ImportGraph,
  world: ConstraintWorld,
): Pick<CgoVerdict, 'pkgConfig' | 'linkFlags' | 'tableLibraries' | 'usesCompiler' | 'unread'> {
  const users: GraphNode[] = [];
  const libraries: string[] = [];
  let unread: string | null = null;
  for (const node of nodes.values()) {
    if (!node.known && !node.loaded) unread ??= node.problem ?? `${node.importPath} cannot be read`;
    if (usesCgo(node)) users.push(node);
    if (node.known) libraries.push(...node.known.libraries);
  }
  const linked = users.map((node) => linkedBy(node, world));
  return {
    pkgConfig: sorted(linked.flatMap((each) => each.pkgConfig)),
    linkFlags: sorted(linked.flatMap((each) => each.linkFlags)),
    tableLibraries: sorted(libraries),
    usesCompiler: users.length > 0,
    unread,
  };
}

function firstPartyFiles({ nodes }: ImportGraph): readonly string[] {
  const out: string[] = [];
  for (const { firstParty, loaded } of nodes.values())
    if (firstParty) for (const { path } of loaded?.files ?? []) out.push(path);
  return out;
}

/** A package that surely does not compile says more than one that cannot be read. */
const WORST: readonly CgoGrade[] = ['required', 'unknown', 'stub', 'alternative'];

const usesCgo = (node: GraphNode): boolean =>
  (node.known !== null && node.known.grade !== 'none') || (node.loaded?.usesCgo ?? false);

interface Graded {
  readonly node: GraphNode;
  readonly grade: CgoGrade;
  readonly reason: string | null;
}

/** Every package that says more than `none`, of both graphs. */
function gradeAll(
  comparison: Comparison,
  on: ImportGraph,
  off: ImportGraph,
  standard: ReadonlySet<string>,
  memory: ApiMemory,
): readonly Graded[] {
  const graded: Graded[] = [];
  const differing: GraphNode[] = [];
  for (const node of on.nodes.values()) {
    const verdict = gradeWithCgo(node, off);
    if (verdict) graded.push({ node, ...verdict });
  }
  const isSpecial = standard.has('runtime/cgo') || standard.has('plugin');
  for (const node of off.nodes.values()) {
    if (isPlain(node) && !isSpecial) continue;
    const verdict = gradeWithoutCgo(comparison, node, on, off);
    if (verdict === 'compare') differing.push(node);
    else if (verdict) graded.push({ node, ...verdict });
  }
  for (const [path, verdict] of compareApis(comparison, differing, on, off, memory)) {
    const node = off.nodes.get(path);
    // A constraint on cgo alone is no use of C: whatever file is taken, it is Go. Plugins are opened with cgo only.
    const withCgo = on.nodes.get(path);
    const isPure =
      verdict.grade === 'alternative' &&
      withCgo?.loaded?.usesCgo === false &&
      !withCgo.standard.includes('plugin');
    if (node && !isPure) graded.push({ node, ...verdict });
  }
  return graded;
}

type Grade = Omit<Graded, 'node'>;

/** What is only there with cgo on, or needs no sources to be judged. */
function gradeWithCgo(node: GraphNode, off: ImportGraph): Grade | null {
  if (isPlain(node)) return null;
  const isLeft = off.nodes.has(node.importPath);
  if (node.known)
    return node.known.grade === 'none' || isLeft ? null : { grade: 'alternative', reason: null };
  if (node.problem !== null || !node.loaded) return { grade: 'unknown', reason: node.problem };
  // Without cgo nothing imports it any more.
  return !isLeft && usesCgo(node) ? { grade: 'alternative', reason: null } : null;
}

/** Whether cgo makes no difference to a package, as to most. */
const isPlain = ({ known, problem, loaded }: GraphNode): boolean =>
  known === null && problem === null && loaded !== null && loaded.isSameWithoutCgo && !loaded.isEmpty;

/** What is left of a package without cgo; `compare` where it has other files than with it. */
function gradeWithoutCgo(
  { files, scope, on: world }: Comparison,
  node: GraphNode,
  on: ImportGraph,
  off: ImportGraph,
): Grade | 'compare' | null {
  if (node.known)
    return node.known.grade === 'none' ? null : judgeKnown(files, node.importPath, node.known, off);
  if (node.problem !== null || !node.loaded)
    return on.nodes.has(node.importPath) ? null : { grade: 'unknown', reason: node.problem };
  const { loaded, standard } = node;
  if (standard.includes('runtime/cgo'))
    return { grade: 'required', reason: 'it imports runtime/cgo, which does not link without cgo' };
  const before = on.nodes.get(node.importPath)?.loaded ?? loadPackage(files, loaded.dir, world, scope.hidden);
  if (loaded.isEmpty)
    return !before.isEmpty
      ? { grade: 'required', reason: `without cgo ${node.importPath} has no Go file` }
      : {
          grade: 'unknown',
          reason: `${node.importPath} has no Go file for this system, with cgo or without`,
        };
  if (!loaded.isSameWithoutCgo) return 'compare';
  return standard.includes('plugin')
    ? { grade: 'stub', reason: 'plugin.Open fails in a program that is built without cgo' }
    : null;
}

function nothing(grade: CgoGrade, reason: string | null): CgoVerdict {
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
    unread: reason,
    standardCgo: [],
    standard: [],
    reachedFirstParty: [],
  };
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
