import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver/node';
import { links } from '../../editor/compose/links.ts';
import { indexOf } from '../../editor/index-of.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';

/** textDocument/documentLink: from the words of a Compose file that name a file, or a line of one, to it. */
export function documentLinks(session: LspSession, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const at = fileAt(session, textDocument.uri);
  if (!at) return [];
  return links(at.folder.analyse().world, at.file).flatMap(({ span, to }) => {
    const target = indexOf(at.folder.snapshot, to.file);
    return target
      ? [
          {
            range: at.index.range(span),
            target: hrefOf(session, to.file, target.position(to.span.start).line),
          },
        ]
      : [];
  });
}

/** The address of a line of a file; editors read the fragment as a line, from 1. */
export function hrefOf(session: LspSession, file: string, line: number): string {
  const uri = session.uriOf(file);
  return line > 0 ? `${uri}#L${line + 1}` : uri;
}
