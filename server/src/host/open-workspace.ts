import { statSync } from 'node:fs';
import { isInside, resolve } from '../text/path.ts';
import type { Settings } from '../world/settings.ts';
import { Snapshot } from '../memory/snapshot.ts';
import { findBorder } from './find-border.ts';
import { moduleCache } from './module-cache.ts';
import { openFiles } from './open-files.ts';

export interface Workspace {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** Keeps what was read of the Go sources for the next time. */
  readonly close: () => void;
}

/**
 * A folder on disk, ready to be analysed. `path` and `root` may be relative to `cwd`; without `root` the border is the
 * repository. A text says why it cannot be: one line that names the path.
 */
export function openWorkspace(options: {
  readonly path: string;
  readonly root: string | null;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}): Workspace | string {
  const path = resolve(slashes(options.cwd), slashes(options.path));
  const problem = folderProblem(path);
  if (problem) return `${options.path}: ${problem}`;
  const root =
    options.root === null ? findBorder(path) : resolve(slashes(options.cwd), slashes(options.root));
  const rootProblem = folderProblem(root);
  if (rootProblem) return `${options.root ?? root}: ${rootProblem}`;
  if (!isInside(root, path)) return `${options.path}: it lies outside --root ${options.root ?? root}`;
  const cache = moduleCache(options.env);
  const env = Object.entries(options.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const settings = { path, root, moduleCache: cache, env };
  const { files, keep } = openFiles([root, cache], cache, options.env);
  return { snapshot: new Snapshot(files), settings, close: keep };
}

function folderProblem(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? null : 'it is no folder';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
    return code === 'EACCES' ? 'there is no permission to read it' : String(error);
  }
}

const slashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
