import { Range, Uri, WorkspaceEdit, type WorkspaceEditEntryMetadata, workspace } from 'vscode';
import { textHash } from '../../protocol/src/text-hash.ts';
import type { ClientChange } from './client-change.ts';
import { refuseUnsaved } from './client-changes.ts';
import { readText } from './read-text.ts';
import { Refused } from './refused.ts';

export interface ApplyOptions {
  /** What the preview calls it. */
  readonly title: string;
  /** Shows the Refactor Preview, everything ticked, before anything is done. */
  readonly preview: boolean;
}

/**
 * Makes all changes in one edit, so that one undo takes them back, and saves what it wrote. False when the person
 * discarded them in the preview. Nothing is done when a file has unsaved changes or another text than planned.
 */
export async function applyChanges(
  changes: readonly ClientChange[],
  { title, preview }: ApplyOptions,
): Promise<boolean> {
  for (const change of changes) await refuseStale(change);
  const edit = new WorkspaceEdit();
  const plain: WorkspaceEditEntryMetadata = { label: title, needsConfirmation: false };
  for (const change of changes) {
    const uri = Uri.parse(change.uri);
    if (change.kind === 'create') {
      edit.createFile(
        uri,
        { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(change.text) },
        plain,
      );
    } else if (change.kind === 'edit') {
      for (const { range, newText } of change.edits) {
        edit.replace(
          uri,
          new Range(range.start.line, range.start.character, range.end.line, range.end.character),
          newText,
          plain,
        );
      }
    } else {
      edit.deleteFile(
        uri,
        { ignoreIfNotExists: false },
        {
          label: `Delete ${workspace.asRelativePath(uri)}`,
          description: 'Nothing uses it any more',
          needsConfirmation: false,
        },
      );
    }
  }
  if (preview) openPreview(edit, changes, title);
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return false;
  for (const { kind, uri } of changes) if (kind !== 'delete') await save(Uri.parse(uri));
  return true;
}

/**
 * Makes VS Code show the preview. It does so only for an edit with an entry that waits for confirmation, and such an
 * entry is unticked. So this adds one that does nothing and that the preview leaves out: to create what exists.
 */
function openPreview(edit: WorkspaceEdit, [first]: readonly ClientChange[], label: string): void {
  if (!first) return;
  const folder = Uri.joinPath(Uri.parse(first.uri), '..');
  edit.createFile(folder, { ignoreIfExists: true }, { label, needsConfirmation: true });
}

async function refuseStale(change: ClientChange): Promise<void> {
  const uri = Uri.parse(change.uri);
  const name = workspace.asRelativePath(uri);
  const onDisk = await readText(uri);
  if (change.kind === 'create') {
    if (onDisk !== null) throw new Refused(`${name} exists already: nothing was done.`);
    return;
  }
  refuseUnsaved(uri);
  const hash = textHash(change.before);
  const document = await workspace.openTextDocument(uri);
  // The editor may not have noticed yet that the file changed under it, so both are asked.
  if (onDisk === null || textHash(onDisk) !== hash || textHash(document.getText()) !== hash)
    throw new Refused(`${name} changed meanwhile: nothing was done.`);
}

/** Saves a file that the edit wrote; one that the person left out in the preview may not exist. */
async function save(uri: Uri): Promise<void> {
  if ((await readText(uri)) === null) return;
  const document = await workspace.openTextDocument(uri);
  if (document.isDirty && !(await document.save()))
    throw new Refused(`${workspace.asRelativePath(uri)} could not be saved.`);
}
