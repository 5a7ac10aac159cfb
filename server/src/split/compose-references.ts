import { LineIndex } from '../text/line-index.ts';
import { relative } from '../text/path.ts';
import type { World } from '../world/world.ts';

/** The files that some Compose project is made of: what they build is known. */
export const judgedFiles = (world: World): ReadonlySet<string> =>
  new Set(world.projects.flatMap(({ reads }) => reads));

/** Where `develop.watch` of a service watches a Dockerfile: why it has to stay. */
export function watchers({ services, reader, settings }: World, dockerfile: string): string[] {
  return services.flatMap(({ model }) =>
    model.watch.flatMap(({ value, at }) => {
      const state = reader.file(at.file);
      if (value !== dockerfile || state.kind !== 'text') return [];
      const line = new LineIndex(state.file.text).lineAt(at.span.start) + 1;
      return [`${relative(settings.path, at.file)}:${line} watches it`];
    }),
  );
}
