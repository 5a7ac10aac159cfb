import type { DefinitionLink, DefinitionParams, Location } from 'vscode-languageserver/node';
import { definition as definitionOf } from '../../editor/definition.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';
import { location } from './location.ts';

/** textDocument/definition: of a file, a stage, a file that is made in a stage, a program. */
export function definition(
  session: LspSession,
  { textDocument, position }: DefinitionParams,
): DefinitionLink[] | Location | Location[] | null {
  const at = fileAt(session, textDocument.uri);
  const found = at && definitionOf(at.folder.analyse().world, at.file, at.index.offset(position));
  if (!at || !found) return null;
  const to = found.to.flatMap((place) => location(session, at.folder, place) ?? []);
  const [first] = to;
  if (!session.client.definitionLinks) return first && to.length === 1 ? first : to;
  const originSelectionRange = at.index.range(found.span);
  return to.map(({ uri, range }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
