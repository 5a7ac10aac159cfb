import type { Place, Span } from '../../text/span.ts';
import { castScalar, CASTS, type Cast } from './cast-scalar.ts';
import { interpolate } from './interpolate.ts';
import type { Provenance } from '../model.ts';
import type { Cause } from './report.ts';
import { type Branch, step } from './path-table.ts';
import type { ScalarType } from '../parse/resolve-scalar.ts';
import type { Tree } from '../parse/tree.ts';

/** A value of a project: a tree of one file, interpolated, that knows its file. */
export type Node = ScalarNode | ListNode | MapNode;

interface NodeBase {
  readonly at: Place;
  readonly from: Provenance;
  readonly tag: 'reset' | 'override' | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** Numbers as Go prints them. */
  readonly value: string | null;
  readonly type: ScalarType;
  readonly unset: readonly string[];
  readonly interpolated: boolean;
  /** What stands in front of the first variable; left out where every variable has a value. */
  readonly before?: string;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Of a service: every block that contributed to it, in merge order. */
  readonly blocks?: readonly Place[];
}

export interface Entry {
  readonly key: Place;
  readonly value: Node;
}

export interface BindOptions {
  readonly file: string;
  readonly lookup: (name: string) => string | undefined;
  readonly error: (message: string, span: Span, cause?: Cause) => void;
  /** Hears of each variable that has no value. */
  readonly unset: (name: string) => void;
}

/** Makes nodes of a file's tree: variables are replaced in every value, and never in a key. */
export const bind = (tree: Tree, options: BindOptions): Node => bindTree(tree, options, [], CASTS);

function bindTree(tree: Tree, options: BindOptions, path: string[], casts: Branch<Cast> | null): Node {
  const base = { at: { file: options.file, span: tree.span }, from: tree.from, tag: tree.tag };
  switch (tree.kind) {
    case 'scalar':
      return bindScalar(tree, base, options, path, casts);
    case 'list': {
      path.push('[]');
      const below = step(casts, '[]');
      const items = tree.items.map((item) => bindTree(item, options, path, below));
      path.pop();
      return { kind: 'list', ...base, items };
    }
    case 'map': {
      const entries = new Map<string, Entry>();
      for (const [name, entry] of tree.entries) {
        path.push(name);
        const value = bindTree(entry.value, options, path, step(casts, name));
        path.pop();
        entries.set(name, { key: { file: options.file, span: entry.key }, value });
      }
      return { kind: 'map', ...base, entries };
    }
  }
}

function bindScalar(
  tree: Tree & { kind: 'scalar' },
  base: NodeBase,
  options: BindOptions,
  path: readonly string[],
  casts: Branch<Cast> | null,
): ScalarNode {
  const { value: text, type } = tree;
  if (type === 'float' && text !== null && /[fN]/.test(text))
    options.error(`validating ${options.file}: json: unsupported value: ${text}`, tree.span, 'text');
  if (text === null || type !== 'string')
    return { kind: 'scalar', ...base, value: text, type, unset: [], interpolated: false };
  if (!casts?.value && !text.includes('$'))
    return { kind: 'scalar', ...base, value: text, type, unset: [], interpolated: false };
  const { value, unset, interpolated, error } = interpolate(text, options.lookup);
  for (const name of unset) options.unset(name);
  const at = path.join('.');
  if (error?.kind === 'invalid')
    options.error(
      `invalid interpolation format for ${at}.\nYou may need to escape any $ with another $.\n${error.template}`,
      tree.span,
      'text',
    );
  else if (error)
    options.error(
      `error while interpolating ${at}: required variable ${error.name} is missing a value${error.reason === '' ? '' : `: ${error.reason}`}`,
      tree.span,
      'surroundings',
    );
  const before = unset.length > 0 ? { before: text.slice(0, Math.max(0, text.search(/\$/))) } : {};
  const node: ScalarNode = { kind: 'scalar', ...base, value, type, unset, interpolated, ...before };
  if (!casts?.value || error) return node;
  const cast = castScalar(value, casts.value);
  if (cast.ok) return { ...node, value: cast.value, type: cast.type };
  options.error(`error while interpolating ${at}: failed to cast to expected type: ${cast.error}`, tree.span);
  return node;
}

/** The value under a key of a map. */
export const child = (node: Node | null | undefined, name: string): Node | null =>
  node?.kind === 'map' ? (node.entries.get(name)?.value ?? null) : null;

export const entry = (node: Node | null | undefined, name: string): Entry | null =>
  node?.kind === 'map' ? (node.entries.get(name) ?? null) : null;

/** The text of a scalar; null for anything else. */
export const textOf = (node: Node | null | undefined): string | null =>
  node?.kind === 'scalar' ? node.value : null;

export const isNull = (node: Node): boolean => node.kind === 'scalar' && node.type === 'null';

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
  type: value === null ? 'null' : 'string',
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

export const list = (items: readonly Node[], like: NodeBase): ListNode => ({
  kind: 'list',
  at: like.at,
  from: like.from,
  tag: null,
  items,
});

/** A text that tells values apart, as Go's reflect.DeepEqual does: where they stand does not matter. */
export function dataKey(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify([node.type, node.value]);
    case 'list':
      return `[${node.items.map(dataKey).join()}]`;
    case 'map':
      return `{${[...node.entries]
        .map(([name, { value }]) => `${JSON.stringify(name)}:${dataKey(value)}`)
        .sort()
        .join()}}`;
  }
}
