import { nameFits } from '../go/imports/build-constraint.ts';
import { lexGoHead } from '../go/imports/lex-head.ts';
import type { GoFolder, GoHead, PackageTable } from '../go/model.ts';
import { dirname, isInside } from '../text/path.ts';
import { sameData } from '../text/same-data.ts';
import type { Entry, FileState, FileSystem } from './file-system.ts';
import { Layers } from './layers.ts';

/** What a query may ask. Whatever it asks is recorded: the value is kept as long as each answer stays the same object. */
export interface Reader {
  file(path: string): FileState;
  list(path: string): readonly Entry[] | null;
  /** The head of a Go file, read no further than it goes; null when the file cannot be read. */
  head(path: string): GoHead | null;
  /** Whether a folder holds a Go file. */
  holdsGo(path: string): boolean;
  /** The Go files of a folder that take part in builds for a system; null when it is no folder. */
  folder(path: string, goos: string, goarch: string): GoFolder | null;
  /** The packages of the module cache for a build list in a world; null where none are kept. */
  packageTable(key: string, goos: string, goarch: string): PackageTable | null;
  derive<K, T>(query: Query<K, T>, key: K): T;
  /** A snapshot in which `changes` happened, for trying something out. What is asked of it is not recorded. */
  with(changes: readonly FileChange[], removed?: readonly string[]): Snapshot;
}

/** A named computation over a snapshot. `key` is plain data; the value is never changed after it is returned. */
export interface Query<K, T> {
  readonly name: string;
  /**
   * `before` is the value in an older snapshot, when there is one. Two may look at it: a query whose whole purpose it is to
   * outlive a state that a person passes through while typing, and one that works faster with what it kept for that value, to
   * the same result.
   */
  compute(reader: Reader, key: K, before?: T): T;
  /** Tells values apart; an equal value keeps the old object, and whoever reads it does not run again. */
  readonly same?: (a: T, b: T) => boolean;
}

/** One change that the host or the editor reports. A null text means: look at the disk again. */
export interface FileChange {
  readonly path: string;
  readonly text: string | null;
}

/**
 * The workspace at one moment, frozen. A change makes a new snapshot, which shares every file, Go head and derived
 * value whose reads did not change. Two snapshots made from one live side by side: the proof of a split is analysed
 * in a snapshot that nobody else sees.
 */
export class Snapshot implements Reader {
  readonly #files: FileSystem;
  readonly #overlay: ReadonlyMap<string, string>;
  /** Files that do not exist here although the disk has them. */
  readonly #removed: ReadonlySet<string>;
  readonly #known: Known;
  /** What was known before the change, so that equal answers keep their object. */
  readonly #before: Known;
  readonly #memos = new Map<string, Memo>();
  readonly #older: ReadonlyMap<string, Memo>;
  readonly counts: Counts;

  constructor(files: FileSystem, from?: SnapshotParts, counts: Counts = new Map()) {
    this.#files = files;
    this.#overlay = from?.overlay ?? new Map();
    this.#removed = from?.removed ?? new Set();
    this.#known = from?.known ?? nothingKnown();
    this.#before = from?.before ?? nothingKnown();
    this.#older = from?.older ?? new Map();
    this.counts = counts;
  }

  /** A new snapshot in which `changes` happened. */
  with(changes: readonly FileChange[], removed: readonly string[] = []): Snapshot {
    const overlay = new Map(this.#overlay);
    const gone = new Set(this.#removed);
    const known: Known = {
      states: new Layers(this.#known.states),
      lists: new Layers(this.#known.lists),
      heads: new Layers(this.#known.heads),
      folders: new Map([...this.#known.folders].map(([system, folders]) => [system, new Layers(folders)])),
    };
    for (const { path, text } of changes) {
      if (text === null) overlay.delete(path);
      else overlay.set(path, text);
      gone.delete(path);
      forget(known, path);
    }
    for (const path of removed) {
      overlay.delete(path);
      gone.add(path);
      forget(known, path);
    }
    const older = new Map([...this.#older, ...this.#memos]);
    const parts = { overlay, removed: gone, known, before: this.#known, older };
    return new Snapshot(this.#files, parts, this.counts);
  }

  /** A new snapshot that looks at every file again; facts of texts that are unchanged stay. */
  refreshed(): Snapshot {
    this.#files.again?.();
    const parts = {
      overlay: this.#overlay,
      removed: this.#removed,
      known: nothingKnown(),
      before: this.#known,
      older: new Map([...this.#older, ...this.#memos]),
    };
    return new Snapshot(this.#files, parts, this.counts);
  }

  file(path: string): FileState {
    let state = this.#known.states.get(path);
    if (state === undefined) {
      state = keep(this.#before.states.get(path), this.#load(path), sameData);
      this.#known.states.set(path, state);
    }
    return state;
  }

  list(path: string): readonly Entry[] | null {
    let entries = this.#known.lists.get(path);
    if (entries === undefined) {
      entries = keep(this.#before.lists.get(path), this.#listing(path), sameData);
      this.#known.lists.set(path, entries);
    }
    return entries;
  }

  head(path: string): GoHead | null {
    let head = this.#known.heads.get(path);
    if (head === undefined) {
      head = keep(this.#before.heads.get(path), this.#lex(path), sameData);
      this.#known.heads.set(path, head);
    }
    return head;
  }

  holdsGo(path: string): boolean {
    const known = this.#known.lists.get(path) === undefined && !this.#isTouched(path);
    return (
      (known ? this.#files.holdsGo?.(path) : undefined) ??
      (this.list(path) ?? []).some(({ name }) => name.endsWith('.go'))
    );
  }

  folder(path: string, goos: string, goarch: string): GoFolder | null {
    const system = `${goos}/${goarch}`;
    let folders = this.#known.folders.get(system);
    if (!folders) this.#known.folders.set(system, (folders = new Layers()));
    let folder = folders.get(path);
    if (folder === undefined) {
      folder = keep(
        this.#before.folders.get(system)?.get(path),
        this.#goFolder(path, goos, goarch),
        sameFolder,
      );
      folders.set(path, folder);
    }
    return folder;
  }

  packageTable(key: string, goos: string, goarch: string): PackageTable | null {
    const touched = [...this.#overlay.keys(), ...this.#removed];
    return this.#files.packageTable?.(key, goos, goarch, touched) ?? null;
  }

  derive<K, T>(query: Query<K, T>, key: K): T {
    return this.memo(query, key).value as T;
  }

  /** The record behind `derive`. Older records are taken over when everything they read is still the same object. */
  private memo<K, T>(query: Query<K, T>, key: K): Memo {
    const id = `${query.name}\0${JSON.stringify(key)}`;
    const own = this.#memos.get(id);
    if (own) {
      if (own.running) throw new Error(`the query ${query.name} asks for itself`);
      return own;
    }
    const old = this.#older.get(id);
    if (old && old.reads.every((read) => read.again(this) === read.value)) {
      this.#memos.set(id, old);
      return old;
    }
    const memo: Memo = { value: undefined, reads: [], running: true };
    this.#memos.set(id, memo);
    this.counts.set(query.name, (this.counts.get(query.name) ?? 0) + 1);
    try {
      const value = query.compute(new Recorder(this, memo.reads), key, old?.value as T | undefined);
      memo.value = old && (query.same ?? sameIdentity)(old.value as T, value) ? old.value : value;
      memo.running = false;
    } catch (error) {
      this.#memos.delete(id);
      throw error;
    }
    return memo;
  }

  #load(path: string): FileState {
    const text = this.#overlay.get(path);
    if (text !== undefined) return { kind: 'text', file: { path, text } };
    if (this.#removed.has(path)) return { kind: 'missing' };
    const content = this.#files.read(path);
    return content.kind === 'text' ? { kind: 'text', file: { path, text: content.text } } : content;
  }

  #goFolder(path: string, goos: string, goarch: string): GoFolder | null {
    if (this.#files.goFolder && !this.#isTouched(path)) return this.#files.goFolder(path, goos, goarch);
    const entries = this.list(path);
    if (!entries) return null;
    const dir = path === '/' ? '' : path;
    const files = entries.flatMap(({ name, kind }) => {
      if (kind !== 'file' || !nameFits(name, goos, goarch)) return [];
      const file = `${dir}/${name}`;
      return [{ path: file, head: this.head(file) }];
    });
    return { dir: path, files };
  }

  /** Whether a file of a folder is not as the disk has it. */
  #isTouched(path: string): boolean {
    if (this.#overlay.size === 0 && this.#removed.size === 0) return false;
    return [...this.#overlay.keys(), ...this.#removed].some((file) => dirname(file) === path);
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

  #lex(path: string): GoHead | null {
    this.counts.set('lex', (this.counts.get('lex') ?? 0) + 1);
    const text = this.#overlay.get(path);
    if (text !== undefined) return lexGoHead(text);
    if (this.#removed.has(path)) return null;
    return this.#files.goHead(path);
  }
}

/** How often each query ran, and how many Go files were lexed: committed and compared exactly. */
export type Counts = Map<string, number>;

interface SnapshotParts {
  readonly overlay: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  readonly known: Known;
  readonly before: Known;
  readonly older: ReadonlyMap<string, Memo>;
}

/** What was looked at so far. */
interface Known {
  readonly states: Layers<FileState>;
  readonly lists: Layers<readonly Entry[] | null>;
  readonly heads: Layers<GoHead | null>;
  /** By system, then by path. */
  readonly folders: Map<string, Layers<GoFolder | null>>;
}

const nothingKnown = (): Known => ({
  states: new Layers(),
  lists: new Layers(),
  heads: new Layers(),
  folders: new Map(),
});

/** Leaves out whatever a change of one path may have made wrong. */
function forget({ states, lists, heads, folders }: Known, path: string): void {
  const isFile = states.get(path)?.kind === 'text' || (heads.get(path) ?? null) !== null;
  states.delete(path);
  heads.delete(path);
  // A folder that appears changes the listing of each folder above it that lacked it.
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const known = lists.get(dir);
    lists.delete(dir);
    for (const system of folders.values()) system.delete(dir);
    if ((known !== undefined && known !== null) || dir === dirname(dir)) break;
  }
  lists.delete(path);
  if (isFile) return;
  // A folder that is reported takes all below it along.
  for (const map of [states, lists, heads, ...folders.values()])
    for (const key of map.keys()) if (isInside(path, key)) map.delete(key);
}

interface Memo {
  value: unknown;
  readonly reads: Read[];
  running: boolean;
}

interface Read {
  readonly value: unknown;
  again(reader: Reader): unknown;
}

/** Hands out answers and writes down which they were, each once. */
class Recorder implements Reader {
  readonly #snapshot: Snapshot;
  readonly #reads: Read[];
  readonly #seen = {
    files: new Set<string>(),
    lists: new Set<string>(),
    heads: new Set<string>(),
    goFolders: new Set<string>(),
  };
  readonly #folders = new Map<string, Set<string>>();

  constructor(snapshot: Snapshot, reads: Read[]) {
    this.#snapshot = snapshot;
    this.#reads = reads;
  }

  file(path: string): FileState {
    return this.#once(this.#seen.files, path, (reader) => reader.file(path));
  }

  list(path: string): readonly Entry[] | null {
    return this.#once(this.#seen.lists, path, (reader) => reader.list(path));
  }

  head(path: string): GoHead | null {
    return this.#once(this.#seen.heads, path, (reader) => reader.head(path));
  }

  holdsGo(path: string): boolean {
    return this.#once(this.#seen.goFolders, path, (reader) => reader.holdsGo(path));
  }

  folder(path: string, goos: string, goarch: string): GoFolder | null {
    const system = `${goos}/${goarch}`;
    let seen = this.#folders.get(system);
    if (!seen) this.#folders.set(system, (seen = new Set()));
    return this.#once(seen, path, (reader) => reader.folder(path, goos, goarch));
  }

  packageTable(key: string, goos: string, goarch: string): PackageTable | null {
    return this.#record((reader) => reader.packageTable(key, goos, goarch));
  }

  derive<K, T>(query: Query<K, T>, key: K): T {
    return this.#record((reader) => reader.derive(query, key));
  }

  with(changes: readonly FileChange[], removed: readonly string[] = []): Snapshot {
    return this.#snapshot.with(changes, removed);
  }

  #once<T>(seen: Set<string>, path: string, ask: (reader: Reader) => T): T {
    if (seen.has(path)) return ask(this.#snapshot);
    seen.add(path);
    return this.#record(ask);
  }

  #record<T>(ask: (reader: Reader) => T): T {
    const value = ask(this.#snapshot);
    this.#reads.push({ value, again: ask });
    return value;
  }
}

const sameFolder = (a: GoFolder | null, b: GoFolder | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.files.length === b.files.length &&
    a.files.every(({ path, head }, i) => b.files[i]?.path === path && sameData(b.files[i].head, head)));

const sameIdentity = (a: unknown, b: unknown): boolean => a === b;

const keep = <T>(old: T | undefined, now: T, same: (a: T, b: T) => boolean): T =>
  old !== undefined && same(old, now) ? old : now;
