import type { Location, ReferenceParams } from 'vscode-languageserver/node';
import { references as referencesOf } from '../../editor/references.ts';
import type { LspSession } from '../lsp-session.ts';
import { fileAt } from './file-at.ts';
import { location } from './location.ts';

/** textDocument/references: of a stage, and of a Dockerfile, the services of Compose among them. */
export function references(
  session: LspSession,
  { textDocument, position, context }: ReferenceParams,
): Location[] | null {
  const at = fileAt(session, textDocument.uri);
  const found = at && referencesOf(at.folder.analyse().world, at.file, at.index.offset(position));
  if (!at || !found) return null;
  const places = context.includeDeclaration ? [found.declaration, ...found.places] : found.places;
  return places.flatMap((place) => location(session, at.folder, place) ?? []);
}
