import type { Word, WordPart } from '../../shell/ast.ts';
import { quotePattern, removeAffix } from '../../shell/match-pattern.ts';
import { type Field, UNKNOWN_PIECE } from './field.ts';
import { commandOutput } from './command-output.ts';
import { hasMeta, matchesGlob } from '../files/glob.ts';
import { join } from '../files/file-tree.ts';
import { findFile } from '../files/find-file.ts';
import { listFolder } from '../files/list-files.ts';
import type { Shell } from '../state.ts';
import { absolute } from './shell-path.ts';
import { visibleTree } from '../files/write-files.ts';

/** The arguments that words become: variables, field splitting, `$@`, and file patterns where the folder is known. */
export const expandFields = (words: readonly Word[], shell: Shell): Field[] =>
  words.flatMap((word) => fieldsOf(word, shell));

/** The value of a word that is not split (an assignment, the subject of `case`); null when it is not known. */
export function expandValue(word: Word, shell: Shell): string | null {
  const text = expandText(word, shell);
  return text.includes(UNKNOWN_PIECE) ? null : text;
}

/** The same, with UNKNOWN_PIECE for what is not known. */
export function expandText(word: Word, shell: Shell): string {
  let text = '';
  for (const part of word.parts) text = joined(text, textOf(part, shell));
  return text;
}

/** Two pieces of a value. What gets longer than Linux lets an argument be is not known: `A=$A$A` fills all memory. */
const joined = (text: string, more: string): string =>
  text.length + more.length > LONGEST_VALUE ? UNKNOWN_PIECE : text + more;

const LONGEST_VALUE = 1 << 17;

/** A word as a pattern of `case` or `${x#…}`: what is quoted in it stands for itself. Null when it is not known. */
export function expandPattern(word: Word, shell: Shell): string | null {
  let out = '';
  for (const part of word.parts) {
    const text = textOf(part, shell);
    if (text.includes(UNKNOWN_PIECE)) return null;
    out += (part.kind === 'literal' || part.kind === 'variable') && part.quoted ? quotePattern(text) : text;
  }
  return out;
}

interface Draft {
  text: string;
  /** Something stands in it, an empty quoted text too. */
  some: boolean;
  several: boolean;
  glob: boolean;
  /** The argument of the script that it is, and nothing besides. */
  given: object | null;
}

function fieldsOf(word: Word, shell: Shell): Field[] {
  const { literal } = word;
  // Most words hold nothing that expands.
  if (literal !== null && literal !== '' && !literal.includes(UNKNOWN_PIECE))
    return [{ text: literal, value: literal, several: false, word }];
  const drafts: Draft[] = [newDraft()];
  for (const part of word.parts) {
    const draft = drafts.at(-1) ?? newDraft();
    if (part.kind === 'variable' && (part.name === '@' || (part.name === '*' && !part.quoted))) {
      addPositional(drafts, shell);
    } else if (part.kind === 'literal') append(draft, part.text, part.quoted);
    else if (part.kind === 'glob') {
      append(draft, part.text, false);
      draft.glob = true;
    } else if (part.kind === 'variable' && part.quoted) append(draft, textOf(part, shell), true);
    else addSplit(drafts, textOf(part, shell), part.kind === 'unknown');
  }
  return drafts.filter((draft) => draft.some).flatMap((draft) => finish(draft, word, shell));
}

const newDraft = (): Draft => ({
  text: '',
  some: false,
  several: false,
  glob: false,
  given: null,
});

function append(draft: Draft, text: string, quoted: boolean): void {
  draft.text = joined(draft.text, text);
  draft.given = null;
  draft.some ||= quoted || text !== '';
}

/** The value of an unquoted variable splits at blanks, and its patterns match files. */
function addSplit(drafts: Draft[], text: string, command: boolean): void {
  const draft = drafts.at(-1);
  if (!draft) return;
  if (text.includes(UNKNOWN_PIECE)) {
    append(draft, text, false);
    draft.several = true;
    return;
  }
  const pieces = text.split(/[ \t\n]+/);
  pieces.forEach((piece, index) => {
    if (index > 0 && (drafts.at(-1)?.some ?? false)) drafts.push(newDraft());
    const last = drafts.at(-1);
    if (!last) return;
    append(last, piece, false);
    last.glob ||= !command && hasMeta(piece);
  });
}

function addPositional(drafts: Draft[], shell: Shell): void {
  shell.positional.forEach(({ value, given }, index) => {
    if (index > 0) drafts.push(newDraft());
    const last = drafts.at(-1);
    if (!last) return;
    const isFirst = !last.some;
    append(last, value ?? UNKNOWN_PIECE, true);
    last.given = isFirst ? given : null;
  });
}

function finish(draft: Draft, word: Word, shell: Shell): Field[] {
  const { text } = draft;
  if (text.includes(UNKNOWN_PIECE))
    return [{ text, value: null, several: draft.several || draft.glob, word, given: draft.given }];
  if (!draft.glob || !hasMeta(text)) return [{ text, value: text, several: false, word, given: draft.given }];
  const patterns = /[{}]/.test(text) ? expandBraces(text, shell.braces) : [text];
  const matches = patterns?.map((pattern) => (hasMeta(pattern) ? matchFiles(pattern, shell) : [pattern]));
  if (!matches || matches.includes(null)) return [{ text: UNKNOWN_PIECE, value: null, several: true, word }];
  return matches.flatMap((each) => each ?? []).map((value) => ({ text: value, value, several: false, word }));
}

/** `{a,b}` written out, once: bash does so before it looks for files, a plain sh does not. Null when that is not known. */
function expandBraces(text: string, braces: boolean | null): string[] | null {
  if (braces === false) return [text];
  const [, before = '', list, after = ''] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(text) ?? [];
  if (braces === null || list === undefined || !list.includes(',')) return null;
  // An alternative that is empty makes no argument of its own.
  return list
    .split(',')
    .map((each) => before + each + after)
    .filter((each) => each !== '');
}

/** The paths that a pattern names, in order; null when a folder it looks into is not fully known. */
function matchFiles(pattern: string, shell: Shell): string[] | null {
  const segments = pattern.split('/');
  let found = [pattern.startsWith('/') ? '/' : ''];
  const tree = visibleTree(shell);
  for (const [index, segment] of segments.entries()) {
    if (segment === '') continue;
    const next: string[] = [];
    for (const dir of found) {
      if (!hasMeta(segment)) next.push(inside(dir, segment));
      else {
        const folder = absolute(shell.cwd, dir === '' ? '.' : dir);
        const listing = folder === null ? null : listFolder(tree, folder);
        if (folder === null || listing === null) return null;
        // What the base image may hold there starts none of our programs.
        if (listing.doubt !== null && !(shell.starting?.isImages(folder) && listing.ofBase)) return null;
        for (const name of listing.names) {
          if (!matchesGlob(segment, name) || (name.startsWith('.') && !segment.startsWith('.'))) continue;
          const isLast = index === segments.length - 1;
          if (isLast || findFile(tree, join(folder, name)).kind === 'directory') next.push(inside(dir, name));
        }
      }
    }
    found = next;
  }
  const slash = pattern.endsWith('/') ? '/' : '';
  const kept = found.map((path) => path + slash);
  return kept.length > 0 ? kept : [pattern];
}

/** A name in a folder, the folder as it is written: `./cmd` stays so. */
const inside = (dir: string, name: string): string =>
  dir === '' || dir.endsWith('/') ? dir + name : `${dir}/${name}`;

function textOf(part: WordPart, shell: Shell): string {
  switch (part.kind) {
    case 'literal':
    case 'glob':
      return part.text;
    case 'unknown':
      if (part.text === '$#') return String(shell.positional.length);
      return commandOutput(part.text, shell, expandFields) ?? UNKNOWN_PIECE;
    case 'variable':
      return variableText(part, shell);
  }
}

function variableText(part: WordPart & { kind: 'variable' }, shell: Shell): string {
  const value = variableValue(part.name, shell);
  const { operator } = part;
  if (value === null) return UNKNOWN_PIECE;
  // What nobody sets here may still be set by whoever starts the container; a default is what it is made for.
  const isOpen = value === undefined && shell.starting !== null && !/^[\d@*]+$/.test(part.name);
  if (isOpen && !/^:?[-=]$/.test(operator ?? '')) return UNKNOWN_PIECE;
  if (operator === null) return value ?? '';
  if (operator === '#' || operator === '##' || operator === '%' || operator === '%%') {
    const pattern = part.operand ? expandPattern(part.operand, shell) : '';
    return pattern === null ? UNKNOWN_PIECE : (removeAffix(value ?? '', operator, pattern) ?? UNKNOWN_PIECE);
  }
  const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
  const operand = (): string => (part.operand ? expandText(part.operand, shell) : '');
  if (operator.endsWith('+')) return isSet ? operand() : '';
  if (isSet) return value ?? '';
  // `${X:?message}` ends the shell.
  if (operator.endsWith('?')) return UNKNOWN_PIECE;
  const text = operand();
  if (operator.endsWith('='))
    shell.variables = shell.variables.assign(part.name, text.includes(UNKNOWN_PIECE) ? null : text, null);
  return text;
}

/** Undefined when it is unset, null when its value is not known. */
function variableValue(name: string, shell: Shell): string | null | undefined {
  if (name === '@' || name === '*') {
    const values = shell.positional.map((each) => each.value);
    return values.includes(null) ? null : values.join(' ');
  }
  if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.positional[Number(name) - 1]?.value;
  if (name === 'PWD') return shell.cwd;
  const known = shell.variables.lookup(name);
  if (known === undefined && name === 'HOME') return homeOf(shell);
  return known === undefined && SET_BY_SHELL.has(name) ? null : known;
}

const SET_BY_SHELL = new Set([
  'OLDPWD',
  'RANDOM',
  'HOSTNAME',
  'UID',
  'EUID',
  'PPID',
  'SHLVL',
  'IFS',
  'SECONDS',
  'OSTYPE',
  'MACHTYPE',
  'HOSTTYPE',
  'SHELL',
  'BASH',
  'BASH_VERSION',
  'LINENO',
  'OPTARG',
  'OPTIND',
]);

const homeOf = (shell: Shell): string | null => {
  const { user } = shell.stage;
  return user === '' || user === 'root' || user === '0' || user?.startsWith('root:') || user?.startsWith('0:')
    ? '/root'
    : null;
};
