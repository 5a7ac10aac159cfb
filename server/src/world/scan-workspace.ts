import { scanGo } from '../go/imports/scan-go.ts';
import { goFiles } from './go/context-view.ts';
import { nothingHidden } from '../go/imports/nothing-hidden.ts';
import { PLAIN } from './go/go-facts.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from '../memory/snapshot.ts';

/**
 * Reads the Go files of a workspace into a snapshot, a few at a time; yields the number of packages read so far. Snapshots
 * that are made from this one have what it has read, so that an edit in the meantime loses nothing of it.
 */
export function scanWorkspace(snapshot: Snapshot, { path, root, moduleCache }: Settings): Generator<number> {
  return scanGo(goFiles(snapshot), path, PLAIN, { root, moduleCache, hidden: nothingHidden });
}
