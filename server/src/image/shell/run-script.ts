import { expandText } from './expand-shell-word.ts';
import { type Field, UNKNOWN_PIECE } from './field.ts';
import { dirname } from '../../text/path.ts';
import type { FileTree } from '../files/file-tree.ts';
import { findFile } from '../files/find-file.ts';
import { listFolder } from '../files/list-files.ts';
import { positionalOf } from './positional.ts';
import { runText } from './run-text.ts';
import { addOpaque, addStep, pathOf, type ShellCommand } from './shell-command.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from '../state.ts';
import type { Variables } from '../variables.ts';
import { visibleTree } from '../files/write-files.ts';

/** `sh -c 'text'`, `sh script.sh`, `sh <<EOF`. */
export function shellProgram(command: ShellCommand, name: string, shell: Shell): void {
  const { node, args } = command;
  let at = 0;
  let line = false;
  for (; at < args.length; at++) {
    const text = args[at]?.value ?? '';
    if (!/^[-+]/.test(text)) break;
    if (/^[-+][a-z]*o$/.test(text)) at++;
    if (/^-[a-z]*c[a-z]*$/.test(text)) line = true;
  }
  const first = args[at];
  const braces = /bash|zsh|ksh/.test(name) ? true : shell.braces;
  if (!first) {
    const body = node.redirects.findLast((redirect) => redirect.body)?.body;
    if (!body) return addOpaque(shell, node, 'what its shell reads is not known');
    return inProcess(command, shell, readable(expandText(body, shell)), { name, args: [], braces });
  }
  const rest = args.slice(at + 1);
  if (line)
    return inProcess(command, shell, readable(first.text), {
      name: rest[0] ? rest[0].value : name,
      args: rest.slice(1),
      braces,
    });
  const script = first.value === null ? null : readScript(pathOf(first, shell), shell);
  if (script === null) return addOpaque(shell, node, 'a script that it runs cannot be read');
  inProcess(command, shell, script, { name: first.value, args: rest, braces });
}

/** `./build.sh`, or a script by its name on PATH; false when it is none that can be read. */
export function runScript(command: ShellCommand, shell: Shell): boolean {
  const { name, args } = command;
  if (name === null) return false;
  const path = name.includes('/') ? absolute(shell.cwd, name) : onPath(name, command, shell);
  const script = readScript(path, shell);
  const [, interpreter] = /^#!\s*(\S.*)/.exec(script ?? '') ?? [];
  if (
    script === null ||
    (interpreter !== undefined && !/(?:^|[\s/])(?:ba|da|a|z|k)?sh(?:\s|$)/.test(interpreter))
  )
    return false;
  const braces =
    interpreter === undefined ? shell.braces : /bash|zsh|ksh/.test(interpreter) ? true : shell.braces;
  inProcess(command, shell, script, { name, args, braces });
  return true;
}

/** `. script` and `source script` run in this very shell. */
export function sourceScript(command: ShellCommand, shell: Shell): void {
  const [file] = command.args;
  const path = file ? pathOf(file, shell) : null;
  const script = readScript(path, shell);
  if (script === null) {
    if (shell.starting) doubtSourced(path, shell);
    else addOpaque(shell, command.node, 'a script that it reads cannot be read');
    return;
  }
  runText(script, shell, command.node);
  if (shell.ended === 'returned') shell.ended = 'no';
}

/** What is not there is not read, and what the base image or a package brings starts no program of the repository. */
function doubtSourced(path: string | null, shell: Shell): void {
  const { starting } = shell;
  if (path !== null && starting?.isImages(path) && isForeign(path, visibleTree(shell))) return;
  starting?.doubt(`which script it reads in (${path ?? 'by a name that is not known'}) is not known`);
}

function isForeign(path: string, tree: FileTree): boolean {
  const found = findFile(tree, path);
  if (found.kind === 'file') return found.origin.kind === 'base' || found.origin.kind === 'installed';
  return found.kind !== 'unknown' || listFolder(tree, dirname(path)).ofBase;
}

/** `eval words…` */
export const evaluate = (command: ShellCommand, shell: Shell): void =>
  runText(readable(command.args.map((field) => field.text).join(' ')), shell, command.node);

/** What only a running shell can tell is written as a command that it would run. */
const readable = (text: string): string => text.replaceAll(UNKNOWN_PIECE, '$(:)');

function inProcess(
  command: ShellCommand,
  shell: Shell,
  text: string,
  call: { readonly name: string | null; readonly args: readonly Field[]; readonly braces: boolean | null },
): void {
  addStep(shell, command.node, { kind: 'nothing' });
  const inner: Shell = {
    ...shell,
    variables: environmentOf(command, shell),
    functions: new Map(),
    positional: call.args.map(positionalOf),
    name: call.name,
    braces: call.braces,
  };
  runText(text, inner, command.node);
  shell.world = inner.world;
  if (inner.ended === 'failed') shell.ended = 'failed';
}

function environmentOf({ own }: ShellCommand, shell: Shell): Variables {
  let variables = shell.variables.exportedOnly();
  for (const [name, { value, span }] of own)
    variables = variables.with(name, { value, span, via: 'export', exported: true });
  return variables;
}

function readScript(path: string | null, shell: Shell): string | null {
  if (path === null) return null;
  const found = findFile(visibleTree(shell), path);
  if (found.kind !== 'file' || shell.starting?.isImages(path) === false) return null;
  const { origin } = found;
  if (origin.kind === 'made') return origin.text ?? null;
  return origin.kind === 'context' ? shell.stage.context.read(origin.path) : null;
}

/** A name is looked up only where the context put something: what the image brings is no script of the repository. */
function onPath(name: string, command: ShellCommand, shell: Shell): string | null {
  const path = command.own.get('PATH')?.value ?? shell.variables.lookup('PATH');
  for (const folder of (path ?? '').split(':')) {
    const full = absolute(shell.cwd, `${folder}/${name}`);
    if (full !== null && readScript(full, shell) !== null) return full;
  }
  return null;
}
