import { dirname } from '../../server/src/text/path.ts';
import { Words } from '../../server/src/text/words.ts';
import type { SourceFact } from '../../server/src/memory/facts.ts';
import type { Entry, FileContent, FileSystem } from '../../server/src/memory/file-system.ts';

/** A disk in memory that is fast with many files and counts what it is asked. Paths are absolute. */
export class TreeFiles implements FileSystem {
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, Map<string, Entry>>();
  readonly #words = new Words();
  readonly asked = { list: 0, read: 0, start: 0 };

  constructor(files: Iterable<readonly [string, string]>) {
    for (const [path, text] of files) this.write(path, text);
  }

  write(path: string, text: string): void {
    this.#files.set(path, text);
    let kind: Entry['kind'] = 'file';
    for (let at = path; at !== '/'; at = dirname(at)) {
      const dir = dirname(at);
      const known = this.#folders.get(dir);
      const name = at.slice(dir === '/' ? 1 : dir.length + 1);
      this.#folders.set(dir, (known ?? new Map<string, Entry>()).set(name, { name, kind }));
      if (known) return;
      kind = 'folder';
    }
  }

  /** Takes a file away, and each folder that it leaves empty. */
  remove(path: string): void {
    this.#files.delete(path);
    for (let at = path; at !== '/'; at = dirname(at)) {
      const dir = dirname(at);
      const entries = this.#folders.get(dir);
      entries?.delete(at.slice(dir === '/' ? 1 : dir.length + 1));
      if (entries === undefined || entries.size > 0) return;
      this.#folders.delete(dir);
    }
  }

  read(path: string): FileContent {
    this.asked.read++;
    const text = this.#files.get(path);
    if (text !== undefined) return { kind: 'text', text };
    return this.#folders.has(path) ? { kind: 'folder' } : { kind: 'missing' };
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    this.asked.start++;
    const text = this.#files.get(path);
    return text === undefined ? null : fact.of(text, true, this.#words);
  }

  list(path: string): readonly Entry[] | null {
    this.asked.list++;
    const entries = this.#folders.get(path);
    return entries ? [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) : null;
  }
}
