import { window } from 'vscode';
import { type KeepersResult, METHODS } from '../../protocol/src/protocol.ts';
import { applyChanges } from './apply-changes.ts';
import type { AppliedSplit, Tools } from './applied-split.ts';
import { bringBack } from './bring-back.ts';
import type { ClientDeletion } from './client-change.ts';
import { leftOf } from './left-of.ts';
import { Refused } from './refused.ts';
import { shown } from './shown.ts';

/**
 * Deletes what a split had left over, as far as nothing needs it at this moment: hours may lie between the split and the
 * click. VS Code moves it to the trash where there is one; the toast has an Undo of its own, as no editor shows the
 * file any more in which one could be asked for.
 */
export async function deleteUnused({ client, log, undo }: Tools, split: AppliedSplit): Promise<void> {
  const { left, changed } = await leftOf(split.changes);
  const deletions = left.filter((change): change is ClientDeletion => change.kind === 'delete');
  if (changed.length > 0 || left.length > deletions.length)
    throw new Refused(`The split of ${split.name} is not there any more: nothing was deleted.`);
  if (deletions.length === 0) throw new Refused('There is nothing left to delete.');
  for (const { uri } of deletions) {
    const dockerfile = uri.replace(/\.dockerignore$/, '');
    const { because } = await client.sendRequest<KeepersResult>(METHODS.keepers, { uri: dockerfile });
    if (because.length > 0) throw new Refused(`${shown(uri)} stays: ${because.join('; ')}.`);
  }
  const names = deletions.map(({ uri }) => shown(uri)).join(', ');
  await applyChanges(deletions, { title: `Delete ${names}`, preview: false });
  undo.deleted(deletions, split.changes);
  log.info(`${names} deleted`);
  const picked = await window.showInformationMessage(
    `${names} ${deletions.length === 1 ? 'is' : 'are'} deleted.`,
    UNDO,
  );
  if (picked !== UNDO) return;
  const back = await bringBack(deletions);
  log.info(`brought back: ${back.join(', ') || 'nothing, it was there'}`);
}

const UNDO = 'Undo';
