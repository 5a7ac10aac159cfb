import type { Span } from '../text/span.ts';
import type { Instruction } from './ast.ts';

/** What of the file a shell gets to run. */
export interface ShellSource {
  /**
   * `line`: the instruction's own text, with Dockerfile continuations, and the bodies of heredocs behind it.
   * `script`: the body of the one heredoc that is all there is (`RUN <<EOF`).
   * `program`: such a body whose `#!` line names something else than a shell.
   */
  readonly kind: 'line' | 'script' | 'program';
  readonly span: Span;
}

/**
 * Which part of the file a shell form of RUN, CMD, ENTRYPOINT or HEALTHCHECK hands to the shell; null where there is
 * none (JSON form, `HEALTHCHECK NONE`, nothing written). Follows BuildKit's `dispatchRun`.
 */
export function shellSource(instruction: Instruction, text: string): ShellSource | null {
  const { keyword, heredocs, restSpan, words } = instruction;
  if (instruction.json !== null || instruction.rest.text === '') return null;
  if (keyword === 'HEALTHCHECK') {
    const command = words[1];
    return words[0]?.value.toUpperCase() === 'CMD' && command
      ? { kind: 'line', span: { start: command.start, end: command.end } }
      : null;
  }
  if (keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return null;
  const [only, ...more] = heredocs;
  if (!only) return { kind: 'line', span: restSpan };
  if (more.length === 0 && /^\d*<<-?[\t\n\f\r ]*[^<\s]+$/.test(instruction.rest.text)) {
    return {
      kind: isForeign(text.slice(only.body.start, only.body.end)) ? 'program' : 'script',
      span: only.body,
    };
  }
  return { kind: 'line', span: { start: restSpan.start, end: (more.at(-1) ?? only).end } };
}

/** Whether a script's first line names an interpreter, and none of the shells. */
function isForeign(script: string): boolean {
  const line = /^\t*#!(.*)/.exec(script)?.[1];
  return line !== undefined && !/(?:^|[\s/])(?:ba|da|a|k|z)?sh(?:\s|$)/.test(line);
}
