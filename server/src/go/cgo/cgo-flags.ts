import { normalize } from '../../text/path.ts';
import { type ConstraintWorld, satisfiesCgo } from '../imports/build-constraint.ts';
import type { LoadedPackage } from '../imports/load-package.ts';

/** The flags that the `#cgo` lines of a package give in one world, by verb (`LDFLAGS`, `pkg-config`, …), in order. */
export function cgoFlags(
  { dir, files }: Pick<LoadedPackage, 'dir' | 'files'>,
  world: ConstraintWorld,
): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const { head } of files) {
    for (const { constraint, verb, value } of head.cgo ?? []) {
      if (!satisfiesCgo(constraint, world)) continue;
      const words = splitQuoted(value)?.map((word) => word.replaceAll('${SRCDIR}', dir));
      // The go command stops at the first line of a file that is not well formed.
      if (!words?.every(isSafe)) break;
      out.set(verb, [...(out.get(verb) ?? []), ...(verb === 'pkg-config' ? words : absolute(words, dir))]);
    }
  }
  return out;
}

/** Words as a shell parts them: blanks, quotes of both kinds, backslashes. Null when a quote or an escape is not closed. */
function splitQuoted(text: string): string[] | null {
  const out: string[] = [];
  let word = '';
  let quote = '';
  let isQuoted = false;
  let isEscaped = false;
  for (const c of text) {
    if (isEscaped) isEscaped = false;
    else if (c === '\\') {
      isEscaped = true;
      continue;
    } else if (quote !== '') {
      if (c === quote) {
        quote = '';
        continue;
      }
    } else if (c === '"' || c === "'") {
      isQuoted = true;
      quote = c;
      continue;
    } else if (/\s/.test(c)) {
      if (isQuoted || word !== '') out.push(word);
      word = '';
      isQuoted = false;
      continue;
    }
    word += c;
  }
  if (isQuoted || word !== '') out.push(word);
  return quote !== '' || isEscaped ? null : out;
}

/** The characters that go/build lets through to the compiler. */
const isSafe = (word: string): boolean => /^[-+.,/0-9=A-Za-z_:$@%! ~^\u0080-\u{10ffff}]+$/u.test(word);

/** `-I` and `-L` are seen from the folder of the package. */
function absolute(words: readonly string[], dir: string): string[] {
  let isPath = false;
  return words.map((word) => {
    if (isPath) {
      isPath = false;
      return fromFolder(dir, word);
    }
    if (!/^-[IL]/.test(word)) return word;
    isPath = word.length === 2;
    return isPath ? word : `${word.slice(0, 2)}${fromFolder(dir, word.slice(2))}`;
  });
}

const fromFolder = (dir: string, path: string): string =>
  path.startsWith('/') ? path : normalize(`${dir}/${path}`);
