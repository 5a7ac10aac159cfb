import { basename } from '../../text/path.ts';
import { imagesTaken } from '../../image/images-taken.ts';
import { tagName } from '../../native/image-reference.ts';
import { tagsOf } from '../../world/tags-of.ts';
import type { Image, World } from '../../world/world.ts';
import { startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';

/**
 * A tag that a Dockerfile of the workspace stands on, or copies from, is still built by an image that holds what the old one
 * held.
 */
export const tags: Check = function* ({ before, after }) {
  for (const image of before.images)
    for (const tag of imagesTaken(image.trace)) {
      const old = builtAs(before, tag);
      if (!old) continue;
      const now = builtAs(after, tag);
      const left = new Set(now?.holds.map(({ path, program }) => `${program.dir}\0${path}`));
      const lost = old.holds.find(({ path, program }) => !left.has(`${program.dir}\0${path}`));
      if (now && !lost) continue;
      yield {
        services: old.usedBy.map((service) => service.id),
        file: now?.file ?? null,
        reason: now
          ? `${basename(image.file)} takes from the image ${tag}, which would not hold ${lost?.path} any more`
          : `${basename(image.file)} takes from the image ${tag}, which nothing would build any more`,
        at: startOf(image),
      };
    }
};

function builtAs({ services }: World, tag: string): Image | null {
  const name = tagName(tag);
  return services.find(({ model }) => tagsOf(model).includes(name))?.image ?? null;
}
