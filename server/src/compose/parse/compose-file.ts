import type { Tree, TreeEntry, TreeMap } from './tree.ts';

/** One parsed Compose file. */
export interface ComposeFile {
  /** Null for an empty file. */
  readonly root: Tree | null;
  /** Further documents of the file, which Compose lays over the first. */
  readonly more: readonly Tree[];
  /** `root` for those who ask what is there and not where: the places in it may be those of an earlier text. */
  readonly outline: Tree | null;
  /** The file cut at its services; null where it is not plainly cut so. */
  readonly blocks: FileBlocks | null;
}

export interface FileBlocks {
  /** What stands around the services, at its place; `services` is there, and empty. */
  readonly rest: TreeMap;
  /** In the order of the file. */
  readonly services: readonly PlacedBlock[];
}

/** A service of a file: a text, and where that stands. An offset in UTF-16 code units. */
export interface PlacedBlock {
  readonly block: ServiceBlock;
  readonly start: number;
}

/** A service by its text alone, its places counted from the start of that: the same object for the same text. */
export interface ServiceBlock {
  readonly name: string;
  readonly entry: TreeEntry;
}

/** A file that was parsed at once. */
export const wholeFile = (root: Tree | null, more: readonly Tree[]): ComposeFile => ({
  root,
  more,
  outline: root,
  blocks: null,
});
