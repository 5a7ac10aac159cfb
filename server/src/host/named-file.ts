import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from '../text/path.ts';
import { replaceFile } from './replace-file.ts';

/** The text of a file that a person named, wherever it lies; or why there is none. */
export function readNamedFile(file: string): { readonly text: string } | { readonly problem: string } {
  try {
    if (!statSync(file).isFile()) return { problem: 'it is no regular file' };
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** Writes a file that a person named; a text says why it could not be. */
export function writeNamedFile(file: string, text: string): string | null {
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, text);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'there is no permission';
  return error instanceof Error ? error.message : String(error);
}
