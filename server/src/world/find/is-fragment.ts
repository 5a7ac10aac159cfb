import { isComposeName } from '../../compose/load/find-projects.ts';
import type { ComposeProject } from '../../compose/model.ts';
import type { Query, Reader } from '../../memory/snapshot.ts';
import { basename, dirname, resolve } from '../../text/path.ts';
import { sameData } from '../../text/same-data.ts';
import { textFiles } from './text-files.ts';

/**
 * Whether the files of a project are a part of one that is put together elsewhere. Two of three say so: they refer to what
 * they do not declare, that they are a project is a guess, a program of the repository lists them beside other Compose files.
 * Which files are merged with them, and from which folder their paths are seen, is then not known.
 */
export function isFragment(reader: Reader, root: string, project: Merged): boolean {
  const { errors, files, guessed, written } = project;
  if (written) return false;
  const refers = errors.some(({ mayBeElsewhere }) => mayBeElsewhere);
  if (refers && guessed) return true;
  return (refers || guessed === true) && files.some((file) => isListedWithOthers(reader, root, file));
}

type Merged = Pick<ComposeProject, 'errors' | 'files' | 'guessed' | 'written'>;

function isListedWithOthers(reader: Reader, root: string, file: string): boolean {
  const name = basename(file);
  return reader
    .derive(textFiles, root)
    .files.some(
      (source) =>
        SOURCE.test(source) &&
        reader
          .derive(composeLists, source)
          .some((written) => mayBeNamed(basename(written), name) && names(written, source, root, file)),
    );
}

/** Files in which programs and scripts say which files they merge. Documents list files for other reasons. */
const SOURCE =
  /\.(?:go|py|[cm]?[jt]sx?|rb|rs|java|kts?|cs|php|pl|lua|exs?|scala|groovy|swift|sh|bash|zsh|fish|ps1|mk|just|toml)$|\/(?:GNU)?[Mm]akefile[\w.-]*$|\/\.?[Jj]ustfile$/;

/** The paths of Compose files that a file names near one another, as they are written. */
const composeLists: Query<string, readonly string[]> = {
  name: 'compose-lists',
  same: sameData,
  compute(reader, file) {
    const state = reader.file(file);
    if (state.kind !== 'text' || !/compose/i.test(state.file.text)) return [];
    const named = state.file.text.split('\n').flatMap((line, at) =>
      line.length > MAX_LENGTH || !/\.ya?ml/.test(line)
        ? []
        : [...line.matchAll(PATH)].flatMap(([path]) => {
            return isComposeName(plain(basename(path))) ? [{ path, at }] : [];
          }),
    );
    const isNear = (one: (typeof named)[number]): boolean =>
      named.some((other) => other.path !== one.path && Math.abs(other.at - one.at) <= NEAR);
    return [...new Set(named.filter(isNear).map(({ path }) => path))];
  },
};

const PATH = /(?<![^\s"'`,;:=()[\]<>|&])[^\s"'`,;:=()[\]<>|&]+\.ya?ml(?![\w.])/g;
const MAX_LENGTH = 4000;
/** Lines of a list. */
const NEAR = 3;

/** What a program puts in: `{}`, `%s`, `${name}`, `$name`, `*`. */
const PLACEHOLDER = /\{[^{}/]*\}|%[svdq]|\$\{?\w+\}?|\*/g;
const plain = (text: string): string => text.replace(/\$?\{[^{}/]*\}|%[svdq]|\$\w+|\*/g, 'x');

/** Whether a name fits one that a program writes, with what it puts in. */
function mayBeNamed(written: string, name: string): boolean {
  const fixed = written.replace(/\$(?=\{)/g, '').split(PLACEHOLDER);
  let at = 0;
  for (const [index, part] of fixed.entries()) {
    const found = index === 0 ? (name.startsWith(part) ? 0 : -1) : name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return fixed.length > 1 ? name.endsWith(fixed.at(-1) ?? '') : at === name.length;
}

/** Whether a path that `source` writes is that of a file: seen from the source or the repository, or by its last folders. */
function names(written: string, source: string, root: string, file: string): boolean {
  const folders = written.split('/').slice(0, -1);
  const last = folders.slice(folders.lastIndexOf('..') + 1).filter((folder) => folder !== '.');
  const own = dirname(file).split('/');
  if (last.length > 0) {
    const theirs = own.slice(-last.length);
    return last.every((folder, i) => mayBeNamed(folder, theirs[i] ?? ''));
  }
  return [dirname(source), root].some((base) => resolve(base, folders.join('/')) === dirname(file));
}
