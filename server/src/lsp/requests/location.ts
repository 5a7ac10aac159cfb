import type { Location } from 'vscode-languageserver/node';
import { indexOf } from '../../editor/index-of.ts';
import type { Folder } from '../../session/folder.ts';
import type { Place } from '../../text/span.ts';
import type { LspSession } from '../lsp-session.ts';

/** A place in LSP's words; null where the file has no text any more. */
export function location(session: LspSession, { snapshot }: Folder, { file, span }: Place): Location | null {
  const index = indexOf(snapshot, file);
  return index && { uri: session.uriOf(file), range: index.range(span) };
}
