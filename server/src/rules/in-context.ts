import { setBuildKeys } from '../edit/compose/edit-service.ts';
import { editScope } from '../edit/compose/service-scope.ts';
import { dirname, isInside, relative } from '../text/path.ts';
import { buildImage } from '../world/build-world.ts';
import type { Image, World } from '../world/world.ts';
import { composeFix } from './fixes/compose-fix.ts';
import { shown } from './place.ts';
import type { Fix } from './rule.ts';

/** The nearest folder above its build context, up to the border, from which an image passes a test. */
export function contextAbove(world: World, image: Image, passes: (image: Image) => boolean): string | null {
  const { context } = image.key;
  for (let dir = dirname(context.dir); isInside(world.settings.root, dir); dir = dirname(dir)) {
    const other = buildImage(world.reader, world.settings, { ...image.key, context: { ...context, dir } });
    if (other && passes(other)) return dir;
    if (dir === dirname(dir)) break;
  }
  return null;
}

/** Has every service that builds an image build it from another folder. */
export function buildFrom(world: World, image: Image, dir: string): Fix[] {
  const builders = image.usedBy.filter(({ model, builtBy }) => model.build && !builtBy);
  if (image.inline || builders.length === 0) return [];
  const scope = editScope(world, builders);
  return composeFix(
    world,
    `Build it from ${shown(world, dir)}`,
    false,
    ...builders.map(({ model, project }) =>
      setBuildKeys(
        model,
        [
          ['context', relative(project.dir, dir)],
          ['dockerfile', relative(dir, image.file)],
        ],
        scope,
      ),
    ),
  );
}
