import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Image, Program } from '../../world/world.ts';

/**
 * Edits that build a program with CGO_ENABLED=0: at the word that switched cgo on where only this program sees it, else
 * on the command itself. Null where the setting comes from elsewhere (a build arg of Compose, a Makefile).
 */
export function turnCgoOff(
  dockerfile: Dockerfile,
  image: Image,
  program: Program,
  /** With which grades a program does without. */
  free: readonly Program['grade'][] = ['none'],
): readonly TextEdit[] | null {
  const { build } = program;
  const { span, via, value } = build.cgo;
  const others = image.programs.filter(
    (each) => each !== program && sameSpan(each.build.cgo.span, span) && !free.includes(each.grade),
  );
  // One command that builds several programs builds them alike.
  const together = image.programs.filter(({ build: { command } }) => command.start === build.command.start);
  if (together.some((each) => !free.includes(each.grade))) return null;
  if (span !== null && value !== null && via !== 'command' && others.length > 0)
    return [beforeCommand(dockerfile, program)];
  switch (via) {
    case 'command':
    case 'export':
    case 'env':
      return span === null ? null : flip(dockerfile.text, span);
    case 'arg':
      // A value that Compose passes wins over the default in the Dockerfile.
      if (span === null || image.key.args.some(([name]) => name === 'CGO_ENABLED'))
        return [beforeCommand(dockerfile, program)];
      return flip(dockerfile.text, span);
    case 'default':
    case 'cross':
      return [beforeCommand(dockerfile, program)];
    default:
      return null;
  }
}

/** Writes 0 for the 1 at the end of a `CGO_ENABLED=1` word; null when the word is written in another way. */
function flip(text: string, span: { start: number; end: number }): TextEdit[] | null {
  const match = /^(.*CGO_ENABLED(?:=|[ \t]+)["']?)1(["']?)$/s.exec(text.slice(span.start, span.end));
  if (!match) return null;
  const at = span.start + (match[1]?.length ?? 0);
  return [{ span: { start: at, end: at + 1 }, text: '0' }];
}

/** The setting in front of the go command; an assignment there wins over everything else. */
function beforeCommand(_: Dockerfile, program: Program): TextEdit {
  const { command } = program.build;
  const own = command.assignments.find((each) => each.name === 'CGO_ENABLED');
  if (own) return { span: { start: own.start, end: own.end }, text: 'CGO_ENABLED=0' };
  return { span: { start: command.start, end: command.start }, text: 'CGO_ENABLED=0 ' };
}

const sameSpan = (
  a: { start: number; end: number } | null,
  b: { start: number; end: number } | null,
): boolean => a !== null && b !== null && a.start === b.start && a.end === b.end;
