import { normalize } from '../../text/path.ts';

/** A path seen from a folder, absolute; null when that folder is not known and the path is relative. */
export function absolute(cwd: string | null, path: string): string | null {
  if (path.startsWith('/')) return normalize(path);
  return cwd === null ? null : normalize(`${cwd}/${path}`);
}
