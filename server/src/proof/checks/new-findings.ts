import { relative } from '../../text/path.ts';
import type { Check } from '../check.ts';

/** No error and no warning comes that was not there, by the rules as they are and not as somebody has set them. */
export const newFindings: Check = function* ({ before, said }) {
  const old = new Set(said.before.map(idOf));
  for (const each of said.after) {
    if (!each.serious || old.has(idOf(each))) continue;
    yield {
      services: [],
      file: each.file,
      reason: `${relative(before.settings.path, each.file)} would have ${each.id}: ${each.message}`,
      at: { file: each.file, span: { start: 0, end: 0 } },
    };
  }
};

const idOf = ({ id, file, message }: { id: string; file: string; message: string }): string =>
  JSON.stringify([id, file, message]);
