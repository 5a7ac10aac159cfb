import type { ComposeService } from '../../compose/model.ts';
import { isInside, normalize } from '../../text/path.ts';

/**
 * The mount point that covers a path of the image, or null. A named volume counts too: it starts as a copy of the
 * image's folder, but keeps what an older image held.
 */
export function mountOver(service: ComposeService, path: string): string | null {
  const mount = service.volumes.find(
    (volume) => volume.target.startsWith('/') && isInside(normalize(volume.target), path),
  );
  return mount ? normalize(mount.target) : null;
}
