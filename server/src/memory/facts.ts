import type { Words } from '../text/words.ts';
import type { Entry } from './entry.ts';

/** A fact about a text that needs its beginning only, so that the host reads no more of a file than that. */
export interface SourceFact<T> {
  readonly name: string;
  /** From the beginning of a text, `complete` when that is all of it; null asks for a longer one. What is kept of it is taken from `words`. */
  of(text: string, complete: boolean, words: Words): T | null;
}

/**
 * A fact about what lies in a folder. The host may know it without a look at each file. `key` tells the questions apart that
 * may be asked of one folder.
 */
export interface FolderFact<T> {
  readonly name: string;
  compute(reader: FolderReader, path: string, key: string): T;
  /** Tells values apart; an equal value keeps the old object. */
  same(a: T, b: T): boolean;
}

/** What a fact about a folder may be made from. */
export interface FolderReader {
  list(path: string): readonly Entry[] | null;
  source<T>(fact: SourceFact<T>, path: string): T | null;
}

/** Something that the host keeps between runs, and that only those who name it know the inside of. */
export interface HostTable<T> {
  readonly name: string;
  /** Never there: it ties the name to the type of what the host gives. */
  readonly gives?: T;
}
