import { nameFits } from '../../go/imports/build-constraint.ts';
import type { GoFolder, GoHead, PackageFact, PackageFacts } from '../../go/model.ts';
import type { Entry } from '../../memory/file-system.ts';
import type { IndexedFolder } from './go-index.ts';

/** A folder as builds for one system see it, nothing hidden. */
export class DiskFolder implements GoFolder, PackageFacts {
  readonly dir: string;
  readonly inModuleCache: boolean;
  /** What an earlier run knew about it, and still holds. */
  readonly indexed: IndexedFolder | null;
  readonly known: PackageFacts = this;
  /** What was worked out about it in this run, by the system and the world; null for nothing. */
  news: Map<string, PackageFact> | null = null;
  readonly #disk: Disk;
  readonly #system: System;
  /** The heads of all files that fit, where the index has them. */
  readonly #heads: IndexedFolder['heads'] | null;
  #files: GoFolder['files'] | null = null;

  constructor(
    disk: Disk,
    dir: string,
    system: System,
    inModuleCache: boolean,
    indexed: IndexedFolder | null,
  ) {
    this.dir = dir;
    this.inModuleCache = inModuleCache;
    this.indexed = indexed;
    this.#disk = disk;
    this.#system = system;
    this.#heads = indexed?.hasFacts(`${system.goos}/${system.goarch} `) ? indexed.heads : null;
    // The files of a person's own are read while the snapshot that asks is new.
    if (!this.#heads && !inModuleCache) this.#files = this.#read();
  }

  get files(): GoFolder['files'] {
    return (this.#files ??= this.#read());
  }

  get(world: string): PackageFact | undefined {
    return this.indexed?.fact(this.#name(world));
  }

  set(world: string, fact: PackageFact): void {
    this.#disk.countFact();
    this.news ??= new Map();
    this.news.set(this.#name(world), fact);
  }

  fits(name: string): boolean {
    return nameFits(name, this.#system.goos, this.#system.goarch);
  }

  #name(world: string): string {
    return `${this.#system.goos}/${this.#system.goarch} ${world}`;
  }

  #read(): GoFolder['files'] {
    if (this.#heads)
      return [...this.#heads].flatMap(([name, head]) =>
        this.fits(name) ? [{ path: `${this.dir}/${name}`, head: head.read() }] : [],
      );
    return (this.#disk.list(this.dir) ?? []).flatMap(({ name, kind }) => {
      if (kind !== 'file' || !this.fits(name)) return [];
      const path = `${this.dir}/${name}`;
      return [{ path, head: this.#disk.goHead(path) }];
    });
  }
}

/** What a folder is read through. */
interface Disk {
  list(path: string): readonly Entry[] | null;
  goHead(path: string): GoHead | null;
  /** Something was worked out that the next run need not. */
  countFact(): void;
}

interface System {
  readonly goos: string;
  readonly goarch: string;
}
