import { dirname } from '../text/path.ts';

/** What may be otherwise than it was when something was looked at. Grows while snapshots follow each other. */
export class Changes {
  /** Files that were reported. */
  readonly #files = new Set<string>();
  /** Folders in which a file has another text. */
  readonly #edited = new Set<string>();
  /** Folders in which something may have come or gone. */
  readonly #listed = new Set<string>();
  /** What may have been a folder, or is one now: all below it may be otherwise too. */
  readonly #trees = new Set<string>();

  /** Whether nothing may be taken for what it was. */
  readonly #isAll: boolean;

  constructor(before: Changes | 'all' | null = null) {
    this.#isAll = before === 'all' || (before !== null && before.#isAll);
    if (before === null || before === 'all') return;
    for (const path of before.#files) this.#files.add(path);
    for (const path of before.#edited) this.#edited.add(path);
    for (const path of before.#listed) this.#listed.add(path);
    for (const path of before.#trees) this.#trees.add(path);
  }

  /** A file has another text, and was there before. */
  edit(path: string): void {
    this.#files.add(path);
    this.#edited.add(dirname(path));
  }

  /** Something came, went, or became something else. A folder that appears changes the listing of each folder above it. */
  report(path: string): void {
    this.#files.add(path);
    this.#listed.add(path);
    this.#trees.add(path);
    for (let dir = dirname(path); !this.#listed.has(dir); dir = dirname(dir)) this.#listed.add(dir);
  }

  /** Whether a text may be another, or what was a folder is none any more, or the other way round. */
  file(path: string): boolean {
    return this.#isAll || this.#files.has(path) || this.#listed.has(path) || this.#isBelow(path);
  }

  /** Whether the entries of a folder may be others. */
  list(path: string): boolean {
    return this.#isAll || this.#listed.has(path) || this.#isBelow(path);
  }

  /** Whether what is known of the files in a folder may be otherwise. */
  folder(path: string): boolean {
    return this.#edited.has(path) || this.list(path);
  }

  #isBelow(path: string): boolean {
    if (this.#trees.size === 0) return false;
    for (let dir = dirname(path), last = path; dir !== last; last = dir, dir = dirname(dir))
      if (this.#trees.has(dir)) return true;
    return false;
  }
}
