import {
  DidChangeWatchedFilesNotification,
  type FileEvent,
  type FileSystemWatcher,
} from 'vscode-languageserver/node';
import { basename, isInside } from '../text/path.ts';
import type { Session } from './session.ts';
import { pathOf, uriOf } from './uri.ts';

/**
 * workspace/didChangeWatchedFiles. Whatever may decide an answer can change (a file that a COPY names, a folder that
 * appears), so everything is watched and the snapshot decides what it concerns. A file that is open counts as the
 * editor shows it.
 */
export function watchedFilesChanged(session: Session, changes: readonly FileEvent[]): void {
  const paths = changes.flatMap(({ uri }) => pathOf(uri) ?? []).filter((path) => !isNoise(path));
  // New sums: somebody ran `go mod download` or `go get`, and the module cache is not watched.
  const downloaded = paths.some((path) => basename(path) === 'go.sum');
  for (const folder of session.folders) {
    if (downloaded) folder.refresh();
    folder.change(
      paths.filter((path) => session.openDocument(path) === null).map((path) => ({ path, text: null })),
    );
  }
}

/** Whether anything can have come of these events. */
export const concerns = (changes: readonly FileEvent[]): boolean =>
  changes.some(({ uri }) => !isNoise(pathOf(uri) ?? '/.git/'));

/** Asks the client to watch the folders, and the repository around them where it can watch outside of the workspace. */
export async function watchFiles(session: Session): Promise<{ dispose(): void } | null> {
  if (!session.client.watchFiles) return null;
  const watchers: FileSystemWatcher[] = [{ globPattern: '**/*' }];
  if (session.client.watchFolders) {
    const roots = new Set(
      session.folders
        .filter((folder) => folder.settings.root !== folder.path)
        .map((folder) => folder.settings.root),
    );
    for (const root of roots)
      if (!session.folders.some((folder) => isInside(folder.path, root)))
        watchers.push({ globPattern: { baseUri: uriOf(root), pattern: '**/*' } });
  }
  return session.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** Folders in which tools write all the time, and which no analysis enters. */
const isNoise = (path: string): boolean => /\/(?:\.git|node_modules|\.hg|\.svn|\.vscode-test)\//.test(path);
