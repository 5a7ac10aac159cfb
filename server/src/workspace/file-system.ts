/**
 * What the host offers. Paths are absolute with `/`. Calls are synchronous: the engine runs in a process of its own,
 * and blocking reads are several times faster there than promises. Nothing outside the border is shown.
 */
export interface FileSystem {
  read(path: string): FileContent;
  /**
   * Gives `parse` the beginning of a file, and a longer one as long as it answers null; `complete` tells that it is the
   * whole. The last character of a part may be torn apart. Null when the file cannot be read.
   */
  readStart<T>(path: string, parse: (text: string, complete: boolean) => T | null): T | null;
  /** The entries of a folder in name order; null when it is none, cannot be read, or lies outside the border. */
  list(path: string): readonly Entry[] | null;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** True for a symbolic link; `kind` is what it leads to. A walk does not enter one, which could be a circle. */
  readonly link?: true;
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
