import { existsSync } from 'node:fs';
import { dirname } from '../text/path.ts';

/** The repository root: the nearest folder at or above `folder` with a `.git`; `folder` itself without one. */
export function findBorder(folder: string): string {
  for (let dir = folder; ; dir = dirname(dir)) {
    if (existsSync(`${dir}/.git`)) return dir;
    if (dir === dirname(dir)) return folder;
  }
}
