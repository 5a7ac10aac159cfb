import { basename, dirname, resolve } from '../../text/path.ts';
import type { Field } from '../shell/field.ts';
import { UNKNOWN_ACCESS } from '../files/access-at.ts';
import { findFile } from '../files/find-file.ts';
import type { AccessChange } from '../files/file-tree.ts';
import type { Access, Effect, NamedPath, Step } from '../model.ts';
import { addStep, mayWrite, pathOf, type ShellCommand } from '../shell/shell-command.ts';
import { noteFolder, notePrograms } from '../note.ts';
import { absolute } from '../shell/shell-path.ts';
import type { Shell } from '../state.ts';
import { entry, graft, isLink, linkedPath, visibleTree, write } from '../files/write-files.ts';
import { asRunBy, newAccess, ownerSet } from '../shell/new-access.ts';

type Verb = Extract<Effect, { kind: 'files' }>['verb'];

const VERBS: Readonly<Record<string, Verb>> = {
  mkdir: 'mkdir',
  chown: 'chown',
  chgrp: 'chown',
  chmod: 'chmod',
  mv: 'mv',
  cp: 'cp',
  ln: 'ln',
  rm: 'rm',
  rmdir: 'rm',
  touch: 'touch',
  install: 'install',
  strip: 'other',
  upx: 'other',
  setcap: 'other',
};

export const isFileCommand = (name: string): boolean => name in VERBS;

/** Follows a command that makes, moves or removes files. Those that only change a mode or shrink a program leave it what it is. */
export function fileCommand(command: ShellCommand, shell: Shell): void {
  const name = command.name ?? '';
  const verb = VERBS[name];
  if (!verb) return;
  const { operands, switches, target } = split(command.args, VALUED[name] ?? '');
  // The first operand of chown, chmod and setcap is what to set.
  const named =
    ['chown', 'chgrp', 'chmod', 'setcap'].includes(name) &&
    !switches.some((each) => each.startsWith('--reference'))
      ? operands.slice(1)
      : operands;
  const paths = named.flatMap((field): NamedPath[] => {
    const path = pathOf(field, shell);
    return path === null ? [] : [{ path, span: { start: field.word.start, end: field.word.end } }];
  });
  const unnamed = named.length - paths.length;
  const step = addStep(shell, command.node, { kind: 'files', verb, unnamed }, { paths });
  const unknown = unnamed > 0;
  const makes =
    verb === 'mkdir' ||
    (name === 'install' && switches.some((each) => /^-[a-z]*d/.test(each) || each === '--directory'));
  const inFolder =
    verb === 'touch' || (verb === 'mkdir' && !switches.some((each) => /^-[a-z]*p|^--parents/.test(each)));
  for (const { path } of paths)
    if (inFolder) noteFolder(shell, dirname(path));
    else if (verb === 'chown' || verb === 'chmod') noteFolder(shell, path);
  if (makes) {
    for (const { path } of paths)
      if (findFile(visibleTree(shell), path).kind !== 'directory')
        write(
          shell,
          entry(path, 'directory', { kind: 'made' }, [step], madeFolder(shell, name, command.args)),
        );
  } else if (verb === 'chmod' || verb === 'chown') {
    const change = setBy(name, operands[0]?.value ?? null, switches, shell);
    const recursive = switches.some((each) => /^-[a-zA-Z]*R|^--recursive/.test(each));
    for (const { path } of paths)
      write(shell, {
        kind: 'access',
        path: linkedPath(visibleTree(shell), path),
        recursive,
        set: change,
      });
    if (unknown) write(shell, { kind: 'access', path: '/', recursive: true, set: UNKNOWN_ACCESS });
  } else if (verb === 'touch') {
    for (const { path } of paths)
      if (findFile(visibleTree(shell), path).kind !== 'file')
        write(shell, entry(path, 'file', { kind: 'made' }, [step], newAccess(shell, 0o666)));
  } else if (verb === 'rm') {
    for (const { path } of paths) write(shell, { kind: 'removed', path, inside: false });
    for (const field of named)
      if (pathOf(field, shell) === null)
        write(shell, {
          kind: 'doubtful',
          path: absolute(shell.cwd, folderOf(field)) ?? '/',
          reason: 'what rm removes is not known',
        });
  } else if (verb === 'cp' || verb === 'mv' || verb === 'ln' || verb === 'install') {
    const all = target ? [...named, target] : named;
    if (unknown || all.length < 2) {
      const last = all.at(-1);
      mayWrite(shell, last ? pathOf(last, shell) : shell.cwd, `what ${name} writes is not known`);
      return;
    }
    transfer(verb, all, shell, step, switches, target !== null);
  }
}

function transfer(
  verb: Verb,
  operands: readonly Field[],
  shell: Shell,
  step: Step,
  switches: readonly string[],
  intoFolder: boolean,
): void {
  const last = operands.at(-1);
  const destination = last ? pathOf(last, shell) : null;
  if (!last || destination === null) return;
  const has = (letter: string, long: string): boolean =>
    switches.some((each) => each === `--${long}` || (/^-[a-z]+$/i.test(each) && each.includes(letter)));
  const tree = visibleTree(shell);
  // A link to a folder is a folder, unless the command is told to take it for what it is.
  const isPlain =
    verb !== 'install' &&
    (has('T', 'no-target-directory') ||
      (verb === 'ln' && has('n', 'no-dereference') && isLink(tree, destination)));
  const isFolder =
    !isPlain &&
    (intoFolder ||
      operands.length > 2 ||
      (last.value ?? '').endsWith('/') ||
      findFile(tree, destination).kind === 'directory');
  // What is put beside other files of a folder would become the folder, were it not there.
  noteFolder(shell, destination);
  if (!isFolder && !switches.some((each) => /^-[a-z]*D/.test(each))) noteFolder(shell, dirname(destination));
  for (const field of operands.slice(0, -1)) {
    const source = pathOf(field, shell);
    if (source === null) continue;
    if (verb === 'ln' && has('s', 'symbolic')) {
      const path = isFolder ? `${destination}/${basename(source)}` : destination;
      write(shell, { kind: 'link', path, target: resolve(dirname(path), field.value ?? ''), steps: [step] });
      notePrograms(shell.stage, visibleTree(shell), path);
      continue;
    }
    // A hard link is another name of the same file, and stays when the first one goes.
    // `cp dir/. to` copies what is in it.
    const contents = (field.value ?? '').endsWith('/.') || field.value === '.';
    const path =
      isFolder && !contents ? `${destination === '/' ? '' : destination}/${basename(source)}` : destination;
    write(
      shell,
      graft(
        path,
        { kind: 'tree', tree: visibleTree(shell), path: source, doubt: null },
        [step],
        kept(verb, path, switches, shell),
      ),
    );
    notePrograms(shell.stage, visibleTree(shell), path);
    if (verb === 'mv') write(shell, { kind: 'removed', path: source, inside: false });
  }
}

/** What a folder gets that `mkdir` or `install -d` makes. */
function madeFolder(shell: Shell, name: string, args: readonly Field[]): Access {
  const access = newAccess(shell, 0o777);
  if (args.some(({ value }) => value === null)) return UNKNOWN_ACCESS;
  const asks = args.some(({ value }) =>
    /^(?:-[a-zA-Z]*m|--mode|-[a-zA-Z]*[og]|--owner|--group)/.test(value ?? ''),
  );
  if (!asks) return access;
  return name === 'mkdir' ? { ...access, mode: null } : UNKNOWN_ACCESS;
}

/** What chmod, chown or chgrp set, by their first operand. */
function setBy(name: string, to: string | null, switches: readonly string[], shell: Shell): AccessChange {
  if (
    shell.conditional ||
    to === null ||
    switches.some((each) => /^--|^-[a-zA-Z]*[hHLP]/.test(each) && each !== '--recursive')
  )
    return UNKNOWN_ACCESS;
  if (name === 'chmod') return { mode: to };
  return name === 'chgrp' ? ownerSet(`:${to}`) : ownerSet(to);
}

/** What a copy keeps of the access of what it copies. */
function kept(verb: Verb, path: string, switches: readonly string[], shell: Shell): AccessChange {
  if (shell.conditional) return UNKNOWN_ACCESS;
  if (verb === 'mv' || verb === 'ln') return {};
  const isThere = findFile(visibleTree(shell), path).kind !== 'absent';
  if (verb !== 'cp' || isThere || switches.some((each) => /^--|^-[a-zA-Z]*[pa]/.test(each)))
    return UNKNOWN_ACCESS;
  const { mode, ...owner } = asRunBy(shell);
  return { ...owner, ...(mode === null ? { mode } : { umask: 0o022 }) };
}

/** Options whose value is the next word. */
const VALUED: Readonly<Record<string, string>> = {
  install: '-m -o -g --mode --owner --group',
  mkdir: '-m --mode',
  touch: '-d -t -r',
  strip: '-o',
  upx: '-o',
  cp: '-S',
  mv: '-S',
};

function split(
  args: readonly Field[],
  valued: string,
): { operands: Field[]; switches: string[]; target: Field | null } {
  const takes = new Set(valued.split(' '));
  const operands: Field[] = [];
  const switches: string[] = [];
  let target: Field | null = null;
  let ended = false;
  for (let i = 0; i < args.length; i++) {
    const field = args[i];
    if (!field) continue;
    const text = field.value ?? '';
    if (ended || !text.startsWith('-') || text === '-') operands.push(field);
    else if (text === '--') ended = true;
    else {
      switches.push(text);
      if (text === '-t' || text === '--target-directory') target = args[++i] ?? null;
      else if (takes.has(text)) i++;
    }
  }
  return { operands, switches, target };
}

/** The folder that a pattern surely stays in: `/var/lib/apt/lists/` of `/var/lib/apt/lists/*`. */
function folderOf({ word }: Field): string {
  const first = word.parts.findIndex((part) => part.kind !== 'literal');
  const start = word.parts.slice(0, first < 0 ? undefined : first);
  const text = start.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
  if (text === '' && word.parts[first]?.kind !== 'glob') return '/';
  return text.slice(0, text.lastIndexOf('/') + 1) || '.';
}
