import { commands, Uri, window, workspace } from 'vscode';
import type { AppliedSplit } from './applied-split.ts';
import { leftOf } from './left-of.ts';
import { Refused } from './refused.ts';
import { shown } from './shown.ts';

/**
 * Takes a split back as ctrl+Z in one of its files would, so that it can be made again in the same way. Refused once a
 * file holds something else: the last step to undo would be another one.
 */
export async function undoSplit({ changes }: AppliedSplit): Promise<void> {
  const { left, changed } = await leftOf(changes);
  const touched = [...changed, ...left.filter(({ kind }) => kind !== 'delete').map(({ uri }) => uri)];
  const unsaved = changes.filter(({ uri }) =>
    workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === uri),
  );
  const [other] = [...touched, ...unsaved.map(({ uri }) => uri)];
  if (other !== undefined)
    throw new Refused(`${shown(other)} changed after the split: undo it there, step by step.`);
  const edited = changes.find(({ kind }) => kind === 'edit');
  if (!edited) throw new Refused('No file that is still there was edited: delete the new files instead.');
  await window.showTextDocument(Uri.parse(edited.uri));
  await commands.executeCommand('undo');
}
