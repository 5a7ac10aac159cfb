import { applyChanges } from '../memory/apply-changes.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import { errorsIn } from '../proof/checks/parses.ts';
import type { Change } from '../text/change.ts';

/** Whether changes are made for the texts that are there, and no file that they write has more syntax errors afterwards. */
export function stillParses(snapshot: Snapshot, changes: readonly Change[]): boolean {
  const applied = applyChanges(snapshot, changes);
  return (
    applied.ok && changes.every(({ file }) => errorsIn(applied.snapshot, file) <= errorsIn(snapshot, file))
  );
}
