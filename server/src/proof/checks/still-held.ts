import { placeOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { lossOf, nameOf } from '../pair.ts';

/** The programs that are started with a service's own lie in its image where they lay. */
export const stillHeld: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const { before, image, programs } = pair;
    if (!image) continue;
    const now = new Set(image.holds.map(({ program, path }) => `${program.dir}\0${path}`));
    const own = new Set(programs.map(({ dir }) => dir));
    for (const { program, path } of before.image.holds) {
      // The path of its own program is what it is started by.
      if (!own.has(program.dir) || program.dir === before.program?.dir || now.has(`${program.dir}\0${path}`))
        continue;
      const reason = `${nameOf(pair)} would not find ${path}, which is started with its program`;
      yield lossOf(pair, reason, placeOf(before.image, program.build.command));
    }
  }
};
