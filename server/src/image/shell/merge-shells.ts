import type { FileTree } from '../files/file-tree.ts';
import type { Ended, Shell, World } from '../state.ts';
import { put } from '../files/write-files.ts';

/** What the commands of a shell change. */
export type ShellState = Pick<Shell, 'world' | 'variables' | 'cwd' | 'functions' | 'positional' | 'ended'>;

export const stateOf = ({ world, variables, cwd, functions, positional, ended }: Shell): ShellState => ({
  world,
  variables,
  cwd,
  functions,
  positional,
  ended,
});

/**
 * Leaves in `shell`, which is in the state that all ways started from, what is known after one of them was taken. A way
 * on which the build fails was not: there would be no image.
 */
export function mergeShells(shell: Shell, ways: readonly ShellState[], reason: string): void {
  const alive = ways.filter((way) => way.ended !== 'failed');
  const [first, ...rest] = alive;
  if (!first) {
    shell.ended = 'failed';
    return;
  }
  const under = shell.world.tree;
  const world = rest.reduce<World>((merged, way) => mergeWorlds(merged, way.world), first.world);
  const trees = [...new Set(alive.map((way) => way.world.tree))];
  shell.world = { ...world, tree: mergeTrees(under, trees, reason) };
  shell.variables = rest.reduce((merged, way) => merged.merge(way.variables), first.variables);
  shell.cwd = rest.every((way) => way.cwd === first.cwd) ? first.cwd : null;
  shell.functions = first.functions;
  shell.positional = rest.every((way) => way.positional === first.positional)
    ? first.positional
    : first.positional.map(() => ({ value: null, given: null }));
  shell.ended = mergeEnds(alive.map((way) => way.ended));
}

function mergeEnds(ends: readonly Ended[]): Ended {
  const [first = 'no'] = ends;
  if (ends.every((end) => end === first)) return first;
  if (ends.every((end) => end === 'no' || end === 'done' || end === 'maybe-done')) return 'maybe-done';
  return ends.every((end) => end === 'no' || end === 'continue' || end === 'maybe-continue')
    ? 'maybe-continue'
    : 'maybe';
}

function mergeTrees(under: FileTree, trees: readonly FileTree[], reason: string): FileTree {
  return trees.length === 1 ? (trees[0] ?? under) : put(under, { kind: 'choice', options: trees, reason });
}

function mergeWorlds(a: World, b: World): World {
  if (a === b) return a;
  const installs =
    a.installs === b.installs
      ? a.installs
      : [...new Set([...a.installs, ...b.installs])].map((each) =>
          a.installs.includes(each) && b.installs.includes(each) ? each : { ...each, conditional: true },
        );
  return { tree: a.tree, installs, goEnv: a.goEnv.merge(b.goEnv), doubt: a.doubt ?? b.doubt };
}
