import { asEditorsHoldIt } from '../../protocol/src/text-hash.ts';
import type { ClientChange } from './client-change.ts';
import { Lines } from './lines.ts';

/** What is left to do of a change, or why it cannot be done any more. */
export type Remaining =
  | { readonly kind: 'done' }
  | { readonly kind: 'left'; readonly change: ClientChange }
  /** The file holds something that neither stood there before nor was planned. */
  | { readonly kind: 'changed'; readonly uri: string };

/**
 * Compares a change with what a file holds now (null: there is none). A preview lets a person leave out single edits of
 * a file; what is left of these refers to the text that the others have made.
 */
export function remainingChange(change: ClientChange, now: string | null): Remaining {
  const { uri } = change;
  if (change.kind === 'create')
    return now === null ? { kind: 'left', change } : same(now, change.text) ? DONE : { kind: 'changed', uri };
  if (now === null) return change.kind === 'delete' ? DONE : { kind: 'changed', uri };
  if (change.kind === 'delete')
    return same(now, change.before) ? { kind: 'left', change } : { kind: 'changed', uri };
  const current = asEditorsHoldIt(now);
  const applied = appliedEdits(change, current);
  if (!applied) return { kind: 'changed', uri };
  const left = applied.filter((each) => !each.done);
  if (left.length === 0) return DONE;
  const index = new Lines(current);
  const edits = left.map(({ start, end, newText }) => ({ range: index.range(start, end), newText }));
  return { kind: 'left', change: { kind: 'edit', uri, before: now, edits } };
}

/** Which edits were made, each with its place in the text as it is now; null when no choice of edits makes that text. */
function appliedEdits(
  { before, edits }: Extract<ClientChange, { kind: 'edit' }>,
  now: string,
): readonly Applied[] | null {
  const text = asEditorsHoldIt(before);
  const index = new Lines(text);
  const ordered = edits
    .map(({ range, newText }) => ({
      start: index.offset(range.start),
      end: index.offset(range.end),
      newText: asEditorsHoldIt(newText),
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  /** Follows both texts from edit `i` on; `at` is the place in `text`, `here` that in `now`. */
  const follow = (i: number, at: number, here: number): readonly Applied[] | null => {
    const edit = ordered[i];
    const between = text.slice(at, edit?.start ?? text.length);
    if (!now.startsWith(between, here)) return null;
    const start = here + between.length;
    if (!edit) return start === now.length ? [] : null;
    for (const done of [true, false]) {
      const written = done ? edit.newText : text.slice(edit.start, edit.end);
      if (!now.startsWith(written, start)) continue;
      const rest = follow(i + 1, edit.end, start + written.length);
      if (rest) return [{ start, end: start + written.length, newText: edit.newText, done }, ...rest];
    }
    return null;
  };
  return follow(0, 0, 0);
}

interface Applied {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  readonly done: boolean;
}

const DONE: Remaining = { kind: 'done' };

const same = (a: string, b: string): boolean => asEditorsHoldIt(a) === asEditorsHoldIt(b);
