import type { BaseImage } from '../../native/base-images.ts';
import type { BaseFiles } from './file-tree.ts';
import { holds } from './file-tree.ts';

/**
 * The files that a base image brings, as far as its family tells: what a distribution never has is absent, a command
 * that its base packages do not have too, its folders of libraries and data may hold anything, and an image that is
 * not known may hold everything.
 */
export function baseFiles(base: BaseImage, name: string | null): BaseFiles {
  const image = name ?? 'an unknown image';
  const may = { kind: 'unknown', reason: `the base image ${image} may hold it` } as const;
  const own = (path: string) => ({ kind: 'file', path, origin: { kind: 'base', image }, steps: [] }) as const;
  const { commands } = base;
  return {
    at(path) {
      if (path === '/') return { kind: 'directory', path, origin: { kind: 'base', image }, steps: [] };
      if (base.family === 'scratch') {
        const [, name] = /^\/usr\/bin\/([^/]+)$/.exec(path) ?? [];
        return name !== undefined && commands?.has(name) ? own(path) : { kind: 'absent' };
      }
      if (base.family === 'unknown') return may;
      // Distroless keeps the shell of its debug images apart.
      if (base.family === 'distroless' && holds('/busybox', path))
        return base.shell !== true ? { kind: 'absent' } : path === '/busybox/sh' ? own(path) : may;
      if (base.shell === true && base.family !== 'distroless' && SHELLS.has(path)) return own(path);
      if (base.go && holds('/usr/local/go', path)) {
        if (path === '/usr/local/go/bin/go' || path === '/usr/local/go/bin/gofmt') return own(path);
        const [, command] = /^\/usr\/local\/go\/bin\/(.+)$/.exec(path) ?? [];
        return command !== undefined && command !== ANY_NAME ? { kind: 'absent' } : may;
      }
      // What a distribution leaves to its users it ships empty.
      if (EMPTY.some((dir) => dir !== path && holds(dir, path))) return { kind: 'absent' };
      if (base.go && holds('/go', path))
        return path === '/go' || path === '/go/bin' || path === '/go/src'
          ? { kind: 'directory', path, origin: { kind: 'base', image }, steps: [] }
          : { kind: 'absent' };
      const [, top = ''] = path.split('/');
      if (!ROOT.has(top)) return { kind: 'absent' };
      if (path === `/${top}` || EMPTY.includes(path))
        return { kind: 'directory', path, origin: { kind: 'base', image }, steps: [] };
      const [, command] = COMMAND.exec(path) ?? [];
      if (commands && command !== undefined && command !== ANY_NAME && !commands.has(command))
        return { kind: 'absent' };
      return may;
    },
    alias(path) {
      if (base.mergedUsr !== true) return null;
      const [, usr, rest] = /^(\/usr)?\/((?:bin|sbin|lib|lib64)(?:\/.*)?)$/.exec(path) ?? [];
      return rest === undefined ? null : usr === undefined ? `/usr/${rest}` : `/${rest}`;
    },
  };
}

/** Stands for any name in a folder: whoever lists one asks whether it may hold more than it is known to hold. */
export const ANY_NAME = '\u0000';
/** A path in a folder of commands: its first name there. */
const COMMAND = /^(?:\/usr)?\/s?bin\/([^/]+)/;
const SHELLS = new Set(['/bin/sh', '/usr/bin/env']);
const EMPTY = ['/usr/local/bin', '/usr/local/sbin', '/opt', '/srv', '/mnt', '/media', '/tmp', '/home'];
const ROOT = new Set(
  'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var'.split(' '),
);
