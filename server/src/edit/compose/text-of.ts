import type { TextOf } from './edit-scope.ts';
import { composeFileAt } from '../../world/parse-queries.ts';
import type { World } from '../../world/world.ts';

/** The texts of a world, for edits. A Compose file that does not parse at the moment has none: its model is an older one. */
export const textOf =
  (world: World): TextOf =>
  (file) => {
    const state = world.reader.file(file);
    if (state.kind !== 'text' || (world.reader.derive(composeFileAt, file)?.errors.length ?? 0) > 0)
      return null;
    return state.file.text;
  };
