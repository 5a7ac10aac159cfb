import type { ObjectFact } from '../../memory/made.ts';
import type { GoFiles, GoSource } from '../model.ts';

/** What go.mod says. https://go.dev/ref/mod#go-mod-file */
export interface GoMod {
  readonly module: string | null;
  readonly go: string | null;
  readonly toolchain: string | null;
  readonly require: ReadonlyMap<string, string>;
  readonly replace: readonly Replace[];
  /** `path@version`, versions that the build does not consider. */
  readonly exclude: ReadonlySet<string>;
  /** Folders that patterns do not match, as written. https://go.dev/ref/mod#go-mod-file-ignore */
  readonly ignore: readonly string[];
}

export interface Replace {
  readonly path: string;
  /** Null replaces every version. */
  readonly version: string | null;
  readonly to: string;
  /** Null when `to` is a folder. */
  readonly toVersion: string | null;
}

export interface GoWork {
  readonly go: string | null;
  /** Folders, as written. */
  readonly use: readonly string[];
  readonly replace: readonly Replace[];
}

/** The same for a file, read once while its text stays the same. */
export const goModOf = (files: GoFiles, source: GoSource): GoMod => files.made(GO_MOD, source);

const GO_MOD: ObjectFact<GoSource, GoMod> = { name: 'go-mod', of: ({ text }) => parseGoMod(text) };

export function parseGoMod(text: string): GoMod {
  let module: string | null = null;
  let go: string | null = null;
  let toolchain: string | null = null;
  const require = new Map<string, string>();
  const replace: Replace[] = [];
  const exclude = new Set<string>();
  const ignore: string[] = [];
  for (const [verb, ...args] of directives(text)) {
    const [first, second] = args;
    if (first === undefined) continue;
    if (verb === 'module') module = first;
    else if (verb === 'go') go = first;
    else if (verb === 'toolchain') toolchain = first;
    else if (verb === 'require' && second !== undefined) require.set(first, second);
    else if (verb === 'replace') replace.push(...replaceOf(args));
    else if (verb === 'exclude' && second !== undefined) exclude.add(`${first}@${second}`);
    else if (verb === 'ignore') ignore.push(first);
  }
  return { module, go, toolchain, require, replace, exclude, ignore };
}

export function parseGoWork(text: string): GoWork {
  const use: string[] = [];
  const replace: Replace[] = [];
  let go: string | null = null;
  for (const [verb, ...args] of directives(text)) {
    const [first] = args;
    if (verb === 'use' && first !== undefined) use.push(first);
    else if (verb === 'go' && first !== undefined) go = first;
    else if (verb === 'replace') replace.push(...replaceOf(args));
  }
  return { go, use, replace };
}

/**
 * The lines of a file, blocks written out: verb, then words. Comments are left out, quotes taken off. As in the go command
 * `//` starts a comment in the middle of a word too.
 */
function* directives(text: string): Generator<string[]> {
  let block: string | null = null;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const words: string[] = [];
    for (const [word] of line.matchAll(WORD)) {
      if (word.startsWith('//')) break;
      words.push(/^["`]/.test(word) ? word.replace(/^.|["`]$/g, '').replace(/\\(.)/g, '$1') : word);
    }
    const [first] = words;
    if (first === undefined) continue;
    if (block !== null) {
      if (first === ')') block = null;
      else yield [block, ...words];
    } else if (words[1] === '(') block = first;
    else yield words;
  }
}

/** A string that is not closed ends with its line. */
const WORD = /"(?:[^"\\]|\\.?)*"?|`[^`]*`?|\/\/.*|[()]|(?:(?!\/\/)[^\s()"`])+/g;

function replaceOf(args: readonly string[]): Replace[] {
  const arrow = args.indexOf('=>');
  const [path, version = null] = args.slice(0, Math.max(arrow, 0));
  const [to, toVersion = null] = args.slice(arrow + 1);
  return arrow < 0 || path === undefined || to === undefined ? [] : [{ path, version, to, toVersion }];
}
