import { FileSystemError, type Uri, workspace } from 'vscode';

/** What the disk holds under a URI; null when there is no such file. */
export async function readBytes(uri: Uri): Promise<Uint8Array | null> {
  try {
    return await workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}
