import type { Span } from '../../text/span.ts';
import type { Tree, TreeEntry } from './tree.ts';

/**
 * A tree of one text as the tree of another, which came of it by one change: what stands before the change stays where
 * it is, what stands behind it moves along, and what stood inside of it ends up at its end.
 */
export function moveTree(tree: Tree, from: string, to: string): Tree {
  const shortest = Math.min(from.length, to.length);
  let before = 0;
  while (before < shortest && from.charCodeAt(before) === to.charCodeAt(before)) before++;
  let behind = 0;
  while (
    behind < shortest - before &&
    from.charCodeAt(from.length - 1 - behind) === to.charCodeAt(to.length - 1 - behind)
  )
    behind++;
  const offset = (at: number): number => {
    if (at <= before) return at;
    return Math.max(to.length - behind, at + to.length - from.length);
  };
  return moved(tree, ({ start, end }) => ({ start: offset(start), end: offset(end) }));
}

function moved(tree: Tree, move: (span: Span) => Span): Tree {
  const span = move(tree.span);
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, span };
    case 'list':
      return { ...tree, span, items: tree.items.map((item) => moved(item, move)) };
    case 'map':
      return {
        ...tree,
        span,
        entries: new Map(
          [...tree.entries].map(([name, each]): [string, TreeEntry] => [
            name,
            { ...each, key: move(each.key), value: moved(each.value, move) },
          ]),
        ),
      };
  }
}
