import { said } from '../rules/analyse.ts';
import { planSplit } from '../split/plan-split.ts';
import type { SplitPlan, SplitRequest } from '../split/model.ts';
import type { Folder } from './folder.ts';
import { lookAgain, stillHolds } from './check-changes.ts';
import type { Session } from './session.ts';

/** Plans a split on the texts as they are at this moment; throws, with a reason for people, when they change meanwhile. */
export function splitNow(session: Session, folder: Folder, request: SplitRequest): SplitPlan {
  let plan = plansOf(folder, request);
  lookAgain(
    session,
    folder,
    plan.changes.map(({ file }) => file),
  );
  if (stillHolds(folder, plan.changes)) return plan;
  // A file changed on disk and nobody told: plan once more on what is there now.
  folder.refresh();
  plan = plansOf(folder, request);
  if (stillHolds(folder, plan.changes)) return plan;
  throw new Error('the files keep changing while the split is planned: try again');
}

const plansOf = (folder: Folder, request: SplitRequest): SplitPlan =>
  planSplit(folder.snapshot, folder.settings, request, said);
