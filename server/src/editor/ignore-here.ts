import type { Dockerfile } from '../dockerfile/ast.ts';
import type { Snapshot } from '../memory/snapshot.ts';
import type { RuleFinding } from '../rules/analyse.ts';
import { type Change, editOf } from '../text/change.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/span.ts';
import { commentStyle, ignoresAt } from '../world/ignores/ignores-at.ts';
import { isIgnored } from '../world/ignores/is-ignored.ts';
import { dockerfileAt } from '../world/parse-queries.ts';
import type { World } from '../world/world.ts';

/**
 * Writes a comment above a finding that silences it. Null where a line that is put in is no comment: in a block of text, above a
 * directive, in a file whose comments are not read.
 */
export function ignoreHere(snapshot: Snapshot, world: World, { rule, at }: RuleFinding): Change | null {
  const state = snapshot.file(at.file);
  if (rule.judgesOthers || state.kind !== 'text') return null;
  const { text } = state.file;
  const style = commentStyle(at.file);
  let start = at.span.start;
  if (style === 'dockerfile') {
    const dockerfile = world.dockerfiles.some(({ file }) => file === at.file)
      ? (snapshot.derive(dockerfileAt, at.file)?.value ?? null)
      : null;
    if (!dockerfile) return null;
    start = aboveHeredocs(dockerfile, start);
    if (dockerfile.directives.some((directive) => directive.end > start)) return null;
  }
  const lines = new LineIndex(text);
  const lineStart = lines.start(lines.lineAt(start));
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${indent}${style === 'go' ? '//' : '#'} dockerfile-split-ignore ${rule.id}: say why${eol}`;
  const after = `${text.slice(0, lineStart)}${line}${text.slice(lineStart)}`;
  const moved = moveBy(at.span, line.length);
  // Whoever reads it decides whether it is a comment, and what it silences.
  const isRead = snapshot
    .with([{ path: at.file, text: after }])
    .derive(ignoresAt, at.file)
    .some(
      (ignore) =>
        ignore.span.start === lineStart + indent.length && isIgnored(ignore, rule.id, { span: moved }),
    );
  return isRead ? editOf(at.file, text, [{ span: { start: lineStart, end: lineStart }, text: line }]) : null;
}

/** A heredoc is text: its instruction is silenced as a whole. */
function aboveHeredocs({ instructions }: Dockerfile, place: number): number {
  const around = instructions.find(({ heredocs }) =>
    heredocs.some(({ body, end }) => body.start <= place && place <= end),
  );
  return around?.start ?? place;
}

const moveBy = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
