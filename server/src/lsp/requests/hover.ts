import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import { hover as hoverOf } from '../../editor/hover.ts';
import { indexOf } from '../../editor/index-of.ts';
import { markdown, plain } from '../../editor/markdown.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';
import { hrefOf } from './links.ts';

/** textDocument/hover: what is believed about a word of a Compose file, a Dockerfile or a Go file, what is unknown included. */
export function hover(session: LspSession, { textDocument, position }: HoverParams): Hover | null {
  const at = fileAt(session, textDocument.uri);
  const found = at && hoverOf(at.folder.analyse(), at.file, at.index.offset(position));
  if (!at || !found || found.paragraphs.length === 0) return null;
  const contents = session.client.markdown
    ? {
        kind: MarkupKind.Markdown,
        value: markdown(found.paragraphs, ({ file, span }) => {
          const index = indexOf(at.folder.snapshot, file);
          return index && hrefOf(session, file, index.position(span.start).line);
        }),
      }
    : { kind: MarkupKind.PlainText, value: plain(found.paragraphs) };
  return { contents, range: at.index.range(found.span) };
}
