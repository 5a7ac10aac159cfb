import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import type { Sequence } from '../../shell/ast.ts';
import { parseShell } from '../../shell/parse-shell.ts';

/** The shell commands of a RUN, with spans in the Dockerfile: one list, or one a heredoc. Null for the JSON form. */
export function runBody(dockerfile: Dockerfile, run: Instruction): readonly Sequence[] | null {
  if (run.json) return null;
  const script = run.heredocs.length > 0;
  const spans = script ? run.heredocs.map((heredoc) => heredoc.body) : [run.restSpan];
  return spans.map(
    ({ start, end }) =>
      parseShell(dockerfile.text.slice(start, end), { escape: dockerfile.escape, offset: start, script })
        .value,
  );
}
