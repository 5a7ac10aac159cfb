import type {
  PrepareRenameParams,
  PrepareRenameResult,
  RenameParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { renameStage, stageAt } from '../../editor/dockerfile/rename-stage.ts';
import { failed } from '../answer.ts';
import type { LspSession } from '../lsp-session.ts';
import { workspaceEdit } from '../workspace-edit.ts';
import { fileAt } from './file-at.ts';

/** textDocument/prepareRename: the name of a stage; null where there is none to rename. */
export function prepareRename(
  session: LspSession,
  { textDocument, position }: PrepareRenameParams,
): PrepareRenameResult | null {
  const at = fileAt(session, textDocument.uri);
  const found = at && stageAt(at.folder.analyse().world, at.file, at.index.offset(position));
  if (!at || !found?.span) return null;
  return { range: at.index.range(found.span), placeholder: found.stage.name.value };
}

/** textDocument/rename: a stage, in its Dockerfile and in Compose. What keeps it from being done whole is the answer's error. */
export function rename(
  session: LspSession,
  { textDocument, position, newName }: RenameParams,
): WorkspaceEdit | null {
  const at = fileAt(session, textDocument.uri);
  // Every server of an editor is asked about a name of Go.
  if (!at || at.file.endsWith('.go')) return null;
  const { world } = at.folder.analyse();
  const found = stageAt(world, at.file, at.index.offset(position));
  if (!found) throw failed('there is no stage here that can be renamed');
  const renamed = renameStage(world, found, newName);
  if (!renamed.known) throw failed(renamed.reason);
  return workspaceEdit(session, at.folder, renamed.value);
}
