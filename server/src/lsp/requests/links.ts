import type {
  DefinitionLink,
  DefinitionParams,
  DocumentLink,
  DocumentLinkParams,
  Location,
} from 'vscode-languageserver/node';
import { indexOf } from '../../editor/index-of.ts';
import { links } from '../../editor/links.ts';
import type { LspSession } from '../lsp-session.ts';
import { type FileAt, fileAt } from './file-at.ts';

/** textDocument/documentLink: from `dockerfile`, `context` and `target` to the file, at the line of the stage. */
export function documentLinks(session: LspSession, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const at = fileAt(session, textDocument.uri);
  return at
    ? linksAt(session, at).map(({ range, uri, to }) => ({
        range,
        // Editors read the fragment as a line, from 1.
        target: to.start.line > 0 ? `${uri}#L${to.start.line + 1}` : uri,
      }))
    : [];
}

/** textDocument/definition: the same, from the place of the cursor. */
export function definition(
  session: LspSession,
  { textDocument, position }: DefinitionParams,
): DefinitionLink[] | Location | null {
  const at = fileAt(session, textDocument.uri);
  if (!at) return null;
  const offset = at.index.offset(position);
  const found = linksAt(session, at).find(({ span }) => span.start <= offset && offset <= span.end);
  if (!found) return null;
  const { range, uri, to } = found;
  return session.client.definitionLinks
    ? [{ originSelectionRange: range, targetUri: uri, targetRange: to, targetSelectionRange: to }]
    : { uri, range: to };
}

const linksAt = (session: LspSession, { file, folder, index }: FileAt) =>
  links(folder.analyse().world, file).flatMap(({ span, to }) => {
    const target = indexOf(folder.snapshot, to.file);
    return target
      ? [{ span, range: index.range(span), uri: session.uriOf(to.file), to: target.range(to.span) }]
      : [];
  });
