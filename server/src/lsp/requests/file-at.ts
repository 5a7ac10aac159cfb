import { indexOf } from '../../editor/index-of.ts';
import type { Folder } from '../../session/folder.ts';
import type { LineIndex } from '../../text/line-index.ts';
import type { LspSession } from '../lsp-session.ts';
import { pathOf } from '../uri.ts';

/** A file that a request is about, in the folder that answers for it. */
export interface FileAt {
  readonly file: string;
  readonly folder: Folder;
  readonly index: LineIndex;
}

/** Null for files of other machines, outside of every folder, and without a text. */
export function fileAt(session: LspSession, uri: string): FileAt | null {
  const file = pathOf(uri);
  const folder = file === null ? null : session.folderOf(file);
  const index = file === null || !folder ? null : indexOf(folder.snapshot, file);
  return file !== null && folder && index ? { file, folder, index } : null;
}
