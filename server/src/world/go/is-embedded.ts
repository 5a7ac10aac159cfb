import { goHead } from '../../go/facts.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { dirname, relative } from '../../text/path.ts';
import { fileGlob } from '../find/file-glob.ts';

/** Whether a Go file of the same module embeds a file (`//go:embed`): it is data of a program then, such as a template for others. */
export function isEmbedded(reader: Reader, file: string): boolean {
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    const entries = reader.list(dir);
    const path = relative(dir, file);
    for (const { name, kind } of entries ?? []) {
      if (kind !== 'file' || !name.endsWith('.go') || name.endsWith('_test.go')) continue;
      const patterns = reader.source(goHead, `${dir === '/' ? '' : dir}/${name}`)?.embed ?? [];
      if (patterns.some((pattern) => embeds(pattern.replace(/^all:/, ''), path))) return true;
    }
    // A package embeds what lies in its own module only.
    if (dir === dirname(dir) || entries === null || entries.some(({ name }) => name === 'go.mod'))
      return false;
  }
}

/** A folder is embedded with all that it holds. */
const embeds = (pattern: string, path: string): boolean => {
  const fits = fileGlob(pattern);
  return path.split('/').some((_, index, parts) => fits(parts.slice(0, index + 1).join('/')));
};
