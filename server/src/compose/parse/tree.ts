import type { Span } from '../../text/span.ts';
import type { ScalarType } from './resolve-scalar.ts';

/** A YAML value with its place, aliases and merge keys resolved. Spans are offsets of one text. */
export type Tree = TreeScalar | TreeList | TreeMap;

/** How a value came to where it stands: by itself, through an alias, or through a merge key. */
export type TreeFrom = 'written' | 'anchor' | 'merge';

interface TreeBase {
  /** The scalar with its quotes, or the whole collection. */
  readonly span: Span;
  readonly from: TreeFrom;
  /** `!reset` and `!override`, which Compose gives a meaning. */
  readonly tag: 'reset' | 'override' | null;
}

interface TreeScalar extends TreeBase {
  readonly kind: 'scalar';
  /** As text, numbers as Go prints them; null for an empty value and `null`. */
  readonly value: string | null;
  readonly type: ScalarType;
  readonly quote: '"' | "'" | '' | 'block';
}

interface TreeList extends TreeBase {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly Tree[];
}

export interface TreeMap extends TreeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

export interface TreeEntry {
  readonly key: Span;
  /** How the pair came into its map. */
  readonly from: TreeFrom;
  readonly value: Tree;
}

/** The value under a path of keys, or null. */
export function treeAt(tree: Tree | null, ...keys: readonly string[]): Tree | null {
  let at = tree;
  for (const key of keys) at = at?.kind === 'map' ? (at.entries.get(key)?.value ?? null) : null;
  return at;
}
