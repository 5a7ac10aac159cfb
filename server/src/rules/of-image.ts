import type { Image } from '../world/world.ts';
import { services } from './place.ts';
import type { Finding } from './rule.ts';

/** A message about an image, with `IMAGE` in it where its services are named; `this image` where no service uses it. */
export function ofImage({ usedBy }: Pick<Image, 'usedBy'>, text: string): Pick<Finding, 'message' | 'fault'> {
  const names = usedBy.map(({ model }) => model.name.value);
  const fault = text.replace(IMAGE, 'this image');
  return names.length === 0
    ? { message: fault }
    : { message: text.replace(IMAGE, () => `the image of ${services(names)}`), fault };
}

/** Stands for the image in a text. */
export const IMAGE = '\0';
