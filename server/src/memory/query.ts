import type { FolderFact, FolderReader, HostTable } from './facts.ts';
import type { FileState } from './file-system.ts';
import type { ObjectFact } from './made.ts';

/** What a query may ask. Whatever it asks is recorded: the value is kept as long as each answer stays the same object. */
export interface Reader extends FolderReader {
  file(path: string): FileState;
  folder<T>(fact: FolderFact<T>, path: string, key: string): T;
  /** What the host keeps of its own; null where it keeps nothing. */
  table<T>(table: HostTable<T>, key: string): T | null;
  derive<K, T>(query: Query<K, T>, key: K): T;
  /** What is made of an object and of nothing else: it is kept with the object, and no dependency. */
  made<K extends object, T>(fact: ObjectFact<K, T>, object: K): T;
  /** The workspace in which `changes` happened, for trying something out. What is asked of it is not recorded. */
  with(changes: readonly FileChange[], removed?: readonly string[]): Reader;
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
  /** For a value that looks at one snapshot: another one makes its own. What asks for it is made anew in each as well. */
  readonly perSnapshot?: true;
}

/** One change that the host or the editor reports. A null text means: look at the disk again. */
export interface FileChange {
  readonly path: string;
  readonly text: string | null;
}
