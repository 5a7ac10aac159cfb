import { scanGo } from '../go/scan-go.ts';
import { goFiles } from './context-view.ts';
import { nothingHidden } from '../go/nothing-hidden.ts';
import { PLAIN } from './go-facts.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Reads the Go files of a workspace into a snapshot, a few at a time; yields the number of packages read so far. Snapshots
 * that are made from this one have what it has read, so that an edit in the meantime loses nothing of it.
 */
export function scanWorkspace(snapshot: Snapshot, { path, root, moduleCache }: Settings): Generator<number> {
  return scanGo(goFiles(snapshot), path, PLAIN, { root, moduleCache, hidden: nothingHidden });
}
