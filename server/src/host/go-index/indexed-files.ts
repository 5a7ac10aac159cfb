import type { GoFolder, GoHead, PackageEntry, PackageFact, PackageTable } from '../../go/model.ts';
import { goFolder, goHead, holdsGo, packageTable, systemOf } from '../../go/facts.ts';
import type { FolderFact, HostTable, SourceFact } from '../../memory/facts.ts';
import { dirname } from '../../text/path.ts';
import type { Entry, FileContent, FileSystem } from '../../memory/file-system.ts';
import type { NodeFiles } from '../node-files.ts';
import type { GoIndex, IndexedFolder } from './go-index.ts';
import { DiskFolder } from './disk-folder.ts';
import { DiskTable } from './disk-table.ts';
import { isSettled, sameStamp, type Stamp, stampOf } from './stamp.ts';
import { type FolderToWrite, type TableToWrite, writeGoIndex } from './write-go-index.ts';

/**
 * The disk, with an index of what was read of it before: the listing of a folder and the heads of its Go files are taken from
 * there while they surely are what is on disk. Whatever is read anew is remembered for the next index.
 *
 * A module in the module cache never changes, as the go command sees it too (it keeps an index of each): one look at its root
 * tells whether it is still the same download. Any other folder and file is looked at each time it is asked for, and read
 * where its stamp is another. https://go.dev/ref/mod#module-cache
 */
export class IndexedFiles implements FileSystem {
  readonly #disk: NodeFiles;
  readonly #moduleCache: string | null;
  #index: GoIndex | null;
  readonly #started: number;
  /** Whether each module of the index is as it was, by the number of its root's stamp. */
  readonly #modules = new Map<number, boolean>();
  readonly #asked = new Set<string>();
  readonly #read = new Map<string, Read>();
  /** By system, then by path. */
  readonly #folders = new Map<string, Map<string, DiskFolder>>();
  /** By the build list and the world. */
  readonly #tables = new Map<string, DiskTable>();
  /** Those of which the modules were looked at since everything may have changed. */
  readonly #checked = new Set<string>();
  #misses = 0;

  /** `now` is the time, in milliseconds: what changed shortly before is not written down. */
  constructor(disk: NodeFiles, moduleCache: string | null, index: GoIndex | null, now = Date.now()) {
    this.#disk = disk;
    this.#moduleCache = moduleCache;
    this.#index = index;
    this.#started = now;
  }

  /** Takes over what was read elsewhere, before much was read here. */
  adopt(index: GoIndex): void {
    this.#index = index;
    this.#tables.clear();
    this.again();
  }

  /** What it began with; null when that was nothing. */
  get index(): GoIndex | null {
    return this.#index;
  }

  /** How much had to be read and worked out anew: heads of files, and packages. */
  get misses(): number {
    let news = this.#misses;
    for (const table of this.#tables.values()) news += table.news;
    return news;
  }

  /** Something that this run worked out and the next need not. */
  countFact(): void {
    this.#misses++;
  }

  read(path: string): FileContent {
    return this.#disk.read(path);
  }

  list(path: string): readonly Entry[] | null {
    const folder = this.#index?.folder(path);
    if (folder && (folder.isMissing || folder.entries) && this.#isSame(path, folder)) {
      this.#asked.add(path);
      return folder.entries;
    }
    const entries = this.#disk.list(path);
    // An import is looked for in every module that could have it: what is not in a module stays missing.
    if (entries || this.#moduleOf(path) !== null) this.#readIn(path).entries = entries;
    this.#forgetGone(path, entries);
    return entries;
  }

  /** What is not there any more is not kept for the next index either. */
  #forgetGone(dir: string, entries: readonly Entry[] | null): void {
    const heads = this.#read.get(dir)?.heads;
    if (entries) {
      if (!heads || heads.size === 0) return;
      const names = new Set(entries.map(({ name }) => name));
      for (const name of heads.keys()) if (!names.has(name)) heads.delete(name);
      return;
    }
    for (const folders of this.#folders.values()) folders.delete(dir);
    if (this.#moduleOf(dir) === null) this.#read.delete(dir);
  }

  goHead(path: string): GoHead | null {
    const dir = dirname(path);
    const folder = this.#index?.folder(dir);
    const known = folder?.heads.get(path.slice(dir.length + 1));
    if (folder && known) {
      const stamp = known.stamp;
      const isSame = stamp === null ? this.#isSame(dir, folder) : this.#isUnchanged(path, stamp);
      if (isSame) {
        this.#asked.add(dir);
        return known.read();
      }
    }
    const head = this.#disk.source(goHead, path);
    this.#misses++;
    if (head) this.#readIn(dir).heads.set(path.slice(dir.length + 1), head);
    return head;
  }

  goFolder(path: string, goos: string, goarch: string): GoFolder | null {
    const system = `${goos}/${goarch}`;
    let folders = this.#folders.get(system);
    if (!folders) this.#folders.set(system, (folders = new Map()));
    let folder = folders.get(path);
    // A folder of a module stays what it is until everything is looked at again.
    if (folder && (folder.inModuleCache || this.#holds(path, folder.indexed))) return folder;
    const old = this.#index?.folder(path) ?? null;
    const same = old && this.#holds(path, old) ? old : null;
    if (same) this.#asked.add(path);
    if (same?.isMissing) return null;
    const inModuleCache = old?.inModule ?? this.#moduleOf(path) !== null;
    if (!same && !this.list(path)) return null;
    folder = new DiskFolder(this, path, { goos, goarch }, inModuleCache, same);
    folders.set(path, folder);
    return folder;
  }

  /** Whether a folder and the Go files in it are what the index has. */
  #holds(dir: string, folder: IndexedFolder | null): boolean {
    if (!folder || !this.#isSame(dir, folder)) return false;
    if (folder.inModule) return true;
    for (const [name, { stamp }] of folder.heads)
      if (stamp === null || !this.#isUnchanged(`${dir}/${name}`, stamp)) return false;
    return true;
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    return isThe(fact, goHead) ? (this.goHead(path) as T | null) : this.#disk.source(fact, path);
  }

  folder<T>(fact: FolderFact<T>, path: string, key: string): T | undefined {
    if (isThe(fact, goFolder)) return this.goFolder(path, ...systemOf(key)) as T;
    return isThe(fact, holdsGo) ? (this.holdsGo(path) as T | undefined) : undefined;
  }

  table<T>(table: HostTable<T>, key: string, touched: Iterable<string>): T | null {
    if (!isThe(table, packageTable)) return null;
    const space = key.indexOf(' ');
    const [goos, goarch] = systemOf(key.slice(0, space));
    return this.packageTable(key.slice(space + 1), goos, goarch, touched) as T | null;
  }

  packageTable(key: string, goos: string, goarch: string, touched: Iterable<string>): PackageTable | null {
    for (const path of touched) if (this.#moduleOf(path) !== null) return null;
    const old = this.#tables.get(key);
    if (old && (this.#checked.has(key) || this.#areSame(old.modules))) {
      this.#checked.add(key);
      return old;
    }
    const indexed = old ? null : this.#index?.tables.get(key);
    const same = indexed && this.#areSame(indexed.modules) ? indexed : null;
    const table = new DiskTable(same, (dir) => this.goFolder(dir, goos, goarch));
    this.#tables.set(key, table);
    this.#checked.add(key);
    return table;
  }

  #areSame(modules: Iterable<readonly [root: string, stamp: Stamp]>): boolean {
    for (const [root, stamp] of modules) if (!this.#isUnchanged(root, stamp)) return false;
    return true;
  }

  holdsGo(path: string): boolean | undefined {
    const folder = this.#index?.folder(path);
    return folder?.inModule && folder.holdsGo && this.#isSame(path, folder) ? true : undefined;
  }

  changed(): void {
    this.#disk.changed();
  }

  again(): void {
    this.#disk.again();
    this.#modules.clear();
    this.#folders.clear();
    this.#checked.clear();
  }

  /** An index of what was asked for and of what the old one has besides, unless nobody asked for that in a long time. */
  toIndex(build: number): Uint8Array {
    const folders: FolderToWrite[] = [];
    const dirs = new Set([...this.#read.keys(), ...(this.#index?.dirs() ?? [])]);
    const news = new Map<string, DiskFolder[]>();
    for (const folders of this.#folders.values())
      for (const folder of folders.values()) news.set(folder.dir, [...(news.get(folder.dir) ?? []), folder]);
    for (const dir of dirs) {
      const folder = this.#toWrite(dir, news.get(dir) ?? []);
      if (folder && folder.age <= MAX_AGE) folders.push(folder);
    }
    return writeGoIndex(folders, this.#tablesToWrite(), build);
  }

  /** The tables of this run, and the last ones of other build lists: a branch that one comes back to, another Dockerfile's tags. */
  #tablesToWrite(): readonly TableToWrite[] {
    const out: TableToWrite[] = [];
    for (const [key, table] of this.#tables) {
      const { modules } = table;
      const settled = this.#started - DOWNLOAD_MS;
      if ([...modules.values()].every((stamp) => isSettled(stamp, settled)))
        out.push({ key, modules, entries: table.entries() });
    }
    for (const [key, table] of this.#index?.tables ?? []) {
      if (out.length >= MAX_TABLES || this.#tables.has(key)) continue;
      const entries = [...table.paths].flatMap((path): [string, PackageEntry][] => {
        const entry = table.get(path);
        return entry ? [[path, entry]] : [];
      });
      out.push({ key, modules: new Map(table.modules), entries });
    }
    return out;
  }

  /** Null for what is gone, and for what may have changed in the moment in which it was read. */
  #toWrite(dir: string, worlds: readonly DiskFolder[]): FolderToWrite | null {
    const news = this.#read.get(dir);
    const old = this.#index?.folder(dir) ?? null;
    const root = this.#moduleOf(dir);
    const state = stampOf(root ?? dir);
    if (state?.kind !== 'folder') return null;
    const inOld = old !== null && sameStamp(old.stamp, state.stamp) ? old : null;
    if (!inOld && !isSettled(state.stamp, this.#started - (root === null ? COARSE_MS : DOWNLOAD_MS)))
      return null;
    const listed = news?.entries ?? inOld?.entries ?? null;
    const heads = new Map<string, FolderToWrite['heads'][number]>();
    let areOld = inOld !== null;
    if (old && (root === null || inOld))
      for (const [name, each] of old.heads) {
        if (each.stamp !== null && !this.#isUnchanged(`${dir}/${name}`, each.stamp)) areOld = false;
        else heads.set(name, { name, stamp: each.stamp, head: each.read() });
      }
    for (const [name, head] of news?.heads ?? []) {
      const file = root === null ? stampOf(`${dir}/${name}`) : null;
      if (root === null && (file?.kind !== 'file' || !isSettled(file.stamp, this.#started - COARSE_MS)))
        heads.delete(name);
      else heads.set(name, { name, stamp: file?.stamp ?? null, head });
    }
    const facts = new Map<string, PackageFact>();
    if (areOld) for (const world of inOld?.worlds ?? []) facts.set(world, inOld?.fact(world) ?? NO_PACKAGE);
    // A fact holds as long as every file that it was made from can be recognised.
    for (const folder of worlds)
      if (listed?.every(({ name, kind }) => kind !== 'file' || !folder.fits(name) || heads.has(name)))
        for (const [world, fact] of folder.news ?? []) facts.set(world, fact);
    // Where a link leads is not in the stamp of its folder. Below the root of a module the Go files are all that is asked for.
    const isKept = root === null || root === dir;
    const entries = !isKept || listed?.some(({ link }) => link) ? null : listed;
    const isUsed = news !== undefined || this.#asked.has(dir);
    return {
      dir,
      inModule: root !== null,
      isMissing:
        root !== null && (news ? news.entries === null && heads.size === 0 : (inOld?.isMissing ?? false)),
      stamp: state.stamp,
      age: isUsed ? 0 : (old?.age ?? 0) + 1,
      entries,
      // A folder gives its files in name order.
      heads: [...heads.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      facts,
    };
  }

  /** The root of the module of the module cache that a folder lies in: its name ends with the version. */
  #moduleOf(dir: string): string | null {
    if (this.#moduleCache === null || !dir.startsWith(`${this.#moduleCache}/`)) return null;
    const at = dir.indexOf('@', this.#moduleCache.length);
    if (at < 0) return null;
    const end = dir.indexOf('/', at);
    return end < 0 ? dir : dir.slice(0, end);
  }

  #isSame(dir: string, folder: IndexedFolder): boolean {
    if (!folder.inModule) return this.#isUnchanged(dir, folder.stamp);
    let same = this.#modules.get(folder.stampNumber);
    if (same === undefined) {
      same = this.#isUnchanged(this.#moduleOf(dir) ?? dir, folder.stamp);
      this.#modules.set(folder.stampNumber, same);
    }
    return same;
  }

  /** What has the number that it had, and did not change, is what was read inside the border. */
  #isUnchanged(path: string, stamp: IndexedFolder['stamp']): boolean {
    const now = stampOf(path);
    return now !== null && sameStamp(now.stamp, stamp);
  }

  #readIn(dir: string): Read {
    let read = this.#read.get(dir);
    if (!read) this.#read.set(dir, (read = { entries: null, heads: new Map() }));
    return read;
  }
}

/** Facts are told apart by their names, whatever they are facts of. */
const isThe = (asked: { readonly name: string }, known: { readonly name: string }): boolean =>
  asked.name === known.name;

const NO_PACKAGE: PackageFact = { name: '', imports: [] };

/** What was read of a folder. */
interface Read {
  /** Null for a folder that is not there, or that was not listed. */
  entries: readonly Entry[] | null;
  readonly heads: Map<string, GoHead>;
}

/** A change in the same moment as a read may leave the stamp as it is; disks count in steps of up to two seconds. */
const COARSE_MS = 2000;
/** A module that came just now may still be coming. */
const DOWNLOAD_MS = 60_000;
const MAX_AGE = 8;
const MAX_TABLES = 4;
