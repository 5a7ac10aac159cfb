import type { Range } from '../../protocol/src/protocol.ts';

/** A change of one file as the client knows it: with the text that it was made for. */
export type ClientChange =
  | { readonly kind: 'create'; readonly uri: string; readonly text: string }
  | {
      readonly kind: 'edit';
      readonly uri: string;
      readonly before: string;
      readonly edits: readonly ClientEdit[];
    }
  | ClientDeletion;

export interface ClientEdit {
  /** In the text before any edit. */
  readonly range: Range;
  readonly newText: string;
}

export interface ClientDeletion {
  readonly kind: 'delete';
  readonly uri: string;
  readonly before: string;
  /** What the file holds, for whoever brings it back. */
  readonly bytes: Uint8Array;
}
