import { Uri, workspace } from 'vscode';
import type { PlannedChange } from '../../protocol/src/protocol.ts';
import { textHash } from '../../protocol/src/text-hash.ts';
import type { ClientChange } from './client-change.ts';
import { readBytes } from './read-bytes.ts';
import { Refused } from './refused.ts';

/**
 * The planned changes, each with the text it was made for. Refused where the editor or the disk now holds another text
 * than the server planned for.
 */
export async function clientChanges(planned: readonly PlannedChange[]): Promise<readonly ClientChange[]> {
  const out: ClientChange[] = [];
  for (const change of planned) {
    if (change.kind === 'create') {
      out.push(change);
      continue;
    }
    const uri = Uri.parse(change.uri);
    refuseUnsaved(uri);
    const bytes = await readBytes(uri);
    const before = bytes && new TextDecoder().decode(bytes);
    if (bytes === null || before === null || textHash(before) !== change.hash)
      throw new Refused(
        `${workspace.asRelativePath(uri)} changed while the split was planned: nothing was done.`,
      );
    out.push(
      change.kind === 'delete'
        ? { kind: 'delete', uri: change.uri, before, bytes }
        : { kind: 'edit', uri: change.uri, before, edits: change.edits },
    );
  }
  return out;
}

/** What is saved is planned on, and what is applied is saved: neither goes together with a file that waits for its save. */
export function refuseUnsaved(uri: Uri): void {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty)
    throw new Refused(
      `${workspace.asRelativePath(uri)} has unsaved changes: save it or undo them, then split again.`,
    );
}
