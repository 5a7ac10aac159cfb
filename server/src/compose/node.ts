import type { Place, Span } from '../text/span.ts';
import { interpolate } from './interpolate.ts';
import type { Provenance } from './model.ts';
import type { Tree } from './tree.ts';

/** A value of a project: a tree of one file, interpolated, that knows its file. */
export type Node = ScalarNode | ListNode | MapNode;

interface NodeBase {
  readonly at: Place;
  readonly from: Provenance;
  readonly tag: 'reset' | 'override' | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string | null;
  readonly unset: readonly string[];
  readonly interpolated: boolean;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly key: Place;
  readonly value: Node;
}

export interface BindOptions {
  readonly file: string;
  lookup(name: string): string | undefined;
  error(message: string, span: Span): void;
}

/** Makes nodes of a tree: variables are replaced in every value, and never in a key. */
export function bind(tree: Tree, options: BindOptions): Node {
  const at = { file: options.file, span: tree.span };
  const base = { at, from: tree.from, tag: tree.tag };
  switch (tree.kind) {
    case 'scalar': {
      if (tree.value === null)
        return { kind: 'scalar', ...base, value: null, unset: [], interpolated: false };
      const { value, unset, interpolated, error } = interpolate(tree.value, (name) => options.lookup(name));
      if (error !== null) options.error(error, tree.span);
      return { kind: 'scalar', ...base, value, unset, interpolated };
    }
    case 'list':
      return { kind: 'list', ...base, items: tree.items.map((item) => bind(item, options)) };
    case 'map': {
      const entries = new Map(
        [...tree.entries].map(([name, entry]) => [
          name,
          { key: { file: options.file, span: entry.key }, value: bind(entry.value, options) },
        ]),
      );
      return { kind: 'map', ...base, entries };
    }
  }
}

/** The value under a key of a map. */
export const child = (node: Node | null | undefined, name: string): Node | null =>
  node?.kind === 'map' ? (node.entries.get(name)?.value ?? null) : null;

export const entry = (node: Node | null | undefined, name: string): Entry | null =>
  node?.kind === 'map' ? (node.entries.get(name) ?? null) : null;

/** The text of a scalar; null for anything else. */
export const textOf = (node: Node | null | undefined): string | null =>
  node?.kind === 'scalar' ? node.value : null;

export const isEmpty = (node: Node): boolean => node.kind === 'scalar' && node.value === null;

/** The node with another provenance, and everything in it; what is `written` there came by `from` here. */
export function withFrom(node: Node, from: Provenance): Node {
  const own = node.from === 'written' ? from : node.from;
  switch (node.kind) {
    case 'scalar':
      return { ...node, from: own };
    case 'list':
      return { ...node, from: own, items: node.items.map((item) => withFrom(item, from)) };
    case 'map':
      return {
        ...node,
        from: own,
        entries: new Map(
          [...node.entries].map(([name, each]) => [name, { ...each, value: withFrom(each.value, from) }]),
        ),
      };
  }
}

export const scalar = (value: string | null, like: NodeBase): ScalarNode => ({
  kind: 'scalar',
  at: like.at,
  from: like.from,
  tag: null,
  value,
  unset: [],
  interpolated: false,
});

export const map = (entries: Iterable<readonly [string, Entry]>, like: NodeBase): MapNode => ({
  kind: 'map',
  at: like.at,
  from: like.from,
  tag: like.tag,
  entries: new Map(entries),
});
