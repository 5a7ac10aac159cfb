import type { MapNode, Node } from '../values/node.ts';
import type { Tree, TreeEntry } from '../parse/tree.ts';

/** Ways of keys, `0` for a list's first item, at which a file resets or overrides what earlier files say. */
export type ResetPaths = readonly (readonly string[])[];

/**
 * Takes the values that `!reset` marks out of a file, and says where they and those of `!override` are: that is what
 * `applyResets` takes out of the files before it, as compose-go's ResetProcessor does. What is taken out is never looked at: its variables may be missing.
 */
export function takeResets(root: Tree): { readonly root: Tree | null; readonly paths: ResetPaths } {
  const paths: string[][] = [];
  // It grows and shrinks with the walk.
  const path: string[] = [];
  const below = (node: Tree, name: string): Tree | null => {
    path.push(name);
    const kept = walk(node);
    path.pop();
    return kept;
  };
  const walk = (node: Tree): Tree | null => {
    if (node.tag === 'reset' || node.tag === 'override') {
      paths.push([...path]);
      return node.tag === 'reset' ? null : node;
    }
    if (node.kind === 'scalar') return node;
    if (node.kind === 'list') {
      const items = node.items.map((item, index) => below(item, String(index)));
      if (items.every((item, index) => item === node.items[index])) return node;
      return { ...node, items: items.filter((item) => item !== null) };
    }
    let changed: Map<string, TreeEntry> | null = null;
    for (const [name, each] of node.entries) {
      const value = below(each.value, name);
      if (value === each.value) continue;
      changed ??= new Map(node.entries);
      if (value) changed.set(name, { ...each, value });
      else changed.delete(name);
    }
    return changed ? { ...node, entries: changed } : node;
  };
  return { root: walk(root), paths };
}

/** A tree without what stands at the paths. Items of lists stay, as in compose-go. */
export function applyResets(node: MapNode, paths: ResetPaths): MapNode {
  if (paths.length === 0) return node;
  const without = (at: Node, rest: readonly string[]): Node => {
    const [name, ...below] = rest;
    const each = name !== undefined && at.kind === 'map' ? at.entries.get(name) : undefined;
    if (name === undefined || at.kind !== 'map' || !each) return at;
    const entries = new Map(at.entries);
    if (below.length === 0) entries.delete(name);
    else entries.set(name, { ...each, value: without(each.value, below) });
    return { ...at, entries };
  };
  const out = paths.reduce<Node>((at, path) => without(at, path), node);
  return out.kind === 'map' ? out : node;
}
