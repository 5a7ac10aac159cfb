import { applyChanges } from '../memory/apply-changes.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { Change } from '../text/change.ts';
import { buildWorld } from '../world/build-world.ts';
import type { Settings } from '../world/settings.ts';
import type { World } from '../world/world.ts';
import type { Case, Said } from './case.ts';
import { checks } from './checks/all-checks.ts';
import type { Loss } from './loss.ts';
import { pairsOf } from './pair.ts';

/** Everything that the rules say about a workspace. Injected: the proof does not know the rules. */
export type Findings = (reader: Reader, settings: Settings) => readonly Said[];

/** The workspace after a change, and everything that is lost by it: nothing, for a change that is proven. */
export interface Proof {
  readonly world: World;
  readonly losses: readonly Loss[];
}

/**
 * The one judge. It looks at every service of every project, on exactly the bytes that will be written, and at what the rules
 * say afterwards. A text that is not the one that its change was made for proves nothing.
 */
export function prove(
  reader: Reader,
  settings: Settings,
  changes: readonly Change[],
  findings: Findings,
): Proof {
  const before = buildWorld(reader, settings);
  const applied = applyChanges(reader, changes);
  if (!applied.ok) {
    const at = { file: applied.file, span: { start: 0, end: 0 } };
    const reason = 'the file is not the one that the change was made for';
    return { world: before, losses: [{ services: [], file: applied.file, reason, at }] };
  }
  const after = buildWorld(applied.snapshot, settings);
  const theCase: Case = {
    before,
    after,
    files: [...new Set(changes.map(({ file }) => file))],
    pairs: pairsOf(before, after),
    said: { before: findings(reader, settings), after: findings(applied.snapshot, settings) },
  };
  return { world: after, losses: Object.values(checks).flatMap((check) => [...check(theCase)]) };
}
