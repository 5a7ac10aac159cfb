import { packagesOf as installedIn } from '../image/lineage.ts';
import type { Image } from '../world/world.ts';

/** The packages that are installed in the stages which an image needs; one may be there twice. */
export const packagesOf = (image: Image | null): string[] =>
  installedIn(image?.trace.needed ?? []).map((each) => each.package.name);
