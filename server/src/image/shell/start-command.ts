import type { SimpleCommand } from '../../shell/ast.ts';
import { findFile } from '../files/find-file.ts';
import { join } from '../files/file-tree.ts';
import { listFolder } from '../files/list-files.ts';
import { visibleTree } from '../files/write-files.ts';
import type { Shell } from '../state.ts';
import { expandFields } from './expand-shell-word.ts';
import type { Field } from './field.ts';
import { positionalOf } from './positional.ts';
import { runCommand } from './run-command.ts';
import { absolute } from './shell-path.ts';

/**
 * Follows one simple command where a container starts: what is part of the shell changes it as it does in a build, and
 * every other command is a program that is started. How it ended, where its kind says so.
 */
export function startCommand(node: SimpleCommand, shell: Shell): 'true' | 'unknown' | null {
  const { starting } = shell;
  const fields = expandFields(node.words, shell);
  const [first, ...rest] = fields;
  const name = first ? first.value : '';
  if (!starting || name === '' || (name !== null && OF_THE_SHELL.has(name))) {
    runCommand(node, shell);
    return null;
  }
  if (name !== null && QUESTIONS.has(name)) return 'unknown';
  if (name === 'exec') {
    // Without words it only redirects.
    if (rest.length === 0) return 'true';
    start(fields, shell, !shell.subshell);
    shell.ended = 'done';
    return null;
  }
  if (name === 'wait') {
    starting.wait();
    return 'true';
  }
  if (name === 'run-parts') {
    runParts(rest, shell);
    return null;
  }
  if (name !== null && QUIET.has(name)) return 'true';
  start(fields, shell, false);
  return null;
}

function start(fields: readonly Field[], shell: Shell, ends: boolean): void {
  const { background, cwd, starting } = shell;
  starting?.start({ words: fields.map(positionalOf), folder: cwd, background, beside: false, ends });
}

/** `run-parts DIR` starts all that lies in a folder. */
function runParts(args: readonly Field[], shell: Shell): void {
  const dir = args.findLast((arg) => !arg.value?.startsWith('-'))?.value ?? null;
  const folder = dir === null ? null : absolute(shell.cwd, dir);
  const tree = visibleTree(shell);
  const listing = folder === null || !shell.starting?.isImages(folder) ? null : listFolder(tree, folder);
  if (folder === null || listing === null || (listing.doubt !== null && !listing.ofBase)) {
    shell.starting?.doubt(`what run-parts starts in ${dir ?? 'a folder'} is not known`);
    return;
  }
  for (const name of listing.names) {
    const path = join(folder, name);
    if (findFile(tree, path).kind === 'file')
      shell.starting?.start({
        words: [{ value: path, given: null }],
        folder: shell.cwd,
        background: shell.background,
        beside: true,
        ends: false,
      });
  }
}

/** What changes the shell itself, and is followed as it is in a build. */
const OF_THE_SHELL = new Set(
  '. source break cd continue declare eval exit export getopts local read readonly return set shift test [ typeset unset true false :'.split(
    ' ',
  ),
);

/** Commands that only prepare: they never are what a container is. */
const QUIET = new Set(
  'echo printf trap umask ulimit mkdir chown chmod shopt sleep cat ls ln cp mv rm touch sed awk hostname date umount mount sysctl'.split(
    ' ',
  ),
);

/** Commands that only ask something. */
const QUESTIONS = new Set('grep egrep fgrep id command which type hash nc pgrep cmp diff'.split(' '));
