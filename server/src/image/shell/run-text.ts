import type { SimpleCommand } from '../../shell/ast.ts';
import { parseShell } from '../../shell/parse-shell.ts';
import type { Span } from '../../text/span.ts';
import { addOpaque } from './shell-command.ts';
import type { Shell } from '../state.ts';

/**
 * Follows a shell text that a command of the Dockerfile runs: a script of the context, what `sh -c` and `eval` are
 * given, a line of a Makefile. Its words have no place in the Dockerfile; all of it counts as standing in that command.
 */
export function runText(text: string, shell: Shell, node: SimpleCommand): void {
  const at = shell.at ?? node;
  if (shell.depth > MAX_DEPTH)
    return addOpaque(shell, node, 'its scripts call each other too deeply to follow');
  const { value, errors } = parseShell(text, { escape: '\\', offset: 0, script: true });
  const inner: Shell = { ...shell, at, depth: shell.depth + 1 };
  shell.stage.runSequence(relocate(value, at), inner);
  if (errors.length > 0) addOpaque(inner, at, 'a script that it runs has an error');
  const { world, variables, cwd, functions, positional, ended, conditional } = inner;
  Object.assign(shell, { world, variables, cwd, functions, positional, ended, conditional });
}

const MAX_DEPTH = 16;

/** A tree whose every node stands at one place. */
function relocate<T>(value: T, { start, end }: Span): T {
  if (Array.isArray(value)) return value.map((each: unknown) => relocate(each, { start, end })) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]: [string, unknown]) => [
    key,
    key === 'start' ? start : key === 'end' ? end : relocate(each, { start, end }),
  ]);
  return Object.fromEntries(entries) as T;
}
