import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findCuts, shortestChain } from '../../../server/src/go/cgo/find-cuts.ts';
import type { GraphNode, ImportGraph } from '../../../server/src/go/imports/import-graph.ts';

interface Small {
  /** How many packages; the first is the main package. */
  readonly count: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly foreign: ReadonlySet<number>;
  readonly targets: ReadonlySet<number>;
}

const small: fc.Arbitrary<Small> = fc.integer({ min: 2, max: 6 }).chain((count) => {
  const node = fc.nat({ max: count - 1 });
  return fc.record({
    count: fc.constant(count),
    edges: fc.array(fc.tuple(node, node), { maxLength: 11 }),
    foreign: fc.array(fc.integer({ min: 1, max: count - 1 })).map((all) => new Set(all)),
    targets: fc.array(node, { minLength: 1, maxLength: 3 }).map((all) => new Set(all)),
  });
});

const name = (index: number): string => `example.com/p${index}`;
const key = (from: string, to: string): string => `${from} ${to}`;

function graphOf({ count, edges, foreign }: Small): ImportGraph {
  const nodes = Array.from({ length: count }, (_, index): [string, GraphNode] => {
    const targets = [...new Set(edges.flatMap(([from, to]) => (from === index ? [name(to)] : [])))].sort();
    return [
      name(index),
      {
        importPath: name(index),
        loaded: null,
        firstParty: !foreign.has(index),
        targets,
        imports: new Map(targets.map((target) => [target, []])),
        known: null,
        problem: null,
        standard: [],
      },
    ];
  });
  return { main: name(0), nodes: new Map(nodes) };
}

/** Whether a target is still reached when some edges are gone. */
function reaches(graph: ImportGraph, targets: ReadonlySet<string>, gone: ReadonlySet<string>): boolean {
  const seen = new Set([graph.main]);
  for (const path of seen) {
    if (targets.has(path)) return true;
    for (const next of graph.nodes.get(path)?.imports.keys() ?? [])
      if (!gone.has(key(path, next))) seen.add(next);
  }
  return false;
}

/** The size of the smallest set of first-party imports that is enough; null when none is. Every set is tried. */
function bruteForce(graph: ImportGraph, targets: ReadonlySet<string>) {
  const edges = [...graph.nodes.values()].flatMap((node) =>
    node.firstParty ? [...node.imports.keys()].map((to) => key(node.importPath, to)) : [],
  );
  let size: number | null = null;
  for (let set = 0; set < 1 << edges.length; set++) {
    const gone = new Set(edges.filter((_, bit) => set & (1 << bit)));
    if ((size === null || gone.size < size) && !reaches(graph, targets, gone)) size = gone.size;
  }
  return { size, single: edges.filter((edge) => !reaches(graph, targets, new Set([edge]))) };
}

test('cuts are those that trying every set of imports finds', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(small, (given) => {
      const graph = graphOf(given);
      const targets = new Set([...given.targets].map(name));
      const { cuts, single } = findCuts(graph, targets);
      const found = cuts.map(({ from, to }) => key(from, to));
      const best = bruteForce(graph, targets);
      if (best.size === 0 || best.size === null) {
        kinds.add(best.size === 0 ? 'not reached' : 'cannot be cut');
        assert.deepEqual(found, []);
      } else if (best.size === 1) {
        kinds.add('single');
        assert.equal(single, true);
        assert.deepEqual([...found].sort(), best.single.sort());
      } else {
        kinds.add('several');
        assert.equal(single, false);
        assert.equal(found.length, best.size);
        assert.equal(reaches(graph, targets, new Set(found)), false);
      }
    }),
    { numRuns: 3000, seed: 20260101 },
  );
  assert.deepEqual([...kinds].sort(), ['cannot be cut', 'not reached', 'several', 'single']);
});

test('the chain is a shortest one, and the same every time', () => {
  fc.assert(
    fc.property(small, (given) => {
      const graph = graphOf(given);
      const targets = new Set([...given.targets].map(name));
      const chain = shortestChain(graph, targets).map((link) => link.importPath);
      const distance = distanceTo(graph, targets);
      assert.equal(chain.length === 0 ? null : chain.length - 1, distance);
      for (const [index, path] of chain.slice(1).entries())
        assert.ok(graph.nodes.get(chain[index] ?? '')?.imports.has(path));
      if (chain.length > 0) assert.ok(targets.has(chain.at(-1) ?? ''));
    }),
    { numRuns: 1000 },
  );
});

function distanceTo(graph: ImportGraph, targets: ReadonlySet<string>): number | null {
  let level = new Set([graph.main]);
  const seen = new Set(level);
  for (let distance = 0; level.size > 0; distance++) {
    if ([...level].some((path) => targets.has(path))) return distance;
    const next = new Set<string>();
    for (const path of level)
      for (const to of graph.nodes.get(path)?.imports.keys() ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          next.add(to);
        }
    level = next;
  }
  return null;
}
