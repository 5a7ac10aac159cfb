import type { ComposeService } from '../compose/model.ts';
import { tagName } from '../native/image-reference.ts';

/** The tags that a service gives to the image that it builds, as `tagName` writes them; none where it builds none. */
export const tagsOf = ({ build, image }: Pick<ComposeService, 'build' | 'image'>): string[] =>
  build ? [...(image ? [image] : []), ...build.tags].map(({ value }) => tagName(value)) : [];
