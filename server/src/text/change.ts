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
    }
  | { readonly kind: 'delete'; readonly file: string; readonly hash: string };

export const editOf = (file: string, text: string, edits: readonly TextEdit[]): Change => ({
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
