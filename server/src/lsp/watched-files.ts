import {
  DidChangeWatchedFilesNotification,
  type FileEvent,
  type FileSystemWatcher,
} from 'vscode-languageserver/node';
import type { LspSession } from './lsp-session.ts';
import { pathOf, uriOf } from './uri.ts';

/** workspace/didChangeWatchedFiles. False when nothing can have come of these events. */
export const watchedFilesChanged = (session: LspSession, changes: readonly FileEvent[]): boolean =>
  session.filesChanged(changes.flatMap(({ uri }) => pathOf(uri) ?? []));

/** Asks the client to watch the folders, and the repository around them where it can watch outside of the workspace. */
export async function watchFiles(session: LspSession): Promise<{ dispose(): void } | null> {
  if (!session.client.watchFiles) return null;
  const watchers: FileSystemWatcher[] = [{ globPattern: '**/*' }];
  if (session.client.watchFolders)
    for (const root of session.surroundings())
      watchers.push({ globPattern: { baseUri: uriOf(root), pattern: '**/*' } });
  return session.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}
