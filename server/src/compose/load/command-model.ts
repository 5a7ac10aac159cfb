import type { ComposeCommand } from '../model.ts';
import { type Entry, isNull, textOf } from '../values/node.ts';
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
    form: node.kind === 'list' ? 'list' : 'string',
    words: node.kind === 'list' ? node.items.map((item) => item.at) : [node.at],
    keyAt: key,
  };
}
