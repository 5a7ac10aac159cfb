import type { Place } from '../text/span.ts';
import type { Service, World } from '../workspace/world.ts';

/**
 * The name of a service, other than those given, that takes a value from the same place: through an anchor, `extends`,
 * or another project that reads the same file. An edit there would change it too. Services of the same name in other
 * projects are the same block under another override, and change with it rightly.
 */
export function sharedWith(
  world: World,
  services: readonly Service[],
  at: Place,
  of: (service: Service) => Place | undefined,
): string | null {
  const names = new Set(services.map((service) => service.model.name.value));
  const other = world.services.find((service) => {
    const theirs = of(service);
    return (
      !names.has(service.model.name.value) &&
      theirs !== undefined &&
      theirs.file === at.file &&
      theirs.span.start === at.span.start
    );
  });
  return other?.model.name.value ?? null;
}
