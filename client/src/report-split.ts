import { commands, type LogOutputChannel, Uri, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type ClientChange, remainingChange } from '../../server/src/editor/remaining-changes.ts';
import { METHODS, type PlanSplitResult, type VerifyResult } from '../../protocol/src/protocol.ts';
import { applyChanges } from './apply-changes.ts';
import { describeOutcome } from './describe-outcome.ts';
import { readText } from './read-text.ts';
import { shown } from './shown.ts';

/** What a split has come to. */
export interface SplitOutcome {
  /** URIs of the changes that were left out, and can still be made. */
  readonly left: readonly string[];
  /** URIs of the files that hold something else than planned. */
  readonly changed: readonly string[];
  /** Rules that still find something in the files of the split. */
  readonly findings: readonly string[];
}

/**
 * Looks at what was really applied, analyses that again, and tells the person: what is left comes with a button that
 * finishes it. Returns without waiting for the button.
 */
export async function reportSplit(
  client: LanguageClient,
  log: LogOutputChannel,
  name: string,
  plan: PlanSplitResult,
  changes: readonly ClientChange[],
): Promise<SplitOutcome> {
  const left: ClientChange[] = [];
  const changed: string[] = [];
  for (const change of changes) {
    const remaining = remainingChange(change, await readText(Uri.parse(change.uri)));
    if (remaining.kind === 'left') left.push(remaining.change);
    else if (remaining.kind === 'changed') changed.push(remaining.uri);
  }
  // What still stands in a monolith that was left is no finding about the split.
  const written = changes.filter(({ kind }) => kind !== 'delete').map(({ uri }) => uri);
  const { findings } = await client.sendRequest<VerifyResult>(METHODS.verify, { uris: written });
  for (const each of findings)
    log.warn(`${shown(each.uri)}:${each.range.start.line + 1} ${each.rule}: ${each.message}`);
  const outcome: SplitOutcome = {
    left: left.map(({ uri }) => uri),
    changed,
    findings: findings.map(({ rule }) => rule),
  };
  const told = tell(client, log, name, plan, changes, left, outcome);
  told.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    log.error(`finishing the split failed: ${message}`);
    void window.showWarningMessage(message);
  });
  return outcome;
}

async function tell(
  client: LanguageClient,
  log: LogOutputChannel,
  name: string,
  plan: PlanSplitResult,
  changes: readonly ClientChange[],
  left: readonly ClientChange[],
  outcome: SplitOutcome,
): Promise<void> {
  const message = describeOutcome(name, plan, changes, left, outcome).join(' ');
  log.info(message);
  const deletionsOnly = left.length > 0 && left.every(({ kind }) => kind === 'delete');
  const finish = deletionsOnly
    ? `Delete ${left.map(({ uri }) => shown(uri)).join(', ')}`
    : 'Finish the Split';
  const buttons = [
    ...(left.length > 0 ? [finish] : []),
    ...(outcome.findings.length > 0 ? [PROBLEMS] : []),
    DETAILS,
  ];
  const serious =
    (left.length > 0 && !deletionsOnly) || outcome.changed.length > 0 || outcome.findings.length > 0;
  const picked = await (serious
    ? window.showWarningMessage(message, ...buttons)
    : window.showInformationMessage(message, ...buttons));
  if (picked === PROBLEMS) await commands.executeCommand('workbench.actions.view.problems');
  else if (picked === DETAILS) log.show();
  else if (picked === finish) {
    await applyChanges(left, { title: finish, confirmDeletions: false });
    await reportSplit(client, log, name, plan, changes);
  }
}

const PROBLEMS = 'Show Problems';
const DETAILS = 'Show Details';
