import type { StageTrace } from '../../image/model.ts';
import type { Image } from '../../world/world.ts';

/** The stage of the monolith that a stage of a slice was. */
export const stageLike = (before: Image, { stage }: StageTrace): StageTrace | undefined =>
  stage.name
    ? before.trace.stages.find(
        (each) => each.stage.name?.value.toLowerCase() === stage.name?.value.toLowerCase(),
      )
    : before.trace.final?.stage.name === null
      ? before.trace.final
      : undefined;
