import type { StageTrace } from '../../image/model.ts';
import { hasNoGo } from '../../native/images-without-go.ts';
import { isInside } from '../../text/path.ts';
import { goModules } from '../go/go-facts.ts';
import type { Settings } from '../settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { Image } from '../world.ts';

/**
 * Whether an image surely holds no Go program of this repository: none is built for it, and what is not understood in
 * it has no Go module to build one from, or no Go toolchain to build it with.
 */
export function isForeign(reader: Reader, settings: Settings, image: Pick<Image, 'key' | 'trace'>): boolean {
  const needed = new Set(image.trace.needed.map((stage) => stage.stage.index));
  if (image.trace.builds.some((build) => needed.has(build.stage))) return false;
  // What it takes from an image that another Dockerfile builds may be a program that is built there.
  const others = [...(image.trace.request.images?.values() ?? [])];
  if (others.some((other) => (other?.trace.builds.length ?? 0) > 0)) return false;
  const opaque = image.trace.needed.filter((stage) => stage.opaque.length > 0);
  if (opaque.every(hasNoToolchain)) return true;
  const { dir } = image.key.context;
  return !reader
    .derive(goModules, settings.path)
    .some(({ module }) => isInside(dir, module.dir) || isInside(module.dir, dir));
}

/** A stage on an image without Go that installs nothing which brings it, and copies nothing from an image that may. */
export function hasNoToolchain({ baseImage, steps }: StageTrace): boolean {
  if (baseImage === null || !hasNoGo(baseImage)) return false;
  return steps.every(({ effect }) => {
    if (effect.kind === 'install')
      return (
        effect.install.unknown.length === 0 &&
        effect.install.packages.every(({ name }) => !/^go(?:lang)?(?:[-\d.]|$)/.test(name))
      );
    if (effect.kind !== 'copy' || effect.copy.from.kind !== 'image') return true;
    return hasNoGo(effect.copy.from.image);
  });
}
