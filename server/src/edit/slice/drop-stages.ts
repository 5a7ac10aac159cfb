import type { Image } from '../../world/world.ts';
import { removeLines } from '../dockerfile/remove-instruction.ts';
import type { Draft } from './draft.ts';
import { type Reason, reasonIn } from './reason.ts';
import { stageLike } from './stage-like.ts';

/** Takes out the stages that the image needed before the slice, and needs no more. */
export function dropStages(draft: Draft, before: Image): Reason[] {
  const image = draft.image();
  if (!image) return [];
  const { dockerfile } = image.trace.request;
  const needed = new Set(image.trace.needed.map((stage) => stage.stage.index));
  const wasNeeded = new Set(before.trace.needed.map((stage) => stage.stage.name?.value.toLowerCase()));
  const going = image.trace.stages.filter(
    ({ stage }) =>
      !needed.has(stage.index) && stage.name !== null && wasNeeded.has(stage.name.value.toLowerCase()),
  );
  const edits = going.flatMap(({ stage }) => {
    const last = stage.instructions.at(-1) ?? stage.from;
    return [removeLines(dockerfile, stage.from.startLine, last.endLine)];
  });
  if (edits.length === 0 || !draft.apply(edits)) return [];
  return going.map((stage) => {
    const old = stageLike(before, stage)?.stage;
    return reasonIn(
      before,
      old?.index ?? -1,
      old?.span ?? null,
      `stage ${stage.stage.name?.value} goes: nothing is copied from it any more`,
    );
  });
}
