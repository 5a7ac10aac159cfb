import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { turnCgoOff } from '../../edit/dockerfile/turn-cgo-off.ts';
import { editOf } from '../../text/change.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Fix } from '../rule.ts';

/** Builds a program without cgo. It is safe where somebody turned cgo on, and all that sees the setting needs none. */
export function turnCgoOffFix(
  image: Image,
  program: Program,
  chosen: boolean,
  free?: readonly Program['grade'][],
): Fix[] {
  if (image.inline) return [];
  const { dockerfile } = image.trace.request;
  const off = turnCgoOff(dockerfile, image, program, free);
  const edits = off && tidyEdits(off);
  if (!edits) return [];
  return [
    {
      kind: 'changes',
      title: `Build ${program.package.binaryName} with CGO_ENABLED=0`,
      safe: chosen && program.grade === 'none' && isUnderstood(image, program),
      changes: [editOf(image.file, dockerfile.text, edits)],
    },
  ];
}

/** Whether every command that may see the setting is understood, and none of them needs it. */
function isUnderstood(image: Image, program: Program): boolean {
  const stage = image.trace.stages.find((each) => each.stage.index === program.build.stage);
  if (!stage || stage.opaque.length > 0) return false;
  if (program.build.cgo.via === 'command') return true;
  return stage.steps.every(
    ({ understood, effect }) =>
      understood && !((effect.kind === 'tool' || effect.kind === 'go-other') && effect.usesCompiler),
  );
}
