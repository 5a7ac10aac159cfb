import type { Platform } from './model.ts';

export const LINUX_AMD64: Platform = { os: 'linux', arch: 'amd64' };

export interface FullPlatform extends Platform {
  readonly variant: string;
}

/** `linux/arm64`, `linux/arm/v7`, `arm64`, normalised as containerd does; null for what is no platform. */
export function parsePlatform(text: string): FullPlatform | null {
  const parts = text.toLowerCase().split('/');
  if (parts.length > 3 || parts.some((part) => !/^[\w.-]+$/.test(part))) return null;
  const [first = '', second, third = ''] = parts;
  if (second !== undefined) return { os: systems[first] ?? first, ...architecture(second, third) };
  if (SYSTEMS.has(systems[first] ?? first))
    return { os: systems[first] ?? first, arch: 'amd64', variant: '' };
  return { os: 'linux', ...architecture(first, '') };
}

/** The platform args that BuildKit predefines, for the image's platform and the one it is built on. */
export const platformArgs = (target: FullPlatform, build: FullPlatform): ReadonlyMap<string, string> =>
  new Map([
    ['BUILDPLATFORM', formatPlatform(build)],
    ['BUILDOS', build.os],
    ['BUILDOSVERSION', ''],
    ['BUILDARCH', build.arch],
    ['BUILDVARIANT', build.variant],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', ''],
    ['TARGETARCH', target.arch],
    ['TARGETVARIANT', target.variant],
  ]);

const formatPlatform = ({ os, arch, variant }: FullPlatform): string =>
  [os, arch, variant].filter(Boolean).join('/');

const systems: Readonly<Record<string, string>> = { macos: 'darwin' };
const SYSTEMS = new Set(['linux', 'windows', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'solaris', 'wasip1']);

/** containerd's `normalizeArch`: aliases, and the variants that are implied. */
function architecture(arch: string, variant: string): { arch: string; variant: string } {
  switch (arch) {
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { arch: 'amd64', variant: variant === 'v1' ? '' : variant };
    case 'i386':
      return { arch: '386', variant: '' };
    case 'aarch64':
    case 'arm64':
      return { arch: 'arm64', variant: variant === '8' || variant === 'v8' ? '' : variant };
    case 'armhf':
      return { arch: 'arm', variant: 'v7' };
    case 'armel':
      return { arch: 'arm', variant: 'v6' };
    case 'arm':
      return {
        arch: 'arm',
        variant: variant === '' || variant === '7' ? 'v7' : variant.replace(/^(\d)$/, 'v$1'),
      };
    default:
      return { arch, variant };
  }
}
