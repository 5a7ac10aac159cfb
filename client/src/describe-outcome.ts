import type { AppliedSplit, SplitOutcome } from './applied-split.ts';
import type { ClientChange } from './client-change.ts';
import { shown } from './shown.ts';

/** Tells in sentences what came of a split: what is missing first, then what stays, then what is still found. */
export function describeOutcome(
  { name, plan, changes }: AppliedSplit,
  left: readonly ClientChange[],
  deleted: readonly ClientChange[],
  { changed, findings }: SplitOutcome,
): string[] {
  const out: string[] = [];
  const undone = left.filter(({ kind }) => kind !== 'delete');
  if (undone.length > 0) {
    const what = undone.map((change) => `${shown(change.uri)} is not ${missing(change, changes)}`);
    out.push(`The split of ${name} is not complete: ${what.join(', ')}.`);
    for (const { uri } of deleted) out.push(`${shown(uri)} is deleted all the same.`);
  } else {
    const made = new Set(plan.plan.map(({ dockerfile }) => dockerfile)).size;
    out.push(`${name} is split into ${made} ${made === 1 ? 'Dockerfile' : 'Dockerfiles'}.`);
    for (const { uri } of left) out.push(`${shown(uri)} is still there, and nothing uses it.`);
  }
  for (const uri of changed) out.push(`${shown(uri)} holds something else than planned.`);
  for (const { uri, because } of plan.kept) out.push(`${shown(uri)} stays: ${because.join('; ')}.`);
  for (const { subject, reason } of plan.refused) out.push(`${subject} is left as it was: ${reason}.`);
  if (findings.length > 0)
    out.push(
      `The check still finds ${findings.length} ${findings.length === 1 ? 'thing' : 'things'} in these files.`,
    );
  else if (undone.length === 0 && changed.length === 0) out.push('The check finds nothing in the result.');
  return out;
}

function missing(left: ClientChange, changes: readonly ClientChange[]): string {
  if (left.kind !== 'edit') return 'created';
  const planned = changes.find(({ uri }) => uri === left.uri);
  return planned?.kind === 'edit' && planned.edits.length > left.edits.length ? 'fully edited' : 'edited';
}
