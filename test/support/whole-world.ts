import type { Reader } from '../../server/src/memory/snapshot.ts';
import { buildWorld } from '../../server/src/world/build-world.ts';
import type { Settings } from '../../server/src/world/settings.ts';
import type { World } from '../../server/src/world/world.ts';

/** A world that was looked at all over, for a test that changes the disk and compares: a world reads as it is asked. */
export function wholeWorld(reader: Reader, settings: Settings): World {
  const world = buildWorld(reader, settings);
  for (const service of world.services) void [service.model, service.program, service.image?.holds];
  for (const image of world.images) void [image.trace, image.runs, image.holds, image.usedBy];
  return world;
}
