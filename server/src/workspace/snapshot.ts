import { lexGoHead, lexGoHeadPrefix } from '../go/lex-head.ts';
import type { GoHead } from '../go/model.ts';
import { dirname, isInside } from '../text/path.ts';
import { sameData } from '../text/same-data.ts';
import type { Entry, FileState, FileSystem } from './file-system.ts';

/** What a query may ask. Whatever it asks is recorded: the value is kept as long as each answer stays the same object. */
export interface Reader {
  file(path: string): FileState;
  list(path: string): readonly Entry[] | null;
  /** The head of a Go file, read no further than it goes; null when the file cannot be read. */
  head(path: string): GoHead | null;
  derive<K, T>(query: Query<K, T>, key: K): T;
  /** A snapshot in which `changes` happened, for trying something out. What is asked of it is not recorded. */
  with(changes: readonly FileChange[], removed?: readonly string[]): Snapshot;
}

/** A named computation over a snapshot. `key` is plain data; the value is never changed after it is returned. */
export interface Query<K, T> {
  readonly name: string;
  compute(reader: Reader, key: K): T;
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
  readonly #states: Map<string, FileState>;
  readonly #lists: Map<string, readonly Entry[] | null>;
  readonly #heads: Map<string, GoHead | null>;
  readonly #memos = new Map<string, Memo>();
  readonly #older: ReadonlyMap<string, Memo>;
  /** The states and heads before the change, so that equal ones keep their object. */
  readonly #before: {
    readonly states: Map<string, FileState>;
    readonly lists: Map<string, readonly Entry[] | null>;
    readonly heads: Map<string, GoHead | null>;
  };
  readonly counts: Counts;

  constructor(files: FileSystem, from?: SnapshotParts, counts: Counts = new Map()) {
    this.#files = files;
    this.#overlay = from?.overlay ?? new Map();
    this.#removed = from?.removed ?? new Set();
    this.#states = from?.states ?? new Map();
    this.#lists = from?.lists ?? new Map();
    this.#heads = from?.heads ?? new Map();
    this.#older = from?.older ?? new Map();
    this.#before = from?.before ?? { states: new Map(), lists: new Map(), heads: new Map() };
    this.counts = counts;
  }

  /** A new snapshot in which `changes` happened. */
  with(changes: readonly FileChange[], removed: readonly string[] = []): Snapshot {
    const overlay = new Map(this.#overlay);
    const gone = new Set(this.#removed);
    const states = new Map(this.#states);
    const lists = new Map(this.#lists);
    const heads = new Map(this.#heads);
    const forget = (path: string): void => {
      states.delete(path);
      heads.delete(path);
      // A folder that appears changes the listing of each folder above it that lacked it.
      for (let dir = dirname(path); ; dir = dirname(dir)) {
        const known = lists.get(dir);
        lists.delete(dir);
        if ((known !== undefined && known !== null) || dir === dirname(dir)) break;
      }
      // A folder that is reported takes all below it along.
      for (const map of [states, lists, heads])
        for (const key of map.keys()) if (key !== path && isInside(path, key)) map.delete(key);
      lists.delete(path);
    };
    for (const { path, text } of changes) {
      if (text === null) overlay.delete(path);
      else overlay.set(path, text);
      gone.delete(path);
      forget(path);
    }
    for (const path of removed) {
      overlay.delete(path);
      gone.add(path);
      forget(path);
    }
    const older = new Map([...this.#older, ...this.#memos]);
    const before = { states: this.#states, lists: this.#lists, heads: this.#heads };
    return new Snapshot(
      this.#files,
      { overlay, removed: gone, states, lists, heads, older, before },
      this.counts,
    );
  }

  /** A new snapshot that looks at every file again; facts of texts that are unchanged stay. */
  refreshed(): Snapshot {
    const older = new Map([...this.#older, ...this.#memos]);
    const before = { states: this.#states, lists: this.#lists, heads: this.#heads };
    const parts = {
      overlay: this.#overlay,
      removed: this.#removed,
      states: new Map(),
      lists: new Map(),
      heads: new Map(),
      older,
      before,
    };
    return new Snapshot(this.#files, parts, this.counts);
  }

  file(path: string): FileState {
    let state = this.#states.get(path);
    if (state === undefined) {
      state = keep(this.#before.states.get(path), this.#load(path), sameData);
      this.#states.set(path, state);
    }
    return state;
  }

  list(path: string): readonly Entry[] | null {
    let entries = this.#lists.get(path);
    if (entries === undefined) {
      entries = keep(this.#before.lists.get(path), this.#listing(path), sameData);
      this.#lists.set(path, entries);
    }
    return entries;
  }

  head(path: string): GoHead | null {
    let head = this.#heads.get(path);
    if (head === undefined) {
      head = keep(this.#before.heads.get(path), this.#lex(path), sameData);
      this.#heads.set(path, head);
    }
    return head;
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
      const value = query.compute(new Recorder(this, memo.reads), key);
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

  #listing(path: string): readonly Entry[] | null {
    const names = new Map((this.#files.list(path) ?? []).map((entry) => [entry.name, entry]));
    let exists = this.#files.list(path) !== null;
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
    if (!this.#overlay.has(path) && !this.#removed.has(path)) {
      const start = this.#files.readStart(path, HEAD_BYTES);
      if (start === null) return null;
      const head = start.complete ? lexGoHead(start.text) : lexGoHeadPrefix(start.text);
      if (head) return head;
    }
    const state = this.#load(path);
    return state.kind === 'text' ? lexGoHead(state.file.text) : null;
  }
}

/** How often each query ran, and how many Go files were lexed: committed and compared exactly. */
export type Counts = Map<string, number>;

interface SnapshotParts {
  readonly overlay: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  readonly states: Map<string, FileState>;
  readonly lists: Map<string, readonly Entry[] | null>;
  readonly heads: Map<string, GoHead | null>;
  readonly older: ReadonlyMap<string, Memo>;
  readonly before: {
    readonly states: Map<string, FileState>;
    readonly lists: Map<string, readonly Entry[] | null>;
    readonly heads: Map<string, GoHead | null>;
  };
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

/** Hands out answers and writes down which they were. */
class Recorder implements Reader {
  readonly #snapshot: Snapshot;
  readonly #reads: Read[];

  constructor(snapshot: Snapshot, reads: Read[]) {
    this.#snapshot = snapshot;
    this.#reads = reads;
  }

  file(path: string): FileState {
    return this.#record((reader) => reader.file(path));
  }

  list(path: string): readonly Entry[] | null {
    return this.#record((reader) => reader.list(path));
  }

  head(path: string): GoHead | null {
    return this.#record((reader) => reader.head(path));
  }

  derive<K, T>(query: Query<K, T>, key: K): T {
    return this.#record((reader) => reader.derive(query, key));
  }

  with(changes: readonly FileChange[], removed: readonly string[] = []): Snapshot {
    return this.#snapshot.with(changes, removed);
  }

  #record<T>(ask: (reader: Reader) => T): T {
    const value = ask(this.#snapshot);
    this.#reads.push({ value, again: ask });
    return value;
  }
}

/** Long enough for the imports of all but a few Go files in a thousand. */
const HEAD_BYTES = 8192;

const sameIdentity = (a: unknown, b: unknown): boolean => a === b;

const keep = <T>(old: T | undefined, now: T, same: (a: T, b: T) => boolean): T =>
  old !== undefined && same(old, now) ? old : now;
