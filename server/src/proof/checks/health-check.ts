import { placeOf } from '../../edit/slice/reason.ts';
import type { Image } from '../../world/world.ts';
import type { Check } from '../check.ts';
import { lossOf } from '../pair.ts';

/** The health check of an image speaks for its default program: a service that runs that, and says nothing, keeps it. */
export const healthCheck: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const { before, image } = pair;
    const own = before.image.trace.final?.healthcheck;
    if (!own || !image || before.model.healthcheck) continue;
    const { runs } = before.image;
    if (runs.kind === 'program' && before.program?.package.dir !== runs.program.package.dir) continue;
    if (textOf(image) !== textOf(before.image))
      yield lossOf(pair, 'the image would be checked in another way', placeOf(before.image, own));
  }
};

const textOf = ({ trace }: Image): string | null => trace.final?.healthcheck?.rest.text.trim() ?? null;
