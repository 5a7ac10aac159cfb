import { basename } from '../text/path.ts';
import type { Change } from '../text/change.ts';
import { isDockerfile } from '../world/find/is-dockerfile.ts';
import { composeFileAt, dockerfileAt } from '../world/parse-queries.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import { afterChanges } from './after-changes.ts';

/** Whether no file that `changes` writes has more syntax errors afterwards than before. */
export function stillParses(snapshot: Snapshot, changes: readonly Change[]): boolean {
  const after = afterChanges(snapshot, changes);
  return changes.every(
    (change) => change.kind === 'delete' || errors(after, change.file) <= errors(snapshot, change.file),
  );
}

function errors(snapshot: Snapshot, file: string): number {
  const name = basename(file);
  if (isDockerfile(name)) return snapshot.derive(dockerfileAt, file)?.errors.length ?? 0;
  if (/\.ya?ml$/.test(name)) return snapshot.derive(composeFileAt, file)?.errors.length ?? 0;
  return 0;
}
