import type { Dockerfile, Stage } from '../../dockerfile/ast.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Span } from '../../text/span.ts';

/** The whole lines of a stage, with the comments directly above its FROM, up to the end of its last instruction. */
export function stageSpan(dockerfile: Dockerfile, stage: Stage): Span {
  const { text } = dockerfile;
  const lines = new LineIndex(text);
  const comments = new Set(dockerfile.comments.map((comment) => lines.lineAt(comment.start)));
  let first = stage.from.startLine;
  while (first > 0 && comments.has(first - 1)) first--;
  const last = (stage.instructions.at(-1) ?? stage.from).endLine;
  return { start: lines.start(first), end: lines.contentEnd(last) };
}

/** The text of a stage under another name; its lines are otherwise as they were. */
export function stageNamed(dockerfile: Dockerfile, stage: Stage, name: string): string {
  const { start, end } = stageSpan(dockerfile, stage);
  const at = stage.name ?? { start: stage.base.end, end: stage.base.end };
  const { text } = dockerfile;
  return `${text.slice(start, at.start)}${stage.name ? '' : ' AS '}${name}${text.slice(at.end, end)}`;
}

/**
 * A free name for the stage of a program, by BuildKit's rule for names (`^[a-z][a-z0-9-_.]*$`, compared without case);
 * null when there is none.
 */
export function nameStage(
  program: { readonly name: string; readonly dir: string },
  taken: ReadonlySet<string>,
): string | null {
  const clean = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[^a-z]+|(?<![-.])[-.]+$/g, '');
  return (
    [clean(program.name), clean(program.dir)].find(
      (each) => each !== '' && each !== 'scratch' && !taken.has(each),
    ) ?? null
  );
}
