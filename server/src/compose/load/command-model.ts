import type { ComposeCommand } from '../model.ts';
import { type Entry, isNull, type Node, textOf } from '../values/node.ts';
import { splitWords } from '../values/split-words.ts';

/** `command:` and `entrypoint:`. A text is split into words as compose-go's shellwords do; none when that fails. Null when there is no such value. */
export function commandModel(entry: Entry | null): ComposeCommand | null {
  if (!entry || isNull(entry.value)) return null;
  const { value: node, key } = entry;
  if (node.kind === 'map') return null;
  const parts = node.kind === 'list' ? node.items : [node];
  const scalars = parts.flatMap((part) => (part.kind === 'scalar' ? [part] : []));
  return {
    value:
      node.kind === 'list'
        ? node.items.map((item) => textOf(item) ?? '')
        : (splitWords(textOf(node) ?? '') ?? []),
    at: node.at,
    from: node.from,
    unset: [...new Set(scalars.flatMap((part) => part.unset))],
    interpolated: scalars.some((part) => part.interpolated),
    unsetWords: unsetWords(node, parts),
    form: node.kind === 'list' ? 'list' : 'string',
    words: node.kind === 'list' ? node.items.map((item) => item.at) : [node.at],
    keyAt: key,
  };
}

/** The words that a variable without a value stands in: of a text, all from there on, and one that may be missing. */
function unsetWords(node: Node, parts: readonly Node[]): number[] {
  const isUnset = (part: Node): boolean => part.kind === 'scalar' && part.unset.length > 0;
  if (node.kind === 'list') return parts.flatMap((part, index) => (isUnset(part) ? [index] : []));
  if (node.kind !== 'scalar' || !isUnset(node)) return [];
  const before = node.before ?? '';
  const whole = splitWords(before)?.length ?? 0;
  const first = before === '' || /\s$/.test(before) ? whole : Math.max(0, whole - 1);
  const count = splitWords(textOf(node) ?? '')?.length ?? 0;
  return Array.from({ length: Math.max(1, count + 1 - first) }, (_, index) => first + index);
}
