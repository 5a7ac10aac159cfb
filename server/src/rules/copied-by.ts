import type { StageTrace } from '../image/model.ts';
import type { Span } from '../text/span.ts';
import type { Program } from '../world/world.ts';

/** The word of the COPY that brought a program to its last place. */
export function copiedBy(stage: StageTrace | null, program: Program): Span | null {
  const main = program.package;
  const held = stage?.files
    .programs()
    .find((each) => each.build === program.build && each.package.dir === main.dir);
  const step = held?.steps.findLast(({ effect }) => effect.kind === 'copy');
  if (step?.effect.kind !== 'copy') return null;
  const { sources } = step.effect.copy;
  const own = sources.find(
    ({ found }) =>
      found.kind === 'file' && found.origin.kind === 'program' && found.origin.package.dir === main.dir,
  );
  return (own ?? (sources.length === 1 ? sources[0] : undefined))?.token ?? step.span;
}
