import { placeOf, startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { instructionsOf, lineageOf } from '../../image/lineage.ts';
import { lossOf } from '../pair.ts';

/** The image runs as the same user, in the same folder. */
export const userAndFolder: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after) continue;
    const said = (keyword: string) => {
      const lines = instructionsOf(lineageOf(pair.before.image.trace, before));
      const line = lines.findLast((each) => each.keyword === keyword);
      return line ? placeOf(pair.before.image, line) : startOf(pair.before.image);
    };
    if (before.user !== after.user)
      yield lossOf(
        pair,
        `the image would run as ${named(after.user)} instead of ${named(before.user)}`,
        said('USER'),
      );
    if (before.workdir !== after.workdir)
      yield lossOf(pair, 'the image would start in another folder', said('WORKDIR'));
  }
};

/** An empty user is root, one that is not known is none by name. */
const named = (user: string | null): string => (user === null ? 'another user' : user || 'root');
