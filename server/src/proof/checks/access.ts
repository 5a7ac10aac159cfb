import type { Access } from '../../image/model.ts';
import { startOf } from '../../edit/slice/reason.ts';
import type { Check } from '../check.ts';
import { lossOf } from '../pair.ts';

/** What a program starts, reads and writes belongs to whom it belonged to, and may be used as it might. */
export const access: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after) continue;
    const { runs } = pair.before;
    const started = runs.kind === 'program' ? [runs.program.path] : [];
    for (const path of new Set([...(pair.needs?.paths.keys() ?? []), ...started])) {
      const { kind } = after.files.at(path);
      // That it is gone is said by others.
      if (kind === 'absent' || kind === 'unknown') continue;
      const lost = difference(before.files.access(path), after.files.access(path));
      if (lost !== null) yield lossOf(pair, `${path} ${lost}`, startOf(pair.before.image));
    }
  }
};

/** What is not known after it was is lost too: nobody could say that it still holds. */
function difference(before: Access, after: Access): string | null {
  if (before.mode !== null && before.mode !== after.mode)
    return `would have mode ${octal(after.mode)}, and has ${octal(before.mode)}`;
  if (before.user !== null && before.user !== after.user)
    return `would belong to ${named(after.user)}, and belongs to ${named(before.user)}`;
  return before.group !== null && before.group !== after.group
    ? `would belong to the group ${named(after.group)}, and belongs to ${named(before.group)}`
    : null;
}

const octal = (mode: number | null): string => (mode === null ? 'that is not known' : mode.toString(8));
const named = (owner: string | null): string =>
  owner === null ? 'somebody unknown' : owner === '0' ? 'root' : owner;
