import { nameFits } from './imports/build-constraint.ts';
import { lexGoHeadPart } from './imports/lex-head.ts';
import type { GoFolder, GoHead, PackageTable } from './model.ts';
import type { FolderFact, HostTable, SourceFact } from '../memory/facts.ts';
import { sameData } from '../text/same-data.ts';

/** The head of a Go file, read no further than it goes. */
export const goHead: SourceFact<GoHead> = { name: 'lex', of: lexGoHeadPart };

/**
 * The Go files of a folder that their names let into builds for a system, which the key names (`systemKey`); null when it is
 * no folder.
 */
export const goFolder: FolderFact<GoFolder | null> = {
  name: 'go-folder',
  compute(reader, path, key) {
    const entries = reader.list(path);
    if (!entries) return null;
    const [goos, goarch] = systemOf(key);
    const dir = path === '/' ? '' : path;
    const files = entries.flatMap(({ name, kind }) => {
      if (kind !== 'file' || !nameFits(name, goos, goarch)) return [];
      const file = `${dir}/${name}`;
      return [{ path: file, head: reader.source(goHead, file) }];
    });
    return { dir: path, files };
  },
  same: (a, b) =>
    a === b ||
    (a !== null &&
      b !== null &&
      a.files.length === b.files.length &&
      a.files.every(({ path, head }, i) => b.files[i]?.path === path && sameData(b.files[i].head, head))),
};

/** Whether a folder holds a Go file, whatever it is for. */
export const holdsGo: FolderFact<boolean> = {
  name: 'holds-go',
  compute: (reader, path) => (reader.list(path) ?? []).some(({ name }) => name.endsWith('.go')),
  same: Object.is,
};

/** The packages of the module cache for a system (`systemKey`), and behind a space what names the build list and the world. */
export const packageTable: HostTable<PackageTable> = { name: 'go-packages' };

export const systemKey = (goos: string, goarch: string): string => `${goos}/${goarch}`;

export function systemOf(key: string): [goos: string, goarch: string] {
  const [goos = '', goarch = ''] = key.split('/');
  return [goos, goarch];
}
