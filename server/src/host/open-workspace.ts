import { accessSync, constants, statSync } from 'node:fs';
import { isCompose } from '../compose/load/find-projects.ts';
import { parseComposeFile } from '../compose/parse/parse-compose-file.ts';
import { dirname, isInside, resolve } from '../text/path.ts';
import type { FileSystem } from '../memory/file-system.ts';
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
 * repository. `files` are Compose files that make one project, which alone is judged then; a file as `path` means the same,
 * in the folder that it is seen from. A text says why it cannot be: one line that names the path.
 */
export function openWorkspace(options: {
  readonly path: string;
  readonly files?: readonly string[];
  readonly root: string | null;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}): Workspace | string {
  const cwd = slashes(options.cwd);
  const named = resolve(cwd, slashes(options.path));
  const isFile = isFileAt(named);
  if (isFile && options.files?.length) return `${options.path}: it is no folder`;
  const path = isFile ? folderOf(cwd, slashes(options.path)) : named;
  if (!isFile && dirname(path) === path)
    return `${options.path}: it is the root of the file system, and no project`;
  const problem = folderProblem(path);
  if (problem) return `${options.path}: ${problem}`;
  const root = options.root === null ? findBorder(path) : resolve(cwd, slashes(options.root));
  const rootProblem = folderProblem(root);
  if (rootProblem) return `${options.root ?? root}: ${rootProblem}`;
  if (!isInside(root, path)) return `${options.path}: it lies outside --root ${options.root ?? root}`;
  const cache = moduleCache(options.env);
  const { files, keep } = openFiles([root, cache], cache, options.env);
  const wanted = isFile ? [options.path] : (options.files ?? []);
  for (const file of wanted) {
    const wrong = composeProblem(files, root, resolve(cwd, slashes(file)));
    if (wrong) return `${file}: ${wrong}`;
  }
  const env = Object.entries(options.env).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const settings: Settings = {
    path,
    root,
    moduleCache: cache,
    env,
    ...(wanted.length > 0 && { files: wanted.map((file) => resolve(cwd, slashes(file))), alone: true }),
  };
  return { snapshot: new Snapshot(files), settings, close: keep };
}

/** A file is seen from the folder that the command is started in, as with `docker compose -f`, else from its own. */
function folderOf(cwd: string, path: string): string {
  const file = resolve(cwd, path);
  return isInside(cwd, file) && dirname(cwd) !== cwd ? cwd : dirname(file);
}

/** Why a file is no Compose file that can be judged; null when it is one. */
function composeProblem(files: FileSystem, root: string, file: string): string | null {
  if (!isInside(root, file)) return `it lies outside ${root}`;
  const content = files.read(file);
  switch (content.kind) {
    case 'missing':
      return 'there is no such file';
    case 'folder':
      return 'it is a folder, and no Compose file';
    case 'unreadable':
      return `it cannot be read: ${content.reason}`;
    case 'text':
      return isCompose(parseComposeFile(content.text).value.outline) ||
        /^["']?(?:services|include)["']?\s*:/m.test(content.text)
        ? null
        : 'it is no Compose file: it has neither services nor include';
  }
}

/** Whether a path is there and no folder. */
function isFileAt(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    // A loop of links, or a folder that may not be entered: whoever opens it says so.
    return false;
  }
}

function folderProblem(path: string): string | null {
  try {
    if (!statSync(path).isDirectory()) return 'it is no folder';
    accessSync(path, constants.R_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
    return code === 'EACCES' || code === 'EPERM' ? 'there is no permission to read it' : String(error);
  }
}

const slashes = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
