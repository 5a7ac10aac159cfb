import type { Sequence, SimpleCommand, Word } from '../../shell/ast.ts';
import { parseShell } from '../../shell/parse-shell.ts';
import { basename, dirname } from '../../text/path.ts';
import type { Field } from './field.ts';
import { listFolder } from '../files/list-files.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from '../state.ts';
import { visibleTree } from '../files/write-files.ts';

/**
 * What `$(…)` or a text in backquotes puts in its place, where it runs nothing but commands on names: basename,
 * dirname, echo, pwd, ls, cd before one of them. Null for everything else.
 */
export function commandOutput(text: string, shell: Shell, expand: Expand): string | null {
  const inner = /^\$\(([\s\S]*)\)$/.exec(text)?.[1] ?? /^`([^`\\]*)`$/.exec(text)?.[1];
  if (inner === undefined || shell.depth > MAX_DEPTH) return null;
  const { value, errors } = parseShell(inner, { escape: '\\', offset: 0, script: true });
  if (errors.length > 0) return null;
  const output = outputOf(value, { ...shell, depth: shell.depth + 1 }, expand);
  return output === null ? null : output.replace(/(?<!\n)\n+$/, '');
}

/** How words become arguments. */
type Expand = (words: readonly Word[], shell: Shell) => Field[];

const MAX_DEPTH = 16;

function outputOf(list: Sequence, shell: Shell, expand: Expand): string | null {
  let out = '';
  for (const { operator, node } of list.items) {
    if (operator === '||' || operator === '&' || node.kind !== 'command') return null;
    if (node.assignments.length > 0 || node.redirects.some((each) => each.fd !== 2)) return null;
    const said = commandSays(node, shell, expand);
    if (said === null) return null;
    out += said;
  }
  return out;
}

/** What one command prints; `cd` changes the folder of `shell`. */
function commandSays(command: SimpleCommand, shell: Shell, expand: Expand): string | null {
  const [name, ...args] = expand(command.words, shell);
  if (args.some((field) => field.value === null)) return null;
  const operands = args.filter((field) => !(field.value ?? '').startsWith('-'));
  const [first, second] = operands.map((field) => field.value ?? '');
  switch (name?.value) {
    case 'basename': {
      if (first === undefined || operands.length < args.length) return null;
      const base = basename(first.replace(/(?<=[^/])\/+$|(?<=^\/)\/+$/, ''));
      const cut = second !== undefined && second !== base && base.endsWith(second);
      return `${cut ? base.slice(0, -second.length) : base}\n`;
    }
    case 'dirname':
      return first === undefined || operands.length !== 1 ? null : `${folderOf(first)}\n`;
    case 'echo':
      return args.some((field) => /^-|\\/.test(field.value ?? ''))
        ? null
        : `${args.map((field) => field.value).join(' ')}\n`;
    case 'printf':
      return operands.length === 2 && first === '%s' ? (second ?? null) : null;
    case 'pwd':
      return shell.cwd === null ? null : `${shell.cwd}\n`;
    case 'cd':
      if (first === undefined || operands.length !== 1) return null;
      shell.cwd = absolute(shell.cwd, first);
      return shell.cwd === null ? null : '';
    case 'ls':
      return namesIn(args, shell);
    default:
      return null;
  }
}

/** As dirname(1) does, which does not look at the files. */
function folderOf(path: string): string {
  const bare = path.replace(/(?<=[^/])\/+$|(?<=^\/)\/+$/, '');
  if (!bare.includes('/')) return '.';
  return dirname(bare);
}

function namesIn(args: readonly Field[], shell: Shell): string | null {
  const folder = absolute(shell.cwd, args[0]?.value ?? '.');
  if (args.length > 1 || folder === null || args[0]?.value?.startsWith('-')) return null;
  const listing = listFolder(visibleTree(shell), folder);
  if (listing.doubt !== null) return null;
  const names = listing.names.filter((name) => !name.startsWith('.'));
  return names.length === 0 ? null : `${names.join('\n')}\n`;
}
