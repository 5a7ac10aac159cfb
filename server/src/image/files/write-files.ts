import { basename, dirname } from '../../text/path.ts';
import {
  type AccessChange,
  type FileTree,
  type GraftSource,
  holds,
  join,
  below,
  type Layer,
  LayerMemo,
} from './file-tree.ts';
import type { Access, Origin, Step } from '../model.ts';
import { skipLayers, wanted } from './skip-layers.ts';
import type { Mount, Shell, World } from '../state.ts';

type Change = DistributiveOmit<Layer, 'under' | 'height' | 'linked' | 'base' | 'memo'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A layer on top of a tree. Of a tree that gets higher than anybody builds one, nothing is known any more. */
export function put(tree: FileTree, change: Change): Layer {
  // Where anything may stand already, that anything may stand there says nothing new.
  if (change.kind === 'opaque' && tree?.kind === 'opaque' && holds(tree.path, change.path)) return tree;
  const height = (tree?.height ?? 0) + 1;
  if (height > HIGHEST) return put(null, { kind: 'opaque', path: '/', reason: TOO_MUCH });
  const linked =
    change.kind === 'link' ||
    (tree?.linked ?? false) ||
    (change.kind === 'choice' && change.options.some((option) => option?.linked ?? false));
  const base = change.kind === 'base' ? change.files : (tree?.base ?? null);
  return { ...change, under: tree, height, linked, base, memo: new LayerMemo() } as Layer;
}

/** More than anybody builds, so that memory has an end. */
const HIGHEST = 100_000;
const TOO_MUCH = 'more happens to its files than is followed';

/** Writes into the image of a stage, or into what is mounted over it while a RUN lasts. */
export function write(shell: Pick<Shell, 'mounts'> & { world: World }, change: Change): void {
  const mount = 'path' in change ? mountAt(shell.mounts, change.path) : null;
  if (mount) mount.tree = put(mount.tree, change);
  else shell.world = { ...shell.world, tree: put(shell.world.tree, followLinks(shell.world.tree, change)) };
}

/** A file or folder made in place, or by a build. */
export const entry = (
  path: string,
  type: 'file' | 'directory',
  origin: Origin,
  steps: readonly Step[],
  access: Access | null = null,
): Change => ({
  kind: 'entry',
  path,
  type,
  origin,
  steps,
  ...(access && { access }),
});

export const graft = (
  path: string,
  from: GraftSource,
  steps: readonly Step[],
  access: AccessChange | null = null,
): Change => ({
  kind: 'graft',
  path,
  from,
  steps,
  ...(access && { access }),
});

/** The innermost mount that holds a path. */
function mountAt(mounts: readonly Mount[], path: string): Mount | null {
  let best: Mount | null = null;
  for (const mount of mounts)
    if (holds(mount.path, path) && (!best || holds(best.path, mount.path))) best = mount;
  return best;
}

/** The tree as commands see it, mounts in place. */
export const visibleTree = (shell: Pick<Shell, 'mounts' | 'world'>): FileTree =>
  shell.mounts.reduce<FileTree>(
    (tree, mount) =>
      put(
        put(tree, { kind: 'removed', path: mount.path, inside: true }),
        graft(mount.path, { kind: 'tree', tree: mount.tree, path: mount.path, doubt: null }, []),
      ),
    shell.world.tree,
  );

/** What is written to a path below a link lands in the folder that the link points to. */
function followLinks(tree: FileTree, change: Change): Change {
  if (!('path' in change) || change.path === '/') return change;
  const dir = dirname(change.path);
  const real = linkedPath(tree, dir);
  return real === dir ? change : { ...change, path: join(real, below(change.path, dir)) };
}

/** Where a path leads when every link on the way to it is followed, and it itself if it is one. */
export const linkedPath = (tree: FileTree, path: string): string => realPath(tree, path, 0);

/** Whether a path is itself a link. */
export const isLink = (tree: FileTree, path: string): boolean =>
  linkedPath(tree, path) !== join(linkedPath(tree, dirname(path)), basename(path));

/** Of what layers say, only links and what was removed. */
const LINKS = { maybe: false, folders: false };

function realPath(tree: FileTree, path: string, depth: number): string {
  if (!tree?.linked) return path;
  const asked = wanted(path);
  for (let next: FileTree = tree; next !== null && depth < 8; ) {
    const layer: Layer = next;
    next = skipLayers(layer, asked, null, LINKS);
    if (next !== layer) continue;
    next = layer.under;
    if (layer.kind === 'removed' && holds(layer.path, path) && !layer.inside) return path;
    if (layer.kind === 'link' && holds(layer.path, path))
      return realPath(tree, join(layer.target, below(path, layer.path)), depth + 1);
  }
  return path;
}
