import { below, type FileTree, holds, join, type Layer, moved } from './file-tree.ts';
import { ANY_NAME } from './base-files.ts';
import { findFile } from './find-file.ts';
import type { HeldProgram } from '../model.ts';

/** Every program that stands at or below a path, in path order. */
export function programsIn(tree: FileTree, root = '/'): readonly HeldProgram[] {
  const paths = new Set<string>();
  collectPrograms(tree, null, root, root, { paths, visits: 0 }, 0);
  const programs: HeldProgram[] = [];
  for (const path of [...paths].sort()) {
    const found = findFile(tree, path);
    if (found.kind !== 'file' || found.origin.kind !== 'program') continue;
    programs.push({ path, build: found.origin.build, package: found.origin.package, steps: found.steps });
  }
  return programs;
}

export interface Listing {
  readonly names: readonly string[];
  /** Why there may be more; null when these are all. */
  readonly doubt: string | null;
  /** Whether what may be there besides came with the base image. */
  readonly ofBase: boolean;
}

/** The names in a folder. */
export function listFolder(tree: FileTree, dir: string): Listing {
  const found: Names = { names: new Set(), doubt: null, ofBase: true, visits: 0 };
  collectNames(tree, null, dir, found, 0);
  const names = [...found.names].sort().filter((name) => {
    const { kind } = findFile(tree, join(dir, name));
    return kind === 'file' || kind === 'directory';
  });
  return { names, doubt: found.doubt, ofBase: found.ofBase };
}

/** Null when there may be more names in the folder than are known. */
export function allNames(tree: FileTree, dir: string): readonly string[] | null {
  const { names, doubt } = listFolder(tree, dir);
  return doubt === null ? names : null;
}

const MAX_DEPTH = 12;
/** Folders that are moved into each other and back would be walked through in more ways than there are atoms. */
const MAX_VISITS = 20_000;

interface Collected {
  readonly paths: Set<string>;
  visits: number;
}

interface Names {
  readonly names: Set<string>;
  doubt: string | null;
  ofBase: boolean;
  visits: number;
}

/** Adds paths below `root`, as seen from `to`, that may hold a program; the caller looks each of them up. */
function collectPrograms(
  tree: FileTree,
  stop: FileTree,
  root: string,
  to: string,
  into: Collected,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (let layer = tree; layer !== null && layer !== stop; layer = layer.under) {
    if (++into.visits > MAX_VISITS) return;
    if (layer.kind === 'entry' && layer.origin.kind === 'program') add(layer.path, root, to, into);
    else if (layer.kind === 'graft' && layer.from.kind === 'tree') {
      const { from, path } = layer;
      collectThrough(from.tree, from.path, path, root, to, into, depth);
    } else if (layer.kind === 'link') collectThrough(tree, layer.target, layer.path, root, to, into, depth);
    else if (layer.kind === 'choice')
      for (const option of layer.options) collectPrograms(option, layer.under, root, to, into, depth);
  }
}

/** What stands at `source` of another tree stands at `at` of this one. */
function collectThrough(
  tree: FileTree,
  source: string,
  at: string,
  root: string,
  to: string,
  into: Collected,
  depth: number,
): void {
  if (holds(root, at)) collectPrograms(tree, null, source, moved(at, root, to), into, depth + 1);
  else if (holds(at, root)) collectPrograms(tree, null, moved(root, at, source), to, into, depth + 1);
}

function add(path: string, root: string, to: string, into: Collected): void {
  if (holds(root, path)) into.paths.add(moved(path, root, to));
}

function collectNames(tree: FileTree, stop: FileTree, dir: string, found: Names, depth: number): void {
  if (depth > MAX_DEPTH) {
    doubted(found, 'its files are moved about in too many ways');
    return;
  }
  for (let layer = tree; layer !== null && layer !== stop; layer = layer.under) {
    if (++found.visits > MAX_VISITS) {
      doubted(found, 'its files are moved about in too many ways');
      return;
    }
    if (layer.kind === 'removed' && holds(layer.path, dir)) return;
    if (layer.kind === 'choice')
      for (const option of layer.options) collectNames(option, layer.under, dir, found, depth);
    else if (layer.kind === 'base') {
      const names = layer.files.names?.(dir);
      for (const name of names ?? []) found.names.add(name);
      if (!names && layer.files.at(join(dir, ANY_NAME)).kind !== 'absent')
        found.doubt ??= `the base image may hold more in ${dir}`;
    } else addNames(layer, tree, dir, found, depth);
  }
}

function addNames(layer: Layer, top: FileTree, dir: string, found: Names, depth: number): void {
  if (!('path' in layer) || layer.kind === 'removed' || layer.kind === 'access') return;
  if (layer.path !== dir && holds(dir, layer.path)) {
    if (layer.kind !== 'opaque' && layer.kind !== 'doubtful')
      found.names.add(below(layer.path, dir).split('/')[0] ?? '');
    return;
  }
  if (!holds(layer.path, dir)) return;
  if (layer.kind === 'opaque' || layer.kind === 'doubtful') doubted(found, layer.reason);
  else if (layer.kind === 'link')
    collectNames(top, null, moved(dir, layer.path, layer.target), found, depth + 1);
  else if (layer.kind === 'graft') {
    const source = join(layer.from.path, below(dir, layer.path));
    if (layer.from.doubt !== null) doubted(found, layer.from.doubt);
    if (layer.from.kind === 'tree') collectNames(layer.from.tree, null, source, found, depth + 1);
    else for (const name of layer.from.context.list(source) ?? []) found.names.add(name.replace(/\/$/, ''));
  }
}

function doubted(found: Names, reason: string): void {
  found.doubt ??= reason;
  found.ofBase = false;
}
