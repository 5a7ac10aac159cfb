import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import { hover as hoverOf } from '../../editor/hover.ts';
import { indexOf } from '../../editor/index-of.ts';
import type { LspSession } from '../lsp-session.ts';
import { pathOf } from '../uri.ts';

/** textDocument/hover: what is believed about a service or a `go build`, what is unknown included. */
export function hover(session: LspSession, { textDocument, position }: HoverParams): Hover | null {
  const file = pathOf(textDocument.uri);
  const folder = file === null ? null : session.folderOf(file);
  const index = file === null || !folder ? null : indexOf(folder.snapshot, file);
  if (file === null || !folder || !index) return null;
  const found = hoverOf(folder.analyse(), file, index.offset(position));
  if (!found) return null;
  const text = found.paragraphs.join('\n\n');
  const contents = session.client.markdown
    ? { kind: MarkupKind.Markdown, value: text }
    : { kind: MarkupKind.PlainText, value: text.replace(/\*\*|`/g, '') };
  return { contents, range: index.range(found.span) };
}
