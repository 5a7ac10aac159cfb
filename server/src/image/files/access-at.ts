import type { Access } from '../model.ts';
import { applyMode } from './apply-mode.ts';
import { type AccessChange, below, type FileTree, holds, join, type Layer } from './file-tree.ts';
import { findFile } from './find-file.ts';

/** The mode and the owner of what stands at an absolute path of a tree, as far as they are known. */
export function accessAt(tree: FileTree, path: string): Access {
  const found = findFile(tree, path);
  if (found.kind === 'absent' || found.kind === 'unknown') return UNKNOWN_ACCESS;
  return search(tree, path, found.kind === 'directory', 0);
}

/** Nothing is known of it; as a change, it is set to something unknown. */
export const UNKNOWN_ACCESS = { mode: null, user: null, group: null } as const;
const MAX_DEPTH = 20;

/** What surely wrote it counts, also when a later step might have written anything: as `findFile` has it. */
function search(tree: FileTree, path: string, isFolder: boolean, depth: number): Access {
  if (depth > MAX_DEPTH) return UNKNOWN_ACCESS;
  const changes: AccessChange[] = [];
  for (let layer: FileTree = tree; layer !== null; layer = layer.under) {
    if (layer.kind === 'access') {
      if (layer.path === path || (layer.recursive && holds(layer.path, path))) changes.unshift(layer.set);
      continue;
    }
    const made = madeBy(layer, tree, path, isFolder, depth);
    if (made) return changes.reduce((access, change) => changed(access, change, isFolder), made);
  }
  return UNKNOWN_ACCESS;
}

/** The access that a layer gives; null where it says nothing of the path. */
function madeBy(
  layer: Exclude<Layer, { readonly kind: 'access' }>,
  top: FileTree,
  path: string,
  isFolder: boolean,
  depth: number,
): Access | null {
  switch (layer.kind) {
    case 'entry':
      return layer.path === path ? (layer.access ?? UNKNOWN_ACCESS) : null;
    case 'graft': {
      if (!holds(layer.path, path)) return null;
      const { from } = layer;
      const source = join(from.path, below(path, layer.path));
      const isThere =
        from.kind === 'tree'
          ? ['file', 'directory'].includes(findFile(from.tree, source).kind)
          : ['file', 'directory'].includes(from.context.kind(source));
      if (!isThere) return null;
      // Of a folder that was there before, it is not said whether it keeps its own.
      if (!layer.access || (isFolder && findFile(layer.under, path).kind === 'directory'))
        return UNKNOWN_ACCESS;
      const old = from.kind === 'tree' ? search(from.tree, source, isFolder, depth + 1) : UNKNOWN_ACCESS;
      return changed(old, layer.access, isFolder);
    }
    case 'link':
      return holds(layer.path, path)
        ? search(top, join(layer.target, below(path, layer.path)), isFolder, depth + 1)
        : null;
    case 'choice': {
      const [first, ...rest] = layer.options.map((option) => search(option, path, isFolder, depth + 1));
      return first && rest.every((each) => isSame(each, first)) ? first : UNKNOWN_ACCESS;
    }
    case 'removed':
    case 'doubtful':
      return holds(layer.path, path) ? UNKNOWN_ACCESS : null;
    case 'opaque':
    case 'base':
      return null;
  }
}

function changed(
  old: Access,
  { mode, user, group, foreign, umask = 0 }: AccessChange,
  isFolder: boolean,
): Access {
  const own = (name: string | null): string | null =>
    foreign === true && name !== null && !/^\d+$/.test(name) ? null : name;
  const bits = mode === undefined ? old.mode : mode === null ? null : applyMode(mode, old.mode, isFolder);
  return {
    mode: bits === null ? null : bits & ~umask,
    user: user === undefined ? own(old.user) : user,
    group: group === undefined ? own(old.group) : group,
  };
}

const isSame = (a: Access, b: Access): boolean =>
  a.mode === b.mode && a.user === b.user && a.group === b.group;
