import { basename } from '../../text/path.ts';
import { imagesTaken } from '../../image/images-taken.ts';
import { tagName } from '../../native/image-reference.ts';
import { tagsOf } from '../../world/tags-of.ts';
import type { Image, World } from '../../world/world.ts';
import { startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import type { Loss } from '../loss.ts';

/**
 * A tag that a Dockerfile of the workspace stands on, or copies from, or that a service of another project runs, is still built by an
 * image that holds what the old one held.
 */
export const tags: Check = function* ({ before, after }) {
  for (const { tag, who, at } of takenIn(before)) {
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
        ? `${who} the image ${tag}, which would not hold ${lost?.path} any more`
        : `${who} the image ${tag}, which nothing would build any more`,
      at,
    };
  }
};

interface Taken {
  readonly tag: string;
  readonly who: string;
  readonly at: Loss['at'];
}

/** Every tag that something takes an image by, beside the services of the project that builds it. */
function* takenIn({ images, services }: World): Iterable<Taken> {
  for (const image of images)
    for (const tag of imagesTaken(image.trace))
      yield { tag, who: `${basename(image.file)} takes from`, at: startOf(image) };
  for (const { model, image } of services)
    if (!model.build && image === null && model.image !== null) {
      const { at, value } = model.image;
      yield { tag: value, who: `${basename(at.file)} has service ${model.name.value} run`, at };
    }
}

function builtAs({ services }: World, tag: string): Image | null {
  const name = tagName(tag);
  return services.find(({ model }) => tagsOf(model).includes(name))?.image ?? null;
}
