import { whatRuns } from '../world/start/what-runs.ts';
import type { Image, Service, World } from '../world/world.ts';

/** Images of other Dockerfiles, of the same context, in which a service would find the program that it starts. */
export function elsewhere(
  world: World,
  service: Service,
): readonly { readonly image: Image; readonly program: string }[] {
  const own = service.image;
  if (!own) return [];
  const seen = new Set<string>();
  return world.images.flatMap((image) => {
    const stage = image.trace.final;
    if (
      image.inline ||
      image.file === own.file ||
      image.key.context.dir !== own.key.context.dir ||
      !stage ||
      seen.has(image.file)
    )
      return [];
    const runs = whatRuns({ service: service.model, stage, context: image.context, file: image.file });
    if (runs.kind !== 'program') return [];
    // What its own image holds is only started by a wrong path.
    const { dir } = runs.program.package;
    if (own.holds.some(({ program }) => program.package.dir === dir)) return [];
    seen.add(image.file);
    return [{ image, program: dir }];
  });
}
