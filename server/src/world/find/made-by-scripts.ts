import type { Query, Reader } from '../../memory/snapshot.ts';
import { dirname, isInside, resolve } from '../../text/path.ts';
import { sameData } from '../../text/same-data.ts';
import { commandLines, wordsOf } from './command-lines.ts';
import { discover } from './discover.ts';
import { basesOf, foldersIn } from './run-folders.ts';

/**
 * Whether a Makefile, script, workflow or document of the repository writes a path, or a folder that it lies in: `go build -o`,
 * `> file`, `cp … file`. `root` is the repository.
 */
export const isMadeByScripts = (reader: Reader, root: string, path: string): boolean =>
  reader.derive(outputs, root).some((made) => isInside(made, path));

/** Absolute paths of what the repository writes. */
const outputs: Query<string, readonly string[]> = {
  name: 'script-outputs',
  same: sameData,
  compute: (reader, root) => [
    ...new Set(
      reader
        .derive(discover, root)
        .starters.slice(0, MAX_FILES)
        .flatMap((file) => reader.derive(outputsIn, { file, root })),
    ),
  ],
};

const MAX_FILES = 3000;

/** Those of one file, so that an edit of its other lines changes nothing. */
const outputsIn: Query<{ readonly file: string; readonly root: string }, readonly string[]> = {
  name: 'script-outputs-in',
  same: sameData,
  compute(reader, { file, root }) {
    const state = reader.file(file);
    if (state.kind !== 'text' || state.file.text.length > MAX_LENGTH) return [];
    const { text } = state.file;
    const words = commandLines(text, dirname(file), root, WRITES).flatMap(({ text: line }) => written(line));
    if (words.length === 0) return [];
    const own = basesOf(file, root);
    const bases = [...own, ...own.flatMap((base) => foldersIn(text).map((each) => resolve(base, each)))];
    return [...new Set(words)].flatMap((word) =>
      [...new Set(bases.map((base) => resolve(base, word)))].filter(
        // A folder that somebody writes into is not made of that: only what lies in the repository, and not all of it.
        (path) => path !== root && isInside(root, path) && !bases.includes(path),
      ),
    );
  },
};

const MAX_LENGTH = 1 << 20;

/** Where a command says what it writes. */
const WRITES = /\s-[oO][\s=]?\S|--out(?:put)?[\s=]|>\s*\S|\b(?:cp|mv|install|rsync|tee|touch|ln)\s/;

/** The paths that the commands of a line write; none that is not all known, or a device. */
function written(line: string): string[] {
  const out: string[] = [];
  for (const [, word = ''] of line.matchAll(
    /(?:\s-[oO][\s=]?|--out(?:put)?[\s=]|(?<![-=0-9&])>>?\s*)(["']?[\w./${}()-]+)/g,
  ))
    out.push(word);
  for (const { 0: command, index } of line.matchAll(/\b(?:cp|mv|install|rsync|tee|touch|ln)(?=\s)/g)) {
    const words = wordsOf(line.slice(index + command.length)).filter((each) => !each.startsWith('-'));
    if (command === 'tee' || command === 'touch') out.push(...words);
    else if (words.length > 1) out.push(words.at(-1) ?? '');
  }
  return out
    .map((word) => word.replace(/["']/g, ''))
    .filter((word) => word !== '' && !/[$*{}()]|^\.{0,2}\/?$|^\/dev\//.test(word));
}
