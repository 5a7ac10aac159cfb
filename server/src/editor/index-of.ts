import { LineIndex } from '../text/line-index.ts';
import type { ObjectFact } from '../memory/made.ts';
import type { Reader } from '../memory/snapshot.ts';

/** The line index of a file in a snapshot; null when the file has no text. Made once for each text. */
export function indexOf(reader: Reader, file: string): LineIndex | null {
  const state = reader.file(file);
  return state.kind === 'text' ? reader.made(LINE_INDEX, state.file) : null;
}

const LINE_INDEX: ObjectFact<{ readonly text: string }, LineIndex> = {
  name: 'line-index',
  of: ({ text }) => new LineIndex(text),
};
