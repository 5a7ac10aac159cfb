import type { Query, Reader } from '../memory/snapshot.ts';
import type { ImageKey } from './image-facts.ts';
import type { Settings } from './settings.ts';
import type { Image, World } from './world.ts';
import { ImageView, WorldView } from './world-view.ts';

/** The world of a snapshot: service → image → binary → main package → cgo grade. Asked twice, it is the same. */
export const buildWorld = (reader: Reader, settings: Settings): World => reader.derive(worldOf, settings);

/** A world for a query, which depends on what it looks at. */
export const worldThrough = (reader: Reader, settings: Settings): World => new WorldView(reader, settings);

/** One image on its own, traced and judged; null when its Dockerfile cannot be read. No service has a say in it. */
export function buildImage(reader: Reader, settings: Settings, key: ImageKey): Image | null {
  const world = new WorldView(reader, settings);
  return world.image(key) && new ImageView(world, key, true);
}

/** Only the facts of a world are taken over from snapshot to snapshot: the world itself looks at one of them. */
const worldOf: Query<Settings, World> = {
  name: 'world',
  perSnapshot: true,
  compute: (reader, settings) => new WorldView(reader, settings),
};
