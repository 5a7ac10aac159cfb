import type { Uri } from 'vscode';
import { readBytes } from './read-bytes.ts';

/** The text that the disk holds under a URI; null when there is no such file. */
export async function readText(uri: Uri): Promise<string | null> {
  const bytes = await readBytes(uri);
  return bytes && new TextDecoder().decode(bytes);
}
