import { afterChange, type Change } from '../text/change.ts';
import type { FileChange, Snapshot } from '../memory/snapshot.ts';

/** The snapshot in which `changes` were made. Changes of files that have no text are left out. */
export function afterChanges(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const texts = new Map<string, string>();
  const removed = new Set<string>();
  for (const change of changes) {
    const state = snapshot.file(change.file);
    const before = texts.get(change.file) ?? (state.kind === 'text' ? state.file.text : null);
    if (before === null && change.kind === 'edit') continue;
    const text = afterChange(change, before ?? '');
    if (text === null) removed.add(change.file);
    else texts.set(change.file, text);
  }
  const written: FileChange[] = [...texts]
    .filter(([path]) => !removed.has(path))
    .map(([path, text]) => ({ path, text }));
  return snapshot.with(written, [...removed]);
}
