import { dirname, isInside } from '../text/path.ts';
import { sameData } from '../text/same-data.ts';
import {
  type Cell,
  type Cells,
  FileCell,
  FolderCell,
  ListCell,
  QueryCell,
  SourceCell,
  TableCell,
} from './cell.ts';
import { Changes } from './changes.ts';
import type { FolderFact, HostTable, SourceFact } from './facts.ts';
import type { Entry, FileState, FileSystem } from './file-system.ts';
import { Generation, inherited, type Older } from './generation.ts';
import { Made, type ObjectFact } from './made.ts';
import { Memo } from './memo.ts';
import type { FileChange, Query, Reader } from './query.ts';

export type { ObjectFact } from './made.ts';
export type { FileChange, Query, Reader } from './query.ts';

/**
 * The workspace at one moment, frozen. A change makes a new snapshot, which shares every file, fact and derived value whose
 * reads did not change. Two snapshots made from one live side by side: the proof of a split is analysed in a snapshot that
 * nobody else sees.
 */
export class Snapshot implements Reader, Cells {
  readonly #files: FileSystem;
  readonly #overlay: ReadonlyMap<string, string>;
  /** Files that do not exist here although the disk has them. */
  readonly #removed: ReadonlySet<string>;
  readonly #own: Generation;
  readonly #made: Made;
  readonly counts: Counts;
  #touched: ReadonlySet<string> | null = null;

  constructor(files: FileSystem, from?: SnapshotParts, counts: Counts = new Map()) {
    this.#files = files;
    this.#overlay = from?.overlay ?? new Map();
    this.#removed = from?.removed ?? new Set();
    this.#own = new Generation(from?.older ?? []);
    this.#made = from?.made ?? new Made();
    this.counts = counts;
  }

  /** A new snapshot in which `changes` happened. */
  with(changes: readonly FileChange[], removed: readonly string[] = []): Snapshot {
    const overlay = new Map(this.#overlay);
    const gone = new Set(this.#removed);
    const edited: string[] = [];
    const reported: string[] = [];
    const onDisk: string[] = [];
    for (const { path, text } of changes) {
      if (text === null) onDisk.push(path);
      (text !== null && this.#isFile(path) ? edited : reported).push(path);
      if (text === null) overlay.delete(path);
      else overlay.set(path, text);
      gone.delete(path);
    }
    for (const path of removed) {
      overlay.delete(path);
      gone.add(path);
      reported.push(path);
    }
    if (onDisk.length > 0) this.#files.changed?.(onDisk);
    reported.push(...this.#goneFolders(onDisk));
    const older = inherited(this.#own).map((each): Older => {
      const since = new Changes(each.changes);
      for (const path of edited) since.edit(path);
      for (const path of reported) since.report(path);
      return { ...each, changes: since };
    });
    return new Snapshot(this.#files, { overlay, removed: gone, older, made: this.#made }, this.counts);
  }

  /**
   * The highest folders that are gone with files that are reported from the disk. Of a folder that lost its last file before nobody tells that
   * it goes as well.
   */
  #goneFolders(reported: readonly string[]): Iterable<string> {
    const isThere = new Map<string, boolean>();
    const gone = new Set<string>();
    for (const path of reported) {
      let highest: string | null = null;
      for (let dir = dirname(path), last = path; dir !== last; last = dir, dir = dirname(dir)) {
        let there = isThere.get(dir);
        if (there === undefined) isThere.set(dir, (there = this.#files.list(dir) !== null));
        if (there) break;
        highest = dir;
      }
      if (highest !== null) gone.add(highest);
    }
    return gone;
  }

  /** A new snapshot that looks at every file again; facts of texts that are unchanged stay. */
  refreshed(): Snapshot {
    this.#files.again?.();
    const changes = new Changes('all');
    const older = inherited(this.#own).map((each): Older => ({ ...each, changes }));
    return new Snapshot(
      this.#files,
      { overlay: this.#overlay, removed: this.#removed, older, made: this.#made },
      this.counts,
    );
  }

  file(path: string): FileState {
    return this.fileCell(path).value;
  }

  list(path: string): readonly Entry[] | null {
    return this.listCell(path).value;
  }

  source<T>(fact: SourceFact<T>, path: string): T | null {
    return this.sourceCell(fact, path).value;
  }

  folder<T>(fact: FolderFact<T>, path: string, key: string): T {
    return this.folderCell(fact, path, key).value;
  }

  table<T>(table: HostTable<T>, key: string): T | null {
    return this.tableCell(table, key).value;
  }

  derive<K, T>(query: Query<K, T>, key: K): T {
    const text = this.#textOf(key);
    this.#own.roots.add(`${query.name}\0${text}`);
    return this.queryCell(query, key, text).value;
  }

  made<K extends object, T>(fact: ObjectFact<K, T>, object: K): T {
    return this.#made.of(fact, object);
  }

  fileCell(path: string): Cell<FileState> {
    const own = this.#own.files.get(path);
    if (own) return own;
    const old = this.#find(
      ({ files }) => files.get(path),
      (changes) => changes.file(path),
    );
    let cell = old?.holds === true ? old.cell : null;
    if (!cell) {
      const value = this.#load(path);
      cell = old && sameData(old.cell.value, value) ? old.cell : new FileCell(path, value);
    }
    this.#own.files.set(cell.path, cell);
    return cell;
  }

  listCell(path: string): Cell<readonly Entry[] | null> {
    const own = this.#own.lists.get(path);
    if (own) return own;
    const old = this.#find(
      ({ lists }) => lists.get(path),
      (changes) => changes.list(path),
    );
    let cell = old?.holds === true ? old.cell : null;
    if (!cell) {
      const value = this.#listing(path);
      cell = old && sameData(old.cell.value, value) ? old.cell : new ListCell(path, value);
    }
    this.#own.lists.set(cell.path, cell);
    return cell;
  }

  sourceCell<T>(fact: SourceFact<T>, path: string): Cell<T | null> {
    const own = at(this.#own.sources, fact.name);
    const known = own.get(path);
    if (known) return known as Cell<T | null>;
    const old = this.#find(
      ({ sources }) => sources.get(fact.name)?.get(path) as SourceCell<T> | undefined,
      (changes) => changes.file(path),
    );
    let cell = old?.holds === true ? old.cell : null;
    if (!cell) {
      const value = this.#source(fact, path);
      cell = old && sameData(old.cell.value, value) ? old.cell : new SourceCell(fact, path, value);
    }
    own.set(cell.path, cell);
    return cell;
  }

  folderCell<T>(fact: FolderFact<T>, path: string, key: string): Cell<T> {
    const name = `${fact.name} ${key}`;
    const own = at(this.#own.folders, name);
    const known = own.get(path);
    if (known) return known as Cell<T>;
    const old = this.#find(
      ({ folders }) => folders.get(name)?.get(path) as FolderCell<T> | undefined,
      (changes) => changes.folder(path),
    );
    let cell = old?.holds === true ? old.cell : null;
    if (!cell) {
      const hosts = this.#isTouched(path) ? undefined : this.#files.folder?.(fact, path, key);
      const value = hosts === undefined ? fact.compute(this, path, key) : hosts;
      cell = old && fact.same(old.cell.value, value) ? old.cell : new FolderCell(fact, path, key, value);
    }
    own.set(cell.path, cell);
    return cell;
  }

  tableCell<T>(table: HostTable<T>, key: string): Cell<T | null> {
    const name = `${table.name} ${key}`;
    let cell = this.#own.tables.get(name) as Cell<T | null> | undefined;
    if (!cell) {
      const touched = [...this.#overlay.keys(), ...this.#removed];
      cell = new TableCell(table, key, this.#files.table?.(table, key, touched) ?? null);
      this.#own.tables.set(name, cell);
    }
    return cell;
  }

  /** A memo is taken over when everything it read is still the same. */
  queryCell<K, T>(query: Query<K, T>, key: K, text = this.#textOf(key)): Cell<T> {
    const memos = at(this.#own.memos, query.name);
    const own = memos.get(text);
    if (own) {
      if (!own.cell) throw new Error(`the query ${query.name} asks for itself`);
      own.handOut(this);
      return own.cell as Cell<unknown> as Cell<T>;
    }
    const old = query.perSnapshot
      ? undefined
      : this.#find((each) => each.memos.get(query.name)?.get(text))?.cell;
    const oldCell = old?.cell as Cell<unknown> as QueryCell<K, T> | undefined;
    if (old && oldCell && old.holds(this)) {
      old.handOut(this);
      memos.set(oldCell.text, old);
      return oldCell;
    }
    const memo = new Memo(this);
    memos.set(text, memo);
    this.#count(query.name);
    try {
      const value = query.compute(memo, key, oldCell?.value);
      const cell =
        oldCell && (query.same ?? Object.is)(oldCell.value, value)
          ? oldCell
          : new QueryCell(query, key, text, value);
      memo.finish(cell as QueryCell<unknown, unknown>);
      return cell;
    } catch (error) {
      memos.delete(text);
      throw error;
    }
  }

  /** A key as text. Keys are never changed, so that an object is written once. */
  #textOf(key: unknown): string {
    return typeof key === 'object' && key !== null ? this.#made.of(keyText, key) : JSON.stringify(key);
  }

  /** What older snapshots know, the newest first, and whether it holds here. */
  #find<C>(
    get: (generation: Generation) => C | undefined,
    isChanged: (changes: Changes) => boolean = () => false,
  ): { readonly cell: C; readonly holds: boolean } | null {
    for (const { generation, changes } of this.#own.older) {
      const cell = get(generation);
      if (cell !== undefined) return { cell, holds: !isChanged(changes) };
    }
    return null;
  }

  #load(path: string): FileState {
    const text = this.#overlay.get(path);
    if (text !== undefined) return { kind: 'text', file: { path, text } };
    if (this.#removed.has(path)) return { kind: 'missing' };
    const content = this.#files.read(path);
    return content.kind === 'text' ? { kind: 'text', file: { path, text: content.text } } : content;
  }

  #source<T>(fact: SourceFact<T>, path: string): T | null {
    this.#count(fact.name);
    const text = this.#overlay.get(path);
    if (text !== undefined) return fact.of(text, true, this.#made.words);
    return this.#removed.has(path) ? null : this.#files.source(fact, path);
  }

  /** Whether it is known that a file stands there, so that another text of it changes no listing. */
  #isFile(path: string): boolean {
    if (this.#overlay.has(path)) return true;
    const dir = dirname(path);
    const old = this.#find(
      ({ lists }) => lists.get(dir),
      (changes) => changes.list(dir),
    );
    const cell = this.#own.lists.get(dir) ?? (old?.holds === true ? old.cell : null);
    const name = path.slice(path.lastIndexOf('/') + 1);
    return cell?.value?.some((entry) => entry.name === name && entry.kind === 'file') ?? false;
  }

  /** Whether a file of a folder is not as the disk has it. */
  #isTouched(path: string): boolean {
    this.#touched ??= new Set([...this.#overlay.keys(), ...this.#removed].map(dirname));
    return this.#touched.has(path);
  }

  #listing(path: string): readonly Entry[] | null {
    const listed = this.#files.list(path);
    if (this.#overlay.size === 0 && this.#removed.size === 0) return listed;
    const names = new Map((listed ?? []).map((entry) => [entry.name, entry]));
    let exists = listed !== null;
    for (const file of this.#overlay.keys()) {
      if (file === path || !isInside(path, file)) continue;
      const rest = file.slice(path.endsWith('/') ? path.length : path.length + 1).split('/');
      const name = rest[0] ?? '';
      if (!names.has(name)) names.set(name, { name, kind: rest.length > 1 ? 'folder' : 'file' });
      exists = true;
    }
    for (const file of this.#removed)
      if (dirname(file) === path) names.delete(file.slice(file.lastIndexOf('/') + 1));
    return exists
      ? [...names.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      : null;
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

/** How often each query ran, and how often each fact of a source was worked out: committed and compared exactly. */
export type Counts = Map<string, number>;

const keyText: ObjectFact<object, string> = { name: 'key-text', of: (key) => JSON.stringify(key) };

interface SnapshotParts {
  readonly overlay: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  readonly older: readonly Older[];
  readonly made: Made;
}

function at<V>(maps: Map<string, Map<string, V>>, name: string): Map<string, V> {
  let map = maps.get(name);
  if (!map) maps.set(name, (map = new Map()));
  return map;
}
