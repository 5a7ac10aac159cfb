import type { TextOf } from '../compose/edit-scope.ts';
import type { World } from '../workspace/world.ts';

/** The texts of a world, for edits. */
export const textOf =
  (world: World): TextOf =>
  (file) => {
    const state = world.reader.file(file);
    return state.kind === 'text' ? state.file.text : null;
  };
