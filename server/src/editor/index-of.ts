import { LineIndex } from '../text/line-index.ts';
import type { Reader } from '../memory/snapshot.ts';

/** The line index of a file in a snapshot; null when the file has no text. Made once for each text. */
export function indexOf(reader: Reader, file: string): LineIndex | null {
  const state = reader.file(file);
  if (state.kind !== 'text') return null;
  let index = made.get(state.file);
  if (!index) {
    index = new LineIndex(state.file.text);
    made.set(state.file, index);
  }
  return index;
}

/** Keyed by the file's object, whose identity is that of its text. */
const made = new WeakMap<object, LineIndex>();
