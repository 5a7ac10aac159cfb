import type { Span } from '../text/span.ts';
import type { Instruction } from './ast.ts';

/** What of the file a shell gets to run. */
export interface ShellSource {
  /**
   * `line`: the instruction's own text, with Dockerfile continuations, and the bodies of heredocs behind it.
   * `script`: the body of the one heredoc that is all there is (`RUN <<EOF`).
   * `program`: such a body that starts with `#!`, which is no concern of a shell unless that line names one.
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
    return { kind: text.startsWith('#!', only.body.start) ? 'program' : 'script', span: only.body };
  }
  return { kind: 'line', span: { start: restSpan.start, end: (more.at(-1) ?? only).end } };
}
