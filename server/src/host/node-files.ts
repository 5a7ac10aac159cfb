import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { isInside } from '../text/path.ts';
import type { Entry, FileContent, FileSystem } from '../workspace/file-system.ts';

/**
 * The disk, inside a border: the given folders (the repository, the Go module cache) and nothing else, symbolic links
 * that lead out of them included. It only reads.
 */
export class NodeFiles implements FileSystem {
  readonly #border: readonly string[];
  readonly #real = new Map<string, boolean>();
  readonly #buffer = Buffer.allocUnsafe(64 * 1024);

  /** `border` holds absolute folders with `/`; those that do not exist are allowed. */
  constructor(border: readonly string[]) {
    this.#border = [...border, ...border.map(realPath)];
  }

  read(path: string): FileContent {
    if (!this.#isInside(path)) return { kind: 'unreadable', reason: OUTSIDE };
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

  readStart(path: string, bytes: number): { text: string; complete: boolean } | null {
    if (!this.#isInside(path)) return null;
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      const length = readSync(file, this.#buffer, 0, Math.min(bytes, this.#buffer.length), 0);
      const head = this.#buffer.subarray(0, length);
      const complete = length < bytes;
      // A character that the cut tore apart is left to the full read that follows an incomplete head.
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head, { stream: !complete });
      return { text, complete };
    } catch {
      // Whatever stops the read (no such file, a folder, no permission), the answer is the same: there is no head.
      return null;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  list(path: string): readonly Entry[] | null {
    if (!this.#isInside(path)) return null;
    try {
      const out: Entry[] = [];
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory()) out.push({ name: entry.name, kind: 'folder' });
        else if (entry.isFile()) out.push({ name: entry.name, kind: 'file' });
        else if (entry.isSymbolicLink()) {
          const kind = this.#linkKind(`${path}/${entry.name}`);
          if (kind) out.push({ name: entry.name, kind });
        }
      }
      return out.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      // Missing, a file, or no permission: in each case there is nothing to list.
      return null;
    }
  }

  #linkKind(path: string): Entry['kind'] | null {
    if (!this.#isInside(path)) return null;
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isDirectory() ? 'folder' : stat?.isFile() ? 'file' : null;
  }

  /** Whether a path lies inside the border, by name and after links are followed. */
  #isInside(path: string): boolean {
    if (!this.#border.some((dir) => isInside(dir, path))) return false;
    const known = this.#real.get(path);
    if (known !== undefined) return known;
    const real = realPath(path);
    const inside = this.#border.some((dir) => isInside(dir, real));
    // A path that does not exist yet may become a link later, so only existing ones are remembered.
    if (real !== path || inside) this.#real.set(path, inside);
    return inside;
  }
}

const MAX_BYTES = 16 * 1024 * 1024;
const OUTSIDE = 'it lies outside the repository, and nothing there is read';

/** The path after links; the path itself when it does not exist. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    // It does not exist, or a folder above it may not be entered: no link can be followed.
    return path;
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
  return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
}
