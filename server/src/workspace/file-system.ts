/**
 * What the host offers. Paths are absolute with `/`. Calls are synchronous: the engine runs in a process of its own,
 * and blocking reads are several times faster there than promises. Nothing outside the border is shown.
 */
export interface FileSystem {
  read(path: string): FileContent;
  /** The first `bytes` bytes of a file as text, and whether that was all; null when it cannot be read. */
  readStart(path: string, bytes: number): { readonly text: string; readonly complete: boolean } | null;
  /** The entries of a folder in name order; null when it is none, cannot be read, or lies outside the border. */
  list(path: string): readonly Entry[] | null;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
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
