import { Uri, workspace, WorkspaceEdit } from 'vscode';
import type { ClientDeletion } from './client-change.ts';
import { readBytes } from './read-bytes.ts';
import { shown } from './shown.ts';

/** Writes files that were deleted as they were, byte for byte, where there are none now; returns their names. */
export async function bringBack(deleted: readonly ClientDeletion[]): Promise<readonly string[]> {
  const missing = await missingOf(deleted);
  for (const { uri, bytes } of missing) await workspace.fs.writeFile(Uri.parse(uri), bytes);
  return missing.map(({ uri }) => shown(uri));
}

/**
 * The same as an edit that VS Code can undo. It is for files that were deleted together with other changes: undoing
 * these would fail at a file that is there and of which VS Code does not know why.
 */
export async function bringBackAsEdit(deleted: readonly ClientDeletion[]): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, bytes } of await missingOf(deleted)) edit.createFile(Uri.parse(uri), { contents: bytes });
  await workspace.applyEdit(edit);
}

async function missingOf(deleted: readonly ClientDeletion[]): Promise<readonly ClientDeletion[]> {
  const out: ClientDeletion[] = [];
  for (const each of deleted) if ((await readBytes(Uri.parse(each.uri))) === null) out.push(each);
  return out;
}
