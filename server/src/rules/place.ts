import type { ComposeService, Provenance, Sourced } from '../compose/model.ts';
import { isInside, relative } from '../text/path.ts';
import type { Place, Span } from '../text/span.ts';
import type { Image, World } from '../world/world.ts';
import type { Related } from './rule.ts';

/** A span of an image's Dockerfile as a place. An inline Dockerfile has no spans of its own: then where it stands. */
export function placeIn(image: Image, span: Span): Place {
  const inline = image.inline
    ? image.usedBy.find((service) => service.model.build?.inline)?.model.build?.inline?.at
    : undefined;
  return inline ?? { file: image.file, span: { start: span.start, end: span.end } };
}

/** A path as a person reads it: relative to the folder that is reported on. */
export const shown = (world: World, path: string): string =>
  isInside(world.settings.root, path) ? relative(world.settings.path, path) : path;

/** `service worker`, or `services backend and worker`. */
export function services(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort();
  const last = sorted.at(-1) ?? '';
  return sorted.length < 2 ? `service ${last}` : `services ${sorted.slice(0, -1).join(', ')} and ${last}`;
}

/** The services that a value comes to from elsewhere (an anchor, another service, another file), to tell beside it. */
export function inheritors(value: Sourced<unknown>, models: readonly ComposeService[]): Related[] {
  const way = WAYS[value.from];
  if (way === null) return [];
  return models.map(({ name }) => ({ at: name.at, message: `service ${name.value} ${way}` }));
}

const WAYS: Readonly<Record<Provenance, string | null>> = {
  written: null,
  default: null,
  anchor: 'uses it through an anchor',
  merge: 'merges it',
  extends: 'extends the service that says it',
  include: 'is in a file that is included',
  override: 'is changed by it',
  env_file: 'reads it from a file',
};
