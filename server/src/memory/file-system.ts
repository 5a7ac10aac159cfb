import type { GoFolder, GoHead, PackageTable } from '../go/model.ts';

/**
 * What the host offers. Paths are absolute with `/`. Calls are synchronous: the engine runs in a process of its own,
 * and blocking reads are several times faster there than promises. Nothing outside the border is shown.
 */
export interface FileSystem {
  read(path: string): FileContent;
  /** The head of a Go file, which is read no further than that goes; null when the file cannot be read. */
  goHead(path: string): GoHead | null;
  /**
   * The Go files of a folder that their names let into builds for a system, for a host that knows more of a folder than the
   * head of each; without it they are asked for one by one. The same object as long as nothing changed.
   */
  goFolder?(path: string, goos: string, goarch: string): GoFolder | null;
  /** Whether a folder holds a Go file; undefined where it has to be listed to tell. */
  holdsGo?(path: string): boolean | undefined;
  /**
   * The packages of the module cache for a build list in a world, which `key` names: the same object for as long as the modules
   * that it was made from stay what they are. Null where a file of `touched` lies in the module cache.
   */
  packageTable?(key: string, goos: string, goarch: string, touched: Iterable<string>): PackageTable | null;
  /** Says that everything may have changed. */
  again?(): void;
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
