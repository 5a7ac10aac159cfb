import type { Word, WordPart } from '../shell/ast.ts';
import { hasMeta, matchesGlob } from './glob.ts';
import { join } from './file-tree.ts';
import { findFile } from './find-file.ts';
import { listFolder } from './list-files.ts';
import type { Shell } from './state.ts';
import { absolute } from './shell-path.ts';
import { visibleTree } from './write-files.ts';

/** Stands in the text of a field for a piece that only a running shell can tell. */
export const UNKNOWN_PIECE = '\u0000';

/** One argument, as the command gets it. */
export interface Field {
  /** With UNKNOWN_PIECE for each piece that is not known. */
  readonly text: string;
  /** `text` when all of it is known, else null. */
  readonly value: string | null;
  /** It may be several arguments, or none. */
  readonly several: boolean;
  readonly word: Word;
}

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

interface Draft {
  text: string;
  /** Something stands in it, an empty quoted text too. */
  some: boolean;
  several: boolean;
  glob: boolean;
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

const newDraft = (): Draft => ({ text: '', some: false, several: false, glob: false });

function append(draft: Draft, text: string, quoted: boolean): void {
  draft.text = joined(draft.text, text);
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
  shell.positional.forEach((value, index) => {
    if (index > 0) drafts.push(newDraft());
    const last = drafts.at(-1);
    if (last) append(last, value ?? UNKNOWN_PIECE, true);
  });
}

function finish(draft: Draft, word: Word, shell: Shell): Field[] {
  const { text } = draft;
  if (text.includes(UNKNOWN_PIECE))
    return [{ text, value: null, several: draft.several || draft.glob, word }];
  if (!draft.glob || !hasMeta(text)) return [{ text, value: text, several: false, word }];
  const matches = matchFiles(text, shell);
  if (matches === null) return [{ text: UNKNOWN_PIECE, value: null, several: true, word }];
  return matches.map((value) => ({ text: value, value, several: false, word }));
}

/** The paths that a pattern names, in order; null when a folder it looks into is not fully known. */
function matchFiles(pattern: string, shell: Shell): string[] | null {
  if (/[{}]/.test(pattern)) return braces(pattern, shell);
  const segments = pattern.split('/');
  let found = [pattern.startsWith('/') ? '/' : ''];
  const tree = visibleTree(shell);
  for (const [index, segment] of segments.entries()) {
    if (segment === '') continue;
    const next: string[] = [];
    for (const dir of found) {
      if (!hasMeta(segment)) next.push(join(dir, segment));
      else {
        const folder = absolute(shell.cwd, dir === '' ? '.' : dir);
        const listing = folder === null ? null : listFolder(tree, folder);
        if (folder === null || listing === null || listing.doubt !== null) return null;
        for (const name of listing.names) {
          if (!matchesGlob(segment, name) || (name.startsWith('.') && !segment.startsWith('.'))) continue;
          const isLast = index === segments.length - 1;
          if (isLast || findFile(tree, join(folder, name)).kind === 'directory') next.push(join(dir, name));
        }
      }
    }
    found = next;
  }
  const slash = pattern.endsWith('/') ? '/' : '';
  const kept = found.map((path) => path + slash);
  return kept.length > 0 ? kept : [pattern];
}

/** `{a,b}`: bash expands it before files are matched; a plain sh does not, so that the answer depends on the shell. */
const braces = (_pattern: string, _shell: Shell): null => null;

function textOf(part: WordPart, shell: Shell): string {
  switch (part.kind) {
    case 'literal':
    case 'glob':
      return part.text;
    case 'unknown':
      return UNKNOWN_PIECE;
    case 'variable':
      return variableText(part, shell);
  }
}

function variableText(part: WordPart & { kind: 'variable' }, shell: Shell): string {
  const value = variableValue(part.name, shell);
  if (part.operator === null) return value === null ? UNKNOWN_PIECE : (value ?? '');
  if (value === null) return UNKNOWN_PIECE;
  const isSet = value !== undefined && (value !== '' || !part.operator.startsWith(':'));
  const operand = (): string => (part.operand ? expandText(part.operand, shell) : '');
  return part.operator.endsWith('+') ? (isSet ? operand() : '') : isSet ? (value ?? '') : operand();
}

/** Undefined when it is unset, null when its value is not known. */
function variableValue(name: string, shell: Shell): string | null | undefined {
  if (name === '@' || name === '*') {
    return shell.positional.includes(null) ? null : shell.positional.join(' ');
  }
  if (/^\d+$/.test(name)) return name === '0' ? null : shell.positional[Number(name) - 1];
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
