import type { ComposeBuild } from '../../compose/model.ts';
import { basename, dirname } from '../../text/path.ts';
import type { Reader } from '../../memory/snapshot.ts';

/**
 * The Dockerfile of a build, absolute: the one that BuildKit opens. The name `Dockerfile` also finds `dockerfile`.
 * Null when it is inline or remote. The file need not exist.
 */
export function resolveDockerfile(reader: Reader, build: ComposeBuild): string | null {
  const path = build.dockerfilePath;
  if (path === null || basename(path) !== 'Dockerfile') return path;
  const names = reader.list(dirname(path))?.map((entry) => entry.name) ?? [];
  return !names.includes('Dockerfile') && names.includes('dockerfile') ? `${dirname(path)}/dockerfile` : path;
}
