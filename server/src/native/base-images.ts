import { COMMAND_SETS } from './command-sets.ts';
import { type GoTag, parseGoTag } from './go-tag.ts';
import { type ImageReference, parseImageReference } from './image-reference.ts';

export type ImageFamily =
  | 'alpine'
  | 'debian'
  | 'ubuntu'
  | 'rhel'
  | 'scratch'
  | 'distroless'
  | 'busybox'
  | 'wolfi'
  | 'unknown';

/** What is known of a base image without pulling it. Null means that it is not known. */
export interface BaseImage {
  readonly family: ImageFamily;
  /** The C library that programs link to in there; `none` where there is none at all. */
  readonly libc: 'musl' | 'glibc' | 'none' | 'unknown';
  /** Whether it is an image for building Go, and which version; a floating tag has a null minor. */
  readonly go: { readonly minor: number | null } | null;
  /** Whether a C compiler that the go command finds (`gcc`) is on its PATH. */
  readonly hasCompiler: boolean | null;
  readonly manager: 'apk' | 'apt' | 'dnf' | 'microdnf' | 'tdnf' | 'zypper' | null;
  readonly shell: boolean | null;
  /** The environment it brings, PATH too; null when that is not known. */
  readonly env: ReadonlyMap<string, string> | null;
  readonly workdir: string | null;
  readonly user: string | null;
  /** Whether ENTRYPOINT and CMD are known to be these. */
  readonly start: { readonly entrypoint: readonly string[]; readonly cmd: readonly string[] } | null;
  /** `/bin`, `/sbin` and `/lib` are links into `/usr`; null when that is not known. */
  readonly mergedUsr: boolean | null;
  /** Every command that its folders of commands may hold; null when that is not known. `/usr/local` is not among them. */
  readonly commands: ReadonlySet<string> | null;
}

/**
 * What an image reference stands for, as the official images are documented. A name that is not surely official, or
 * surely a mirror of an official one, is unknown, never guessed.
 */
export function baseImage(reference: string): BaseImage {
  if (reference === 'scratch') return SCRATCH;
  const image = parseImageReference(reference);
  if (image === null) return UNKNOWN;
  const { repository } = image;
  if (repository === 'golang') return golang(parseGoTag(image.tag ?? 'latest'));
  const official = OFFICIAL[repository];
  if (official) return official(image);
  if (repository.startsWith('gcr.io/distroless/'))
    return distroless(repository.slice(18), image.tag ?? 'latest');
  if (repository.startsWith('cgr.dev/chainguard/'))
    return chainguard(repository.slice(19), image.tag ?? 'latest');
  return UNKNOWN;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const UNKNOWN: BaseImage = {
  family: 'unknown',
  libc: 'unknown',
  go: null,
  hasCompiler: null,
  manager: null,
  shell: null,
  env: null,
  workdir: null,
  user: null,
  start: null,
  mergedUsr: null,
  commands: null,
};

const plain = (overrides: Partial<BaseImage>): BaseImage => ({
  ...UNKNOWN,
  hasCompiler: false,
  shell: true,
  env: new Map([['PATH', PATH]]),
  workdir: '/',
  user: '',
  start: { entrypoint: [], cmd: ['/bin/sh'] },
  mergedUsr: false,
  ...overrides,
});

/** BuildKit gives scratch the PATH of its platform. */
const SCRATCH = plain({
  family: 'scratch',
  libc: 'none',
  shell: false,
  start: { entrypoint: [], cmd: [] },
  commands: COMMAND_SETS.none,
});

const alpine = (): BaseImage =>
  plain({ family: 'alpine', libc: 'musl', manager: 'apk', mergedUsr: null, commands: COMMAND_SETS.alpine });
const bash = { entrypoint: [], cmd: ['bash'] };
const debian = (): BaseImage =>
  plain({
    family: 'debian',
    libc: 'glibc',
    manager: 'apt',
    start: bash,
    mergedUsr: true,
    commands: COMMAND_SETS.debian,
  });
const rhel = (manager: BaseImage['manager']): BaseImage =>
  plain({ family: 'rhel', libc: 'glibc', manager, start: null, mergedUsr: true });

/** Debian with compilers and version control, which language images stand on. */
const buildpackDeps = ({ tag }: ImageReference): BaseImage => ({
  ...debian(),
  hasCompiler: tag === null ? true : !/(^|-)(curl|scm)$/.test(tag),
  commands: tag !== null && /(^|-)(curl|scm)$/.test(tag) ? COMMAND_SETS.golang : null,
});

const OFFICIAL: Readonly<Record<string, (image: ImageReference) => BaseImage>> = {
  alpine,
  debian,
  ubuntu: () => ({
    ...debian(),
    family: 'ubuntu',
    commands: COMMAND_SETS.ubuntu,
    start: { entrypoint: [], cmd: ['/bin/bash'] },
  }),
  'buildpack-deps': buildpackDeps,
  busybox: ({ tag }) =>
    plain({
      family: 'busybox',
      libc: /musl/.test(tag ?? '') ? 'musl' : /uclibc/.test(tag ?? '') ? 'unknown' : 'glibc',
      start: { entrypoint: [], cmd: ['sh'] },
      commands: COMMAND_SETS.busybox,
    }),
  fedora: () => rhel('dnf'),
  rockylinux: ({ tag }) => rhel(/minimal/.test(tag ?? '') ? 'microdnf' : 'dnf'),
  almalinux: ({ tag }) => rhel(/minimal/.test(tag ?? '') ? 'microdnf' : 'dnf'),
  amazonlinux: () => rhel('dnf'),
  oraclelinux: () => rhel('dnf'),
  'registry.access.redhat.com/ubi8/ubi': () => rhel('dnf'),
  'registry.access.redhat.com/ubi9/ubi': () => rhel('dnf'),
  'registry.access.redhat.com/ubi8/ubi-minimal': () => rhel('microdnf'),
  'registry.access.redhat.com/ubi9/ubi-minimal': () => rhel('microdnf'),
  'registry.access.redhat.com/ubi8/ubi-micro': () => rhel(null),
  'registry.access.redhat.com/ubi9/ubi-micro': () => rhel(null),
};

function golang(tag: GoTag): BaseImage {
  if (tag.variant === 'unknown') return { ...UNKNOWN, go: { minor: tag.minor } };
  const go = { minor: tag.minor };
  const base = tag.variant === 'alpine' ? alpine() : debian();
  return {
    ...base,
    go,
    hasCompiler: tag.variant === 'debian',
    commands: tag.variant === 'debian' ? COMMAND_SETS.golang : base.commands,
    env: new Map([
      ['PATH', `/go/bin:/usr/local/go/bin:${PATH}`],
      ['GOPATH', '/go'],
      ...(tag.minor === null || tag.minor >= 21 ? ([['GOTOOLCHAIN', 'local']] as const) : []),
      ...(tag.version ? ([['GOLANG_VERSION', tag.version]] as const) : []),
    ]),
    workdir: '/go',
    start: tag.variant === 'alpine' ? { entrypoint: [], cmd: ['/bin/sh'] } : bash,
  };
}

function distroless(name: string, tag: string): BaseImage {
  const [, kind] = /^(static|base|base-nossl|cc)(-debian\d+)?$/.exec(name) ?? [];
  if (kind === undefined) return { ...UNKNOWN, family: 'distroless' };
  const debug = /(^|-)?debug/.test(tag);
  return plain({
    family: 'distroless',
    libc: kind === 'static' ? 'none' : 'glibc',
    shell: debug,
    env: new Map([
      ['PATH', debug ? `${PATH}:/busybox` : PATH],
      ['SSL_CERT_FILE', '/etc/ssl/certs/ca-certificates.crt'],
    ]),
    workdir: /nonroot/.test(tag) ? '/home/nonroot' : '/',
    user: /nonroot/.test(tag) ? '65532' : '0',
    start: debug ? { entrypoint: ['/busybox/sh'], cmd: [] } : { entrypoint: [], cmd: [] },
    mergedUsr: null,
    commands: COMMAND_SETS.distroless,
  });
}

function chainguard(name: string, tag: string): BaseImage {
  const wolfi: Partial<BaseImage> = {
    family: 'wolfi',
    start: null,
    mergedUsr: true,
    env: null,
    workdir: null,
    user: null,
  };
  const dev = tag.endsWith('-dev');
  switch (name) {
    case 'wolfi-base':
      return plain({ ...wolfi, libc: 'glibc', manager: 'apk', commands: COMMAND_SETS.wolfi });
    case 'static':
      return plain({ ...wolfi, libc: 'none', shell: false });
    case 'glibc-dynamic':
      return plain({ ...wolfi, libc: 'glibc', shell: dev, manager: dev ? 'apk' : null });
    case 'go':
      return plain({
        ...wolfi,
        libc: 'glibc',
        go: { minor: null },
        hasCompiler: true,
        manager: dev ? 'apk' : null,
      });
    default:
      return { ...UNKNOWN, family: 'wolfi', libc: 'unknown' };
  }
}
