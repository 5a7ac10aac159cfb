import { commands, window } from 'vscode';
import { METHODS, type VerifyResult } from '../../protocol/src/protocol.ts';
import type { AppliedSplit, SplitOutcome, Tools } from './applied-split.ts';
import { bringBackAsEdit } from './bring-back.ts';
import type { ClientChange, ClientDeletion } from './client-change.ts';
import { deleteUnused } from './delete-unused.ts';
import { describeOutcome } from './describe-outcome.ts';
import { finishSplit } from './finish-split.ts';
import { leftOf } from './left-of.ts';
import { Refused } from './refused.ts';
import { shown } from './shown.ts';
import { undoSplit } from './undo-split.ts';

/**
 * Looks at what was really applied, analyses that again, and tells the person. Nothing that was left out is done before
 * the person asks for it with a button. Returns without waiting for one.
 */
export async function reportSplit(tools: Tools, split: AppliedSplit): Promise<SplitOutcome> {
  const { client, log } = tools;
  const { left, changed } = await leftOf(split.changes);
  // What still stands in a monolith that was left is no finding about the split.
  const written = split.changes.filter(({ kind }) => kind !== 'delete').map(({ uri }) => uri);
  const { findings } = await client.sendRequest<VerifyResult>(METHODS.verify, { uris: written });
  for (const each of findings)
    log.warn(`${shown(each.uri)}:${each.range.start.line + 1} ${each.rule}: ${each.message}`);
  const outcome: SplitOutcome = {
    left: left.map(({ uri }) => uri),
    changed,
    findings: findings.map(({ rule }) => rule),
  };
  tell(tools, split, left, outcome).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Refused) log.warn(message);
    else log.error(`what was asked for after the split failed: ${message}`);
    void window.showWarningMessage(message);
  });
  return outcome;
}

async function tell(
  tools: Tools,
  split: AppliedSplit,
  left: readonly ClientChange[],
  outcome: SplitOutcome,
): Promise<void> {
  const { log } = tools;
  const deleted = deletedTooEarly(split.changes, left, outcome);
  const message = describeOutcome(split, left, deleted, outcome).join(' ');
  log.info(message);
  const deletions = left.filter(({ kind }) => kind === 'delete');
  const isComplete = deletions.length === left.length;
  const remove = `Delete ${names(deletions)}`;
  const serious = !isComplete || outcome.changed.length > 0 || outcome.findings.length > 0;
  // A toast has room for three.
  const buttons = serious
    ? [
        ...(deleted.length > 0 ? [RESTORE] : []),
        ...(isComplete ? [] : [FINISH]),
        ...(isComplete && outcome.changed.length === 0 && deletions.length > 0 ? [remove] : []),
        ...(outcome.findings.length > 0 ? [PROBLEMS] : []),
        ...(deleted.length > 0 ? [] : [DETAILS]),
      ]
    : [
        ...(deletions.length > 0 ? [remove] : [SUMMARY]),
        ...(tools.measuring.isOffered ? [MEASURE] : []),
        UNDO,
      ];
  const picked = await (serious
    ? window.showWarningMessage(message, ...buttons)
    : window.showInformationMessage(message, ...buttons));
  if (picked === PROBLEMS) await commands.executeCommand('workbench.actions.view.problems');
  else if (picked === DETAILS) log.show();
  else if (picked === UNDO) await undoSplit(split);
  else if (picked === SUMMARY || picked === MEASURE) {
    if (picked === SUMMARY) await tools.summary.show(split.name, split.plan.summary);
    else await tools.measuring.measure(split.changes);
    // A button takes the toast away, and the others may still be wanted.
    await tell(tools, split, left, outcome);
  } else if (picked === FINISH) {
    if (await finishSplit(tools, split)) await reportSplit(tools, split);
  } else if (picked === remove) await deleteUnused(tools, split);
  else if (picked === RESTORE) await bringBackAsEdit(deleted);
}

/** Files that are gone although changes that make them unneeded were left out. */
function deletedTooEarly(
  changes: readonly ClientChange[],
  left: readonly ClientChange[],
  { changed }: SplitOutcome,
): readonly ClientDeletion[] {
  if (left.every(({ kind }) => kind === 'delete')) return [];
  const there = new Set([...left.map(({ uri }) => uri), ...changed]);
  return changes.filter(
    (change): change is ClientDeletion => change.kind === 'delete' && !there.has(change.uri),
  );
}

const names = (changes: readonly ClientChange[]): string => changes.map(({ uri }) => shown(uri)).join(', ');

const RESTORE = 'Bring It Back';
const FINISH = 'Finish the Split';
const PROBLEMS = 'Show Problems';
const DETAILS = 'Show Details';
const SUMMARY = 'Summary';
const MEASURE = 'Measure';
const UNDO = 'Undo';
