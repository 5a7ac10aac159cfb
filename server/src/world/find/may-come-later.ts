import { readIgnoreFile } from '../../dockerfile/ignore-file.ts';
import type { SourceFile } from '../../memory/file-system.ts';
import type { ObjectFact } from '../../memory/made.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { dirname, isInside, relative, resolve } from '../../text/path.ts';
import { isMadeByScripts } from './made-by-scripts.ts';

/**
 * Whether a path that is not there may be there for somebody else, or later: git ignores it, so that it is made and not kept, it
 * lies in a submodule, which a clone may not have, or something in the repository writes it. Absolute; what lies outside the
 * border is not looked at.
 */
export function mayComeLater(reader: Reader, path: string): boolean {
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const entries = reader.list(dir);
    for (const [name, read] of LISTS) {
      const state = entries?.some((entry) => entry.name === name) ? reader.file(`${dir}/${name}`) : null;
      if (state?.kind === 'text' && reader.made(read, state.file)(relative(dir, path))) return true;
    }
    const above = dirname(dir);
    if (isTop(entries) || above === dir || (entries !== null && reader.list(above) === null))
      return dir !== above && isMadeByScripts(reader, dir, path);
  }
}

const isTop = (entries: ReturnType<Reader['list']>): boolean =>
  entries?.some(({ name }) => name === '.git') ?? false;

type Listed = (path: string) => boolean;

/** Reading a list is slow; what it says stays while its text does. */
const LISTS: readonly (readonly [name: string, read: ObjectFact<SourceFile, Listed>])[] = [
  ['.gitignore', { name: 'git-ignored', of: ({ text }) => ignored(text) }],
  ['.gitmodules', { name: 'git-submodules', of: ({ text }) => submodule(text) }],
];

/**
 * What a .gitignore ignores below its folder, and the folders that it names on the way: where files of a folder are made and not
 * kept, so is the folder. https://git-scm.com/docs/gitignore#_pattern_format
 */
function ignored(text: string): Listed {
  const folders = new Set<string>();
  const patterns = text.split(/\r?\n/).flatMap((line) => {
    const [, not = '', pattern = ''] = /^(!?)\\?(.*?)\/?$/.exec(line.trimEnd()) ?? [];
    if (pattern === '' || line.startsWith('#')) return [];
    for (let dir = dirname(resolve('/', pattern)); not === '' && dir !== '/'; dir = dirname(dir))
      if (!/[*?[\\]/.test(dir)) folders.add(dir.slice(1));
    return [`${not}${pattern.includes('/') ? pattern.replace(/^\/?/, '/') : `**/${pattern}`}`];
  });
  const isIgnored = readIgnoreFile(patterns.join('\n'));
  return (path) => folders.has(path) || isIgnored(path);
}

function submodule(text: string): Listed {
  const folders = [...text.matchAll(/^[ \t]*path[ \t]*=(.*)$/gm)].map(([, path = '']) =>
    resolve('/', path.trim()),
  );
  return (path) => folders.some((folder) => isInside(folder, resolve('/', path)));
}
