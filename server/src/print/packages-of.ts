import type { Image } from '../world/world.ts';

/** The packages that are installed in the stages which an image needs; one may be there twice. */
export const packagesOf = (image: Image | null): string[] =>
  (image?.trace.needed ?? []).flatMap(({ steps }) =>
    steps.flatMap(({ effect }) =>
      effect.kind === 'install' ? effect.install.packages.map(({ name }) => name) : [],
    ),
  );
