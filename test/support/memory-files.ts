import { isInside } from '../../server/src/text/path.ts';
import { Words } from '../../server/src/text/words.ts';
import type { SourceFact } from '../../server/src/memory/facts.ts';
import type { Entry, FileContent, FileSystem } from '../../server/src/memory/file-system.ts';

/** A disk in memory, for tests. Paths are absolute. */
export class MemoryFiles implements FileSystem {
  readonly files: ReadonlyMap<string, string>;
  readonly #words = new Words();

  constructor(files: Iterable<readonly [string, string]>) {
    this.files = new Map(files);
  }

  read(path: string): FileContent {
    const text = this.files.get(path);
    if (text !== undefined) return { kind: 'text', text };
    return this.list(path) ? { kind: 'folder' } : { kind: 'missing' };
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    const text = this.files.get(path);
    if (text === undefined) return null;
    return fact.of(text.slice(0, 64), text.length <= 64, this.#words) ?? fact.of(text, true, this.#words);
  }

  list(path: string): readonly Entry[] | null {
    const entries = new Map<string, Entry>();
    for (const file of this.files.keys()) {
      if (file === path || !isInside(path, file)) continue;
      const [name = '', ...rest] = file.slice(path.endsWith('/') ? path.length : path.length + 1).split('/');
      entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
    }
    return entries.size === 0 ? null : [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
