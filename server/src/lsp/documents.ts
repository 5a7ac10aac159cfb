import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { handle } from './answer.ts';
import type { LspSession } from './lsp-session.ts';
import { pathOf } from './uri.ts';

/**
 * textDocument/didOpen, didChange, didSave and didClose. The text of an open document counts instead of the file's,
 * saved or not; documents of other schemes (`git:` in a diff) are left alone.
 */
export function changeDocuments(
  session: LspSession,
  documents: TextDocuments<TextDocument>,
  changed: () => void,
): void {
  const set = (uri: string, text: string | null): void => {
    const path = pathOf(uri);
    if (path === null) return;
    session.documentChanged(path, text);
    changed();
  };
  documents.onDidChangeContent(
    handle(session, 'textDocument/didChange', ({ document }) => set(document.uri, document.getText())),
  );
  documents.onDidClose(handle(session, 'textDocument/didClose', ({ document }) => set(document.uri, null)));
  documents.onDidSave(
    handle(session, 'textDocument/didSave', ({ document }) => {
      if (pathOf(document.uri) === null) return;
      // A client that watches no files gives no other occasion to look at the rest of the disk.
      if (!session.client.watchFiles) session.refresh();
      changed();
    }),
  );
}
