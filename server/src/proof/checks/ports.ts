import { placeOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { lossOf } from '../pair.ts';

/** The image exposes each port that its program listens on, if it did. */
export const ports: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after) continue;
    for (const { port, token } of before.exposes) {
      if (port === null || (pair.needs !== null && !pair.needs.ports.has(port))) continue;
      if (after.exposes.every((each) => each.port !== port))
        yield lossOf(pair, `the image would not expose ${port}`, placeOf(pair.before.image, token));
    }
  }
};
