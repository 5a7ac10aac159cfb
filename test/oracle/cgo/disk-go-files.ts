import { readdirSync, readFileSync } from 'node:fs';
import { lexGoHead } from '../../../server/src/go/lex-head.ts';
import type { GoFiles, GoHead } from '../../../server/src/go/model.ts';
import { withFolders } from '../../support/with-folders.ts';

/** The disk as the Go engine sees it, each answer kept: it does not change while a test reads it. */
export function diskGoFiles(): GoFiles {
  const lists = new Map<string, readonly string[] | null>();
  const texts = new Map<string, string | null>();
  const heads = new Map<string, GoHead | null>();
  const text = (path: string): string | null => kept(texts, path, () => read(path));
  return withFolders({
    list: (dir) => kept(lists, dir, () => names(dir)),
    text,
    head: (path) =>
      kept(heads, path, () => {
        const found = text(path);
        return found === null ? null : lexGoHead(found);
      }),
  });
}

function kept<T>(memory: Map<string, T>, key: string, make: () => T): T {
  let value = memory.get(key);
  if (value === undefined) memory.set(key, (value = make()));
  return value;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Missing, or a folder: the engine asks for files that need not exist.
    return null;
  }
}

function names(dir: string): readonly string[] | null {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  } catch {
    // Missing, or a file: there is nothing to list.
    return null;
  }
}
