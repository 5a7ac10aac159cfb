import { startOf } from '../../edit/slice/reason.ts';
import type { Image } from '../../world/world.ts';
import type { Check } from '../check.ts';

/** Whatever an image copies is there: in the stage that it is copied from, or in the build context. */
export const copySources: Check = function* ({ before, after }) {
  const known = new Set(before.images.flatMap((image) => absentIn(image).map(({ id }) => id)));
  for (const image of after.images) {
    for (const { id, name } of absentIn(image)) {
      if (known.has(id)) continue;
      yield {
        services: image.usedBy.map((service) => service.id),
        file: image.file,
        reason: `the image would not be built: nothing produces ${name}, which it copies`,
        at: startOf(before.images.find((each) => each.file === image.file) ?? image),
      };
    }
  }
};

/** The sources that are surely not there. What was missing before is no loss. */
const absentIn = ({ trace }: Image): { id: string; name: string }[] =>
  trace.needed.flatMap(({ steps }) =>
    steps.flatMap(({ effect, conditional }) => {
      if (effect.kind !== 'copy' || conditional) return [];
      const { from, sources } = effect.copy;
      return sources.flatMap(({ found, token }) =>
        found.kind === 'absent' ? [{ id: `${from.kind} ${token.value}`, name: token.value }] : [],
      );
    }),
  );
