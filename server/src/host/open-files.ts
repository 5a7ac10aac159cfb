import type { FileSystem } from '../workspace/file-system.ts';
import { IndexedFiles } from './go-index/indexed-files.ts';
import { IndexFile } from './go-index/index-file.ts';
import { NodeFiles } from './node-files.ts';

export interface OpenFiles {
  readonly files: FileSystem;
  /** Writes down what was read of Go sources, when that was much. */
  readonly keep: () => void;
}

/** The disk inside a border, with what an earlier run wrote down about the Go sources there. */
export function openFiles(
  border: readonly string[],
  moduleCache: string | null,
  env: NodeJS.ProcessEnv,
): OpenFiles {
  const disk = new NodeFiles(border);
  const file = IndexFile.of(env, border);
  if (!file) return { files: disk, keep: () => undefined };
  const files = new IndexedFiles(disk, moduleCache, file.read());
  return {
    files,
    keep: () => {
      if (files.misses >= MUCH) file.write(files.toIndex(file.build));
    },
  };
}

/** So many heads are read in a few hundredths of a second: less is not worth a file. */
const MUCH = 1000;
