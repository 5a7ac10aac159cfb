import type {
  CreateFile,
  DeleteFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { indexOf } from '../editor/index-of.ts';
import type { Change } from '../text/change.ts';
import { basename } from '../text/path.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Folder } from '../session/folder.ts';
import type { LspSession } from './lsp-session.ts';

/** What keeps a client from making these changes, as a clause; null when it can make them all. */
export function cannotApply(
  { createFiles, deleteFiles }: ClientFeatures,
  changes: readonly Change[],
): string | null {
  if (!createFiles && changes.some(({ kind }) => kind === 'create'))
    return 'this editor cannot create files for a language server';
  if (!deleteFiles && changes.some(({ kind }) => kind === 'delete'))
    return 'this editor cannot delete files for a language server';
  return null;
}

/**
 * Changes in LSP's words. Edits carry the version of an open document, so that a client drops them when the person
 * typed on; the deletion asks first where the client can ask.
 */
export function workspaceEdit(
  session: LspSession,
  folder: Folder,
  changes: readonly Change[],
): WorkspaceEdit {
  const { client } = session;
  if (!client.documentChanges) {
    const edits = changes.filter((change) => change.kind === 'edit');
    return {
      changes: Object.fromEntries(
        edits.map((change) => [session.uriOf(change.file), textEdits(folder, change)]),
      ),
    };
  }
  const documentChanges: (TextDocumentEdit | CreateFile | DeleteFile)[] = [];
  let asks = false;
  for (const change of changes) {
    const uri = session.uriOf(change.file);
    if (change.kind === 'edit') {
      const version = session.openDocument(change.file)?.version ?? null;
      documentChanges.push({ textDocument: { uri, version }, edits: textEdits(folder, change) });
    } else if (change.kind === 'create') {
      documentChanges.push({ kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } });
      documentChanges.push({
        textDocument: { uri, version: null },
        edits: [{ range: START, newText: change.text }],
      });
    } else {
      asks = client.changeAnnotations;
      documentChanges.push({ kind: 'delete', uri, ...(asks ? { annotationId: DELETION } : {}) });
    }
  }
  if (!asks) return { documentChanges };
  const deleted = changes.flatMap(({ kind, file }) => (kind === 'delete' ? [basename(file)] : []));
  return {
    documentChanges,
    changeAnnotations: {
      [DELETION]: {
        label: `Delete ${deleted.join(', ')}`,
        description: 'Nothing uses it any more',
        needsConfirmation: true,
      },
    },
  };
}

function textEdits(folder: Folder, change: Extract<Change, { kind: 'edit' }>): TextEdit[] {
  const index = indexOf(folder.snapshot, change.file);
  // `stillHolds` was asked before: the file has a text.
  return index ? change.edits.map(({ span, text }) => ({ range: index.range(span), newText: text })) : [];
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const DELETION = 'delete';
