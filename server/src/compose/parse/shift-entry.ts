import type { Span } from '../../text/span.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** A pair whose text stands `by` UTF-16 code units further on. */
export const shiftEntry = ({ key, from, value }: TreeEntry, by: number): TreeEntry => ({
  key: shiftSpan(key, by),
  from,
  value: shiftTree(value, by),
});

function shiftTree(tree: Tree, by: number): Tree {
  const span = shiftSpan(tree.span, by);
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, span };
    case 'list':
      return { ...tree, span, items: tree.items.map((item) => shiftTree(item, by)) };
    case 'map': {
      const entries = new Map<string, TreeEntry>();
      for (const [name, entry] of tree.entries) entries.set(name, shiftEntry(entry, by));
      return { ...tree, span, entries };
    }
  }
}

export const shiftSpan = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
