import type { FileSystem } from '../memory/file-system.ts';
import { GoIndex } from './go-index/go-index.ts';
import { IndexedFiles } from './go-index/indexed-files.ts';
import { BUILD, IndexFile } from './go-index/index-file.ts';
import { NodeFiles } from './node-files.ts';

export interface OpenFiles {
  readonly files: FileSystem;
  /** Writes down what was read of Go sources, when that was much; whether it was. */
  readonly keep: () => boolean;
}

/** The disk inside a border, with what an earlier run wrote down about the Go sources there. */
export function openFiles(
  border: readonly string[],
  moduleCache: string | null,
  env: NodeJS.ProcessEnv,
): OpenFiles {
  const disk = new NodeFiles(border);
  const file = IndexFile.of(env, border);
  if (!file) return { files: disk, keep: () => false };
  const files = new IndexedFiles(disk, moduleCache, file.read());
  return { files, keep: () => keep(files, file) };
}

/** The same for a process that goes on: `adopt` takes over what a thread of it has read. */
export function openSharedFiles(
  border: readonly string[],
  moduleCache: string | null,
): { readonly files: FileSystem; readonly adopt: (bytes: Uint8Array) => void } {
  const files = new IndexedFiles(new NodeFiles(border), moduleCache, null);
  return {
    files,
    adopt: (bytes) => {
      const index = GoIndex.read(bytes, BUILD);
      if (index) files.adopt(index);
    },
  };
}

/** What a thread reads with: `bytes` are all that it has read, for `adopt`. */
export function openThreadFiles(
  border: readonly string[],
  moduleCache: string | null,
  env: NodeJS.ProcessEnv,
): OpenFiles & { readonly bytes: () => Uint8Array } {
  const file = IndexFile.of(env, border);
  const files = new IndexedFiles(new NodeFiles(border), moduleCache, file?.read() ?? null);
  return {
    files,
    keep: () => file !== null && keep(files, file),
    // A few files that changed are sooner read again than everything is written down.
    bytes: () => (files.index && files.misses < MUCH ? files.index.bytes : files.toIndex(BUILD)),
  };
}

function keep(files: IndexedFiles, file: IndexFile): boolean {
  if (files.misses < MUCH) return false;
  file.write(files.toIndex(BUILD));
  return true;
}

/** So much is read and worked out in a few hundredths of a second: less is not worth a file. */
const MUCH = 1000;
