import { dirname } from '../../text/path.ts';
import { below, type FileTree, holds, join } from './file-tree.ts';
import { findFile } from './find-file.ts';

/** The folder of the build context whose files lie in a folder of the image; null when others lie there. */
export function contextFolder(tree: FileTree, dir: string): string | null {
  // The module file tells best, or that of a workspace: folders are often copied piece by piece, these files first.
  for (const name of ['go.mod', 'go.work']) {
    const file = findFile(tree, join(dir, name));
    if (file.kind === 'file') return file.origin.kind === 'context' ? dirname(file.origin.path) : null;
  }
  return grafted(tree, dir, 0);
}

/** The folder of the build context that was copied to a folder of the image; null when none was. */
export const copiedFrom = (tree: FileTree, dir: string): string | null => grafted(tree, dir, 0);

function grafted(tree: FileTree, dir: string, depth: number): string | null {
  for (let layer = tree; layer !== null && depth < 8; layer = layer.under) {
    if (layer.kind === 'removed' && holds(layer.path, dir)) return null;
    if (layer.kind === 'choice') {
      const answers = new Set(layer.options.map((option) => grafted(option, dir, depth + 1)));
      return answers.size === 1 ? ([...answers][0] ?? null) : null;
    }
    if (layer.kind !== 'graft' || !holds(layer.path, dir)) continue;
    const source = join(layer.from.path, below(dir, layer.path));
    if (layer.from.kind === 'tree') {
      const through = grafted(layer.from.tree, source, depth + 1);
      if (through !== null) return through;
    } else if (layer.from.context.kind(source) === 'directory') return source === '' ? '.' : source;
  }
  return null;
}
