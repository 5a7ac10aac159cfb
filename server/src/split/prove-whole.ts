import type { Reader } from '../memory/snapshot.ts';
import { type Findings, prove } from '../proof/prove.ts';
import type { Change } from '../text/change.ts';
import type { Settings } from '../world/settings.ts';
import type { SplitPlan } from './model.ts';

/**
 * The last look: the whole of a plan, deletions included. A deletion that somebody would miss is left out, and the file stays
 * with that as its reason; where it is not the deletions that cost something, nothing is done.
 */
export function proveWhole(
  snapshot: Reader,
  settings: Settings,
  plan: SplitPlan,
  findings: Findings,
): SplitPlan {
  const deletions = plan.changes.filter(isDeletion);
  // Without one the parts were proven as they are.
  if (deletions.length === 0) return plan;
  const [loss] = prove(snapshot, settings, plan.changes, findings).losses;
  if (!loss) return plan;
  const changes = plan.changes.filter((change) => !isDeletion(change));
  const [worse] = prove(snapshot, settings, changes, findings).losses;
  if (worse)
    return {
      entries: [],
      changes: [],
      kept: [],
      refused: [
        ...plan.refused,
        {
          subject: 'the split as a whole',
          reason: `afterwards ${worse.reason}`,
          at: worse.at,
          project: null,
        },
      ],
    };
  const because = [`without it ${loss.reason}`];
  const files = deletions.map(({ file }) => file).filter((file) => !file.endsWith('.dockerignore'));
  return { ...plan, changes, kept: [...plan.kept, ...files.map((file) => ({ file, because }))] };
}

const isDeletion = (change: Change): change is Extract<Change, { kind: 'delete' }> =>
  change.kind === 'delete';
