import { applyEdits, type TextEdit } from './edit.ts';
import { hash } from './hash.ts';

/** One change of one file. Edits and deletions carry the hash of the text that they were made for. */
export type Change =
  | { readonly kind: 'create'; readonly file: string; readonly text: string }
  | {
      readonly kind: 'edit';
      readonly file: string;
      readonly hash: string;
      readonly edits: readonly TextEdit[];
      /**
       * Edits of the same text, for the time in which other files are still as they were: what they ask of this one is there
       * until the last of them is written. Undefined where the order does not matter.
       */
      readonly meanwhile?: readonly TextEdit[];
    }
  | { readonly kind: 'delete'; readonly file: string; readonly hash: string };

export const editOf = (
  file: string,
  text: string,
  edits: readonly TextEdit[],
): Extract<Change, { kind: 'edit' }> => ({
  kind: 'edit',
  file,
  hash: hash(text),
  edits,
});

export const deletionOf = (file: string, text: string): Change => ({
  kind: 'delete',
  file,
  hash: hash(text),
});

/** The text of a file after a change; null when it is deleted. `text` is ignored for a file that is created. */
export function afterChange(change: Change, text: string): string | null {
  if (change.kind === 'create') return change.text;
  return change.kind === 'delete' ? null : applyEdits(text, change.edits);
}
