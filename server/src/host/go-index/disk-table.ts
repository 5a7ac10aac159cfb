import type { GoFolder, PackageEntry, PackageTable, TablePackage } from '../../go/model.ts';
import type { IndexedTable } from './go-index.ts';
import { type Stamp, stampOf } from './stamp.ts';

/** A table of packages that begins with what an earlier run knew. */
export class DiskTable implements PackageTable {
  readonly #indexed: IndexedTable | null;
  readonly #folder: (dir: string) => GoFolder | null;
  readonly #packages = new Map<string, TablePackage>();
  /** The modules that it was made from, as they were then. */
  readonly modules: Map<string, Stamp>;
  /** How many packages came in this run. */
  news = 0;

  constructor(indexed: IndexedTable | null, folder: (dir: string) => GoFolder | null) {
    this.#indexed = indexed;
    this.#folder = folder;
    this.modules = new Map(indexed?.modules);
  }

  get(path: string): TablePackage | undefined {
    let found = this.#packages.get(path);
    if (found) return found;
    const entry = this.#indexed?.get(path);
    if (entry) this.#packages.set(path, (found = this.#package(entry)));
    return found;
  }

  add(path: string, entry: PackageEntry, modules: readonly string[]): void {
    for (const root of modules) {
      if (this.modules.has(root)) continue;
      const state = stampOf(root);
      // A module that went away in this moment is looked for again by whoever asks next.
      if (!state) return;
      this.modules.set(root, state.stamp);
    }
    this.#packages.set(path, this.#package(entry));
    this.news++;
  }

  *entries(): Generator<[path: string, entry: PackageEntry]> {
    for (const path of new Set([...this.#packages.keys(), ...(this.#indexed?.paths ?? [])])) {
      const entry = this.get(path);
      if (entry) yield [path, entry];
    }
  }

  #package({ dir, name, targets, standard }: PackageEntry): TablePackage {
    return new DiskPackage(dir, name, targets, standard, this.#folder);
  }
}

class DiskPackage implements TablePackage {
  readonly dir: string;
  readonly name: string;
  readonly targets: readonly string[];
  readonly standard: readonly string[];
  readonly #folder: (dir: string) => GoFolder | null;

  constructor(
    dir: string,
    name: string,
    targets: readonly string[],
    standard: readonly string[],
    folder: (dir: string) => GoFolder | null,
  ) {
    this.dir = dir;
    this.name = name;
    this.targets = targets;
    this.standard = standard;
    this.#folder = folder;
  }

  get folder(): GoFolder {
    return this.#folder(this.dir) ?? { dir: this.dir, files: [] };
  }
}
