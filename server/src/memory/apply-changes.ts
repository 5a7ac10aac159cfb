import { type Change, afterChange } from '../text/change.ts';
import { hash } from '../text/hash.ts';
import type { Reader } from './snapshot.ts';

/** A snapshot in which changes were made, or the file whose text is not the one that its change was made for. */
export type Applied =
  | { readonly ok: true; readonly snapshot: Reader }
  | { readonly ok: false; readonly file: string };

/**
 * The one way to make changes in a snapshot: what is written to disk later is what this shows. Changes of one file are
 * made one after the other. A rename is a creation and a deletion.
 */
export function applyChanges(reader: Reader, changes: readonly Change[]): Applied {
  const texts = new Map<string, string | null>();
  for (const change of changes) {
    const before = texts.has(change.file) ? (texts.get(change.file) ?? null) : textOf(reader, change.file);
    if (change.kind === 'create') {
      if (before !== null) return { ok: false, file: change.file };
      texts.set(change.file, change.text);
      continue;
    }
    if (before === null || hash(before) !== change.hash) return { ok: false, file: change.file };
    texts.set(change.file, afterChange(change, before));
  }
  const written = [...texts].flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
  const removed = [...texts].flatMap(([path, text]) => (text === null ? [path] : []));
  return { ok: true, snapshot: reader.with(written, removed) };
}

function textOf(reader: Reader, file: string): string | null {
  const state = reader.file(file);
  return state.kind === 'text' ? state.file.text : null;
}
