import { placeOf, startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { lossOf } from '../pair.ts';

/** A path that a program names, or that every program reads, must not be there for sure before and gone for sure after. */
export const paths: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after) continue;
    for (const path of new Set([...(pair.needs?.paths.keys() ?? []), ...SHARED])) {
      const found = before.files.at(path);
      if (found.kind === 'absent' || found.kind === 'unknown') continue;
      if (after.files.at(path).kind !== 'absent') continue;
      const step = found.steps.at(-1);
      const isHere = step !== undefined && before.stage.index === step.stage;
      const image = pair.before.image;
      yield lossOf(pair, `the image would lose ${path}`, isHere ? placeOf(image, step.span) : startOf(image));
    }
  }
};

/** What programs read wherever they come from: certificates, time zones and users. */
const SHARED = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs', '/usr/share/zoneinfo', '/etc/passwd'];
