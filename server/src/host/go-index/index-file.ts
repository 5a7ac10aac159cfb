import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { hash } from '../../text/hash.ts';
import { dirname } from '../../text/path.ts';
import { GoIndex } from './go-index.ts';

/**
 * Where the index of a workspace lies between runs: a file of the user's cache folder, one for each pair of border and
 * module cache. It can be deleted at any time. Whatever goes wrong with it, the sources are read instead, so that nothing
 * is said about it.
 */
export class IndexFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #build: number;

  /** Null where no index is kept: when the person does not want it, and for a program that runs from its sources. */
  static of(env: NodeJS.ProcessEnv, border: readonly string[], build = BUILD): IndexFile | null {
    const folder = cacheFolder(env);
    return folder === null || build === FROM_SOURCES ? null : new IndexFile(folder, border, build);
  }

  private constructor(folder: string, border: readonly string[], build: number) {
    this.#build = build;
    this.#folder = folder;
    this.#path = `${folder}/${hash(border.join('\0'))}${EXTENSION}`;
  }

  read(): GoIndex | null {
    try {
      const bytes = readOwn(this.#path);
      const index = bytes && GoIndex.read(bytes, this.#build);
      const now = Date.now();
      if (index && now - statSync(this.#path).mtimeMs > DAY_MS)
        utimesSync(this.#path, now / 1000, now / 1000);
      return index;
    } catch {
      // There is none yet, or it was damaged: everything is read, and another is written.
      return null;
    }
  }

  /** Writes an index in one step, and removes those that nobody has read for a month. */
  write(bytes: Uint8Array): void {
    const part = `${this.#path}.${process.pid}.tmp`;
    try {
      makeFolder(this.#folder);
      // Made anew: where others may write, a link may wait under its name.
      writeFileSync(part, bytes, { mode: 0o600, flag: 'wx' });
      renameSync(part, this.#path);
      for (const name of readdirSync(this.#folder)) {
        const path = `${this.#folder}/${name}`;
        if (name.includes(EXTENSION) && Date.now() - statSync(path).mtimeMs > 30 * DAY_MS)
          rmSync(path, { force: true });
      }
    } catch {
      // A home that may not be written to, a full disk: the next run reads the sources again.
      discard(part);
    }
  }
}

/** A file that nobody but this person may have written; null for a link, for what is no file, and for one of somebody else. */
function readOwn(path: string): Uint8Array | null {
  const handle = openSync(path, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
  try {
    const stat = fstatSync(handle);
    const person = process.getuid?.() ?? null;
    const isOwn = person === null || (stat.uid === person && (stat.mode & OTHERS_WRITE) === 0);
    return stat.isFile() && isOwn ? readFileSync(handle) : null;
  } finally {
    closeSync(handle);
  }
}

/** Makes a folder, and the one above it: a new home has no cache folder yet. Node's own recursion has no end in some places (`/proc/x`). */
function makeFolder(path: string): void {
  for (const each of [dirname(path), path]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no such place, so that there is nothing in it either.
  }
}

/** `DOCKERFILE_SPLIT_CACHE` is a folder, or `off`. */
function cacheFolder(env: NodeJS.ProcessEnv): string | null {
  const own = env['DOCKERFILE_SPLIT_CACHE'];
  if (own === 'off') return null;
  if (own) return slashes(own);
  const home = homedir();
  const base =
    process.platform === 'win32'
      ? env['LOCALAPPDATA']
      : env['XDG_CACHE_HOME'] ||
        (process.platform === 'darwin' ? `${home}/Library/Caches` : home && `${home}/.cache`);
  return base ? `${slashes(base)}/dockerfile-split` : null;
}

const slashes = (path: string): string => path.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '');

declare const DOCKERFILE_SPLIT_BUILD: number | undefined;

const FROM_SOURCES = 0;

/** Names the sources that this program was bundled from: what one build made of a Go file, another may not. */
export const BUILD = typeof DOCKERFILE_SPLIT_BUILD === 'number' ? DOCKERFILE_SPLIT_BUILD : FROM_SOURCES;

/** Windows has neither; a pipe that nobody writes to would be waited for. */
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const NO_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;
const OTHERS_WRITE = 0o022;

const EXTENSION = '.go-index';
const DAY_MS = 24 * 60 * 60 * 1000;
