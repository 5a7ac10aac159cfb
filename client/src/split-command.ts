import { type LogOutputChannel, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  METHODS,
  type MonolithItem,
  type PlanSplitParams,
  type PlanSplitResult,
} from '../../protocol/src/protocol.ts';
import type { SplitOutcome, Tools } from './applied-split.ts';
import { applyChanges } from './apply-changes.ts';
import { clientChanges } from './client-changes.ts';
import { Refused } from './refused.ts';
import { reportSplit } from './report-split.ts';
import { shown } from './shown.ts';

/**
 * "Split backend Dockerfile", from the palette, the explorer or a lightbulb: all of them end here. `chosen` is the
 * Dockerfile, as a URI or its text. Answers what was done; null when there was nothing to do.
 */
export async function splitCommand(tools: Tools, chosen: unknown): Promise<SplitOutcome | null> {
  const { client, log, undo } = tools;
  try {
    const dockerfile = uriFrom(chosen) ?? (await chooseMonolith(client));
    if (!dockerfile) return null;
    const name = workspace.asRelativePath(dockerfile);
    const plan = await window.withProgress(
      { location: ProgressLocation.Window, title: `Planning the split of ${name}` },
      () => {
        const params: PlanSplitParams = { dockerfile: dockerfile.toString(), into: 'files' };
        return client.sendRequest<PlanSplitResult>(METHODS.planSplit, params);
      },
    );
    logPlan(log, name, plan);
    if (plan.changes.length === 0) throw new Refused(`${name} is not split. ${reasons(plan)}`);
    const changes = await clientChanges(plan.changes);
    const applied = await applyChanges(changes, { title: `Split ${name}`, preview: true });
    if (!applied) {
      log.info(`the split of ${name} was discarded`);
      return null;
    }
    await undo.applied(changes);
    return await reportSplit(tools, { name, plan, changes });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Refused))
      log.error(`the split failed: ${error instanceof Error ? (error.stack ?? message) : message}`);
    else log.warn(message);
    void window.showWarningMessage(message);
    return null;
  }
}

async function chooseMonolith(client: LanguageClient): Promise<Uri | null> {
  const found = await client.sendRequest<readonly MonolithItem[]>(METHODS.monoliths);
  const [first] = found;
  if (!first)
    throw new Refused(
      'There is nothing to split: no services here run different programs from one Dockerfile.',
    );
  if (found.length === 1) return Uri.parse(first.uri);
  const items = found.map(({ uri, label, services }) => ({
    label,
    description: `services ${services.join(', ')}`,
    uri,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'Split backend Dockerfile',
    placeHolder: 'Which Dockerfile?',
  });
  return picked ? Uri.parse(picked.uri) : null;
}

const uriFrom = (chosen: unknown): Uri | null =>
  chosen instanceof Uri ? chosen : typeof chosen === 'string' ? Uri.parse(chosen) : null;

const reasons = ({ refused }: PlanSplitResult): string =>
  refused.length > 0
    ? refused.map(({ subject, reason }) => `${subject}: ${reason}`).join('; ')
    : 'No services run different programs from it.';

function logPlan(log: LogOutputChannel, name: string, { plan, kept, refused }: PlanSplitResult): void {
  log.info(`the split of ${name}:`);
  for (const { dockerfile, services, cgo, because, keeps } of plan) {
    log.info(`  ${shown(dockerfile)} for ${services.join(', ')}, cgo ${cgo}`);
    for (const line of because) log.debug(`    ${line}`);
    for (const line of keeps) log.trace(`    stays: ${line}`);
  }
  for (const { uri, because } of kept) log.info(`  ${shown(uri)} stays: ${because.join('; ')}`);
  for (const { subject, reason } of refused) log.warn(`  ${subject} is left as it is: ${reason}`);
}
