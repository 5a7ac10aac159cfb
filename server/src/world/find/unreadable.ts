import type { Query } from '../../memory/snapshot.ts';
import { worldThrough } from '../build-world.ts';
import type { Settings } from '../settings.ts';
import { discover } from './discover.ts';

/** What a person asked about and nobody could look at: Compose files and folders, by path, each with the reason. */
export const unreadable: Query<Settings, readonly Unreadable[]> = {
  name: 'unreadable',
  compute(reader, settings) {
    const closed = settings.alone ? [] : reader.derive(discover, settings.path).closed;
    const files = new Set(worldThrough(reader, settings).projects.flatMap((project) => project.files));
    return [
      ...closed.map((path): Unreadable => ({ path, reason: 'there is no permission to read it' })),
      ...[...files].flatMap((path): Unreadable[] => {
        const state = reader.file(path);
        return state.kind === 'unreadable' ? [{ path, reason: state.reason }] : [];
      }),
    ].sort((a, b) => (a.path < b.path ? -1 : 1));
  },
};

interface Unreadable {
  readonly path: string;
  readonly reason: string;
}
