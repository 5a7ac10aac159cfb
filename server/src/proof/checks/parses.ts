import type { Reader } from '../../memory/snapshot.ts';
import { basename, relative } from '../../text/path.ts';
import { isDockerfile } from '../../world/find/is-dockerfile.ts';
import { composeFileAt, dockerfileAt } from '../../world/parse-queries.ts';
import type { Check } from '../check.ts';

/** No file that is written has more faults of syntax than it had. */
export const parses: Check = function* ({ before, after, files }) {
  for (const file of files) {
    if (errorsIn(after.reader, file) <= errorsIn(before.reader, file)) continue;
    const at = { file, span: { start: 0, end: 0 } };
    yield { services: [], file, reason: `${relative(before.settings.path, file)} would not parse`, at };
  }
};

/** How many faults of syntax a Compose file or a Dockerfile has; 0 for any other file, and for one that is not there. */
export function errorsIn(reader: Reader, file: string): number {
  if (reader.file(file).kind !== 'text') return 0;
  const name = basename(file);
  if (/\.ya?ml$/.test(name)) return reader.derive(composeFileAt, file)?.errors.length ?? 0;
  return isDockerfile(name) ? (reader.derive(dockerfileAt, file)?.errors.length ?? 0) : 0;
}
