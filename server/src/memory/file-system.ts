import type { Entry } from './entry.ts';
import type { FolderFact, HostTable, SourceFact } from './facts.ts';

export type { Entry } from './entry.ts';

/**
 * What the host offers. Paths are absolute with `/`. Calls are synchronous: the engine runs in a process of its own,
 * and blocking reads are several times faster there than promises. Nothing outside the border is shown.
 */
export interface FileSystem {
  read(path: string): FileContent;
  /** A fact about the beginning of a file, which is read no further than that goes; null when the file cannot be read. */
  source<T>(fact: SourceFact<T>, path: string): T | null;
  /**
   * A fact about a folder, for a host that knows more of it than its entries; undefined where it knows no more. The same
   * object as long as nothing changed.
   */
  folder?<T>(fact: FolderFact<T>, path: string, key: string): T | undefined;
  /** What the host keeps of its own; null where it keeps nothing, or where a file of `touched` makes that wrong. */
  table?<T>(table: HostTable<T>, key: string, touched: Iterable<string>): T | null;
  /** Says that everything may have changed. */
  again?(): void;
  /** Says that these paths may have changed, and what lies below them. */
  changed?(paths: readonly string[]): void;
  /** The entries of a folder in name order; null when it is none, cannot be read, or lies outside the border. */
  list(path: string): readonly Entry[] | null;
}

export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  /** Binary, too large, no permission, or outside the border; the reason is a clause that a person can act on. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A text at one moment. Facts hang on its identity: while the text stays the same, so does the object. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export type FileState =
  | { readonly kind: 'text'; readonly file: SourceFile }
  | Exclude<FileContent, { kind: 'text' }>;
