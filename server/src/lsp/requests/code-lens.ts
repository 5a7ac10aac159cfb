import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver/node';
import { indexOf } from '../../editor/index-of.ts';
import { lenses } from '../../editor/lenses.ts';
import { type ChainPlace, SHOW_CHAIN_COMMAND } from '../../../../protocol/src/protocol.ts';
import type { LspSession } from '../lsp-session.ts';
import { type FileAt, fileAt } from './file-at.ts';

/** textDocument/codeLens: over each service that builds an image, what it runs; where that needs cgo, a second one asks why. */
export function codeLens(session: LspSession, { textDocument: { uri } }: CodeLensParams): CodeLens[] {
  const lens = lensesOf(session, uri);
  session.lenses.set(uri, JSON.stringify(lens));
  return lens;
}

/** An editor asks for the lenses of a file again when that changes; what they say may change without. */
export function refreshLenses(session: LspSession): void {
  if (!session.client.lensRefresh) return;
  const open = new Set(session.documents.all().map(({ uri }) => uri));
  let news = false;
  for (const [uri, said] of session.lenses) {
    if (!open.has(uri)) session.lenses.delete(uri);
    else if (JSON.stringify(lensesOf(session, uri)) !== said) news = true;
  }
  if (!news) return;
  session.connection
    .sendRequest(CodeLensRefreshRequest.type)
    .catch((error: unknown) => session.log('workspace/codeLens/refresh failed', error));
}

function lensesOf(session: LspSession, uri: string): CodeLens[] {
  const at = fileAt(session, uri);
  return at ? lensesAt(session, at, uri) : [];
}

function lensesAt(session: LspSession, { file, folder, index }: FileAt, uri: string): CodeLens[] {
  return lenses(folder.analyse().world, file).flatMap(({ span, title, chain }) => {
    const range = index.range(span);
    const places: ChainPlace[] = chain.flatMap((each) => {
      const imports = indexOf(folder.snapshot, each.at.file);
      return imports ? [{ uri: session.uriOf(each.at.file), range: imports.range(each.at.span) }] : [];
    });
    const what: CodeLens = { range, command: { title, command: '' } };
    if (places.length === 0 || !session.client.splitCommand) return [what];
    return [
      what,
      {
        range,
        command: { title: 'Why?', command: SHOW_CHAIN_COMMAND, arguments: [uri, range.start, places] },
      },
    ];
  });
}
