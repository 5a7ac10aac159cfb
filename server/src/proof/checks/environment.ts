import { placeOf, startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { instructionsOf, lineageOf } from '../../image/lineage.ts';
import { lossOf } from '../pair.ts';

/** Each variable of the image has the value that it had. CGO_ENABLED is nothing to a program that runs. */
export const environment: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after) continue;
    const { image } = pair.before;
    const line = instructionsOf(lineageOf(image.trace, before)).findLast((each) => each.keyword === 'ENV');
    for (const [name, value] of before.env)
      if (name !== 'CGO_ENABLED' && after.env.get(name) !== value)
        yield lossOf(pair, `the image would lose ${name}`, line ? placeOf(image, line) : startOf(image));
  }
};
