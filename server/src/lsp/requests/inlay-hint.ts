import { type InlayHint, type InlayHintParams, InlayHintRefreshRequest } from 'vscode-languageserver/node';
import { inlayHints } from '../../editor/dockerfile/inlay-hints.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';

/** textDocument/inlayHint: what CGO_ENABLED is where nobody wrote it. */
export function inlayHint(
  session: LspSession,
  { textDocument: { uri }, range }: InlayHintParams,
): InlayHint[] {
  const hints = hintsOf(session, uri);
  session.hints.set(uri, JSON.stringify(hints));
  return hints.filter(({ position: { line } }) => range.start.line <= line && line <= range.end.line);
}

/** As with lenses: another file may change what they say. */
export function refreshHints(session: LspSession): void {
  if (!session.client.hintRefresh) return;
  const open = new Set(session.documents.all().map(({ uri }) => uri));
  let news = false;
  for (const [uri, said] of session.hints) {
    if (!open.has(uri)) session.hints.delete(uri);
    else if (JSON.stringify(hintsOf(session, uri)) !== said) news = true;
  }
  if (!news) return;
  session.connection
    .sendRequest(InlayHintRefreshRequest.type)
    .catch((error: unknown) => session.log('workspace/inlayHint/refresh failed', error));
}

function hintsOf(session: LspSession, uri: string): InlayHint[] {
  const at = fileAt(session, uri);
  return at
    ? inlayHints(at.folder.analyse().world, at.file).map(({ offset, label, because }) => ({
        position: at.index.position(offset),
        label,
        tooltip: because,
        paddingRight: true,
      }))
    : [];
}
