import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, isInside } from '../text/path.ts';
import { Words } from '../text/words.ts';
import type { SourceFact } from '../memory/facts.ts';
import type { Entry, FileContent, FileSystem } from '../memory/file-system.ts';

/**
 * The disk, inside a border: the given folders (the repository, the Go module cache) and nothing else, symbolic links
 * that lead out of them included. It only reads.
 */
export class NodeFiles implements FileSystem {
  readonly #words = new Words();
  readonly #border: readonly string[];
  /** Where existing paths really lie, links followed. */
  readonly #real = new Map<string, string>();
  #buffer = Buffer.allocUnsafe(CHUNK);

  /** `border` holds absolute folders with `/`; those that do not exist are allowed. */
  constructor(border: readonly string[]) {
    this.#border = [...border, ...border.map((dir) => realPath(dir) ?? dir)];
  }

  read(path: string): FileContent {
    if (!this.isInside(path)) return { kind: 'unreadable', reason: OUTSIDE };
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat) return { kind: 'missing' };
      if (stat.isDirectory()) return { kind: 'folder' };
      if (!stat.isFile()) return { kind: 'unreadable', reason: 'it is no regular file' };
      if (stat.size > MAX_BYTES)
        return { kind: 'unreadable', reason: `it is larger than ${MAX_BYTES / 1024 / 1024} MB` };
      return decode(readFileSync(path));
    } catch (error) {
      return problem(error);
    }
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    return this.readStart(path, (text, complete) => fact.of(text, complete, this.#words));
  }

  /**
   * Gives `parse` the beginning of a file, and a longer one as long as it answers null; `complete` tells that it is the
   * whole. The last character of a part may be torn apart. Null when the file cannot be read.
   */
  readStart<T>(path: string, parse: (text: string, complete: boolean) => T | null): T | null {
    let file: number | null = null;
    try {
      file = this.#open(path);
      if (file === null) return null;
      let length = readSync(file, this.#buffer, 0, CHUNK, 0);
      // The head of most files ends in its first part, and making a string of the rest costs more than reading it.
      if (length > PART) {
        const value = parse(this.#buffer.toString('utf8', 0, PART), false);
        if (value !== null) return value;
      }
      for (;;) {
        const complete = length < this.#buffer.length;
        const value = parse(this.#buffer.toString('utf8', 0, length), complete);
        if (value !== null || complete || length >= MAX_BYTES) return value;
        const longer = Buffer.allocUnsafe(this.#buffer.length * 8);
        this.#buffer.copy(longer, 0, 0, length);
        this.#buffer = longer;
        length += readSync(file, longer, length, longer.length - length, length);
      }
    } catch {
      // Whatever stops the read (no such file, a folder, no permission), the answer is the same: there is no head.
      return null;
    } finally {
      if (file !== null) closeSync(file);
      if (this.#buffer.length > CHUNK) this.#buffer = Buffer.allocUnsafe(CHUNK);
    }
  }

  list(path: string): readonly Entry[] | null {
    if (!this.isInside(path)) return null;
    try {
      const out: Entry[] = [];
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory()) out.push({ name: entry.name, kind: 'folder' });
        else if (entry.isFile()) out.push({ name: entry.name, kind: 'file' });
        else if (entry.isSymbolicLink()) {
          const kind = this.#linkKind(`${path}/${entry.name}`);
          if (kind) out.push({ name: entry.name, kind, link: true });
        } else if (isYaml(entry.name)) out.push({ name: entry.name, kind: 'file' });
      }
      return out.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      // Missing, a file, or no permission: in each case there is nothing to list.
      return null;
    }
  }

  /**
   * Opens a file inside the border; null when it is not. Thousands of files are opened one after the other, so that what
   * is asked for each is only whether it is a link itself, and its folder is looked at once.
   */
  #open(path: string): number | null {
    if (NO_FOLLOW === undefined) return this.isInside(path) ? openSync(path, 'r') : null;
    if (!this.#holds(path) || !this.isInside(dirname(path))) return null;
    try {
      return openSync(path, constants.O_RDONLY | NO_FOLLOW);
    } catch (error) {
      const isLink = (error as NodeJS.ErrnoException).code === 'ELOOP';
      return isLink && this.isInside(path) ? openSync(path, 'r') : null;
    }
  }

  #linkKind(path: string): Entry['kind'] | null {
    if (!this.isInside(path)) return isYaml(path) ? 'file' : null;
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isDirectory() ? 'folder' : stat && (stat.isFile() || isYaml(path)) ? 'file' : null;
    } catch {
      // Links in a circle, or a folder that may not be entered: whoever reads it is told why that is not possible.
      return 'file';
    }
  }

  /** What was followed once may lead elsewhere now. */
  changed(): void {
    this.#real.clear();
  }

  again(): void {
    this.#real.clear();
  }

  /** Whether a path lies inside the border, by name and after links are followed. */
  isInside(path: string): boolean {
    if (!this.#holds(path)) return false;
    const real = this.#realOf(path);
    return real === path || this.#holds(real);
  }

  #holds(path: string): boolean {
    return this.#border.some((dir) => isInside(dir, path));
  }

  /**
   * The path after links. Below a folder that is known it takes one look at the last element alone. A path that does not
   * exist yet may become a link later, so only existing ones are remembered.
   */
  #realOf(path: string): string {
    const known = this.#real.get(path);
    if (known !== undefined) return known;
    const parent = dirname(path);
    const isBorder = parent === path || this.#border.includes(path);
    const stat = isBorder ? undefined : ownStat(path);
    if (!isBorder && !stat) return path;
    const real =
      stat && !stat.isSymbolicLink()
        ? `${this.#realOf(parent)}/${path.slice(parent.length + 1)}`
        : realPath(path);
    if (real === null) return path;
    this.#real.set(path, real);
    return real;
  }
}

/**
 * A Compose file that is a pipe, a device or a link out of the border is shown, so that whoever reads it hears why it cannot be read.
 * Nothing else is missed where it is not.
 */
const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

const CHUNK = 8192;
const PART = 2048;
/** Windows has no such flag. */
const NO_FOLLOW: number | undefined = constants.O_NOFOLLOW;
const MAX_BYTES = 16 * 1024 * 1024;
const OUTSIDE = 'it lies outside the repository, and nothing there is read';

/**
 * What lies at a path itself, links not followed; undefined for nothing. Where it cannot be looked at (a name that no file
 * system takes, a folder that may not be entered) nothing can be read either, and no link be followed.
 */
function ownStat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The path after links; null when it does not exist. */
function realPath(path: string): string | null {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    // It does not exist, or a folder above it may not be entered: no link can be followed.
    return null;
  }
}

function decode(bytes: Buffer): FileContent {
  if (bytes.includes(0)) return { kind: 'unreadable', reason: 'it is a binary file' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'unreadable', reason: 'it is not valid UTF-8' };
  }
}

function problem(error: unknown): FileContent {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM')
    return { kind: 'unreadable', reason: 'there is no permission to read it' };
  if (code === 'ENAMETOOLONG')
    return { kind: 'unreadable', reason: 'its name is longer than file systems allow' };
  if (code === 'ERR_INVALID_ARG_VALUE')
    return { kind: 'unreadable', reason: 'its name holds a character that no file system takes' };
  if (code === 'ELOOP') return { kind: 'unreadable', reason: 'its links lead in a circle' };
  return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
}
