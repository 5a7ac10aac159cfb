import { applyChanges } from './apply-changes.ts';
import type { AppliedSplit, Tools } from './applied-split.ts';
import { leftOf } from './left-of.ts';
import { Refused } from './refused.ts';
import { shown } from './shown.ts';

/**
 * Makes the changes that were left out, after the preview has shown them again; false when the person discarded them
 * there. Deletions are asked for by themselves.
 */
export async function finishSplit(tools: Tools, split: AppliedSplit): Promise<boolean> {
  const { left, changed } = await leftOf(split.changes);
  if (changed.length > 0)
    throw new Refused(`${changed.map(shown).join(', ')} changed meanwhile: nothing was done.`);
  const changes = left.filter(({ kind }) => kind !== 'delete');
  if (changes.length > 0) {
    if (!(await applyChanges(changes, { title: `Finish the split of ${split.name}`, preview: true })))
      return false;
    await tools.undo.applied(changes);
  }
  return true;
}
