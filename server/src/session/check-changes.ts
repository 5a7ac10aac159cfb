import type { Change } from '../text/change.ts';
import { hash } from '../text/hash.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';

/** Looks again at the files that are not open: an editor compares versions only of documents that are. */
export function lookAgain(session: Session, folder: Folder, files: readonly string[]): void {
  const closed = files.filter((file) => session.openDocument(file) === null);
  folder.change(closed.map((path) => ({ path, text: null })));
}

/** Whether every file still has the text that its change was made for. `lookAgain` comes first. */
export function stillHolds(folder: Folder, changes: readonly Change[]): boolean {
  return changes.every((change) => {
    const state = folder.snapshot.file(change.file);
    if (change.kind === 'create') return state.kind === 'missing';
    return state.kind === 'text' && hash(state.file.text) === change.hash;
  });
}
