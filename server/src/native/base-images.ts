import { COMMAND_SETS } from './command-sets.ts';
import type { DebianRelease } from './debian-names.ts';
import { type GoTag, parseGoTag } from './go-tag.ts';
import { goSuite } from './go-tags.ts';
import { type ImageReference, parseImageReference } from './image-reference.ts';

type ImageFamily =
  | 'alpine'
  | 'debian'
  | 'ubuntu'
  | 'rhel'
  | 'suse'
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
  /** Whether it has the certificates that TLS clients trust. */
  readonly certificates: boolean | null;
  /** The release of Debian that its tag names; null for another distribution, another release, and a tag that floats. */
  readonly release: DebianRelease | null;
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
  const official = Object.hasOwn(OFFICIAL, repository) ? OFFICIAL[repository] : undefined;
  if (official) return official(image);
  const redHat = ubi(repository);
  if (redHat) return redHat;
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
  certificates: null,
  release: null,
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
  certificates: false,
  commands: COMMAND_SETS.none,
});

/** https://github.com/tonistiigi/xx: what lies in its /usr/bin. */
const XX_COMMANDS = new Set(
  'xx-apk xx-apt xx-apt-get xx-c++ xx-cargo xx-cc xx-clang xx-clang++ xx-dnf xx-go xx-info xx-ld-shas xx-verify xx-windres'.split(
    ' ',
  ),
);

/** Its certificates come with apk-tools since 3.12. */
const alpine = (): BaseImage =>
  plain({
    family: 'alpine',
    libc: 'musl',
    manager: 'apk',
    mergedUsr: null,
    certificates: true,
    commands: COMMAND_SETS.alpine,
  });
const bash = { entrypoint: [], cmd: ['bash'] };
const debian = (tag: string | null): BaseImage =>
  plain({
    family: 'debian',
    libc: 'glibc',
    manager: 'apt',
    start: bash,
    mergedUsr: /^(?:1[01]|[1-9]|wheezy|jessie|stretch|buster|bullseye)\b/.test(tag ?? '') ? null : true,
    certificates: false,
    release: releaseOf(tag ?? ''),
    commands: COMMAND_SETS.debian,
  });
const rhel = (manager: BaseImage['manager'], overrides: Partial<BaseImage> = {}): BaseImage =>
  plain({
    family: 'rhel',
    libc: 'glibc',
    manager,
    start: null,
    mergedUsr: true,
    certificates: true,
    ...overrides,
  });
const suse = (): BaseImage =>
  plain({ family: 'suse', libc: 'glibc', manager: 'zypper', start: null, mergedUsr: true });
const minimal = ({ tag }: ImageReference): BaseImage => rhel(/minimal/.test(tag ?? '') ? 'microdnf' : 'dnf');

const RELEASES: readonly (readonly [DebianRelease, RegExp])[] = [
  ['bullseye', /(?:^|-)(?:bullseye|oldoldstable)(?:-|$)|^11(?:[.-]|$)/],
  ['bookworm', /(?:^|-)bookworm(?:-|$)|^12(?:[.-]|$)/],
  ['trixie', /(?:^|-)trixie(?:-|$)|^13(?:[.-]|$)/],
];

function releaseOf(tag: string): DebianRelease | null {
  return RELEASES.find(([, names]) => names.test(tag))?.[0] ?? null;
}

/** Debian with compilers and version control, which language images stand on. */
function buildpackDeps({ tag }: ImageReference): BaseImage {
  const small = tag !== null && /(^|-)(curl|scm)$/.test(tag);
  const isUbuntu = /^(?:noble|jammy|focal|bionic|oracular|plucky|questing|\d\d\.\d\d)/.test(tag ?? '');
  return {
    ...debian(tag),
    family: isUbuntu ? 'ubuntu' : 'debian',
    hasCompiler: !small,
    certificates: true,
    commands: small ? COMMAND_SETS.golang : null,
  };
}

const OFFICIAL: Readonly<Record<string, (image: ImageReference) => BaseImage>> = {
  alpine,
  // Nothing but its scripts, which are copied from it.
  'tonistiigi/xx': () => ({ ...SCRATCH, commands: XX_COMMANDS }),
  debian: ({ tag }) => debian(tag),
  ubuntu: () => ({
    ...debian(null),
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
      certificates: false,
      commands: COMMAND_SETS.busybox,
    }),
  fedora: minimal,
  'registry.fedoraproject.org/fedora': minimal,
  'registry.fedoraproject.org/fedora-minimal': () => rhel('microdnf'),
  centos: () => rhel('dnf'),
  rockylinux: minimal,
  'rockylinux/rockylinux': minimal,
  almalinux: minimal,
  amazonlinux: minimal,
  'public.ecr.aws/amazonlinux/amazonlinux': minimal,
  oraclelinux: ({ tag }) => rhel(/slim/.test(tag ?? '') ? 'microdnf' : 'dnf'),
  'opensuse/leap': suse,
  'opensuse/tumbleweed': suse,
  'registry.opensuse.org/opensuse/leap': suse,
  'registry.opensuse.org/opensuse/tumbleweed': suse,
};

/** Red Hat's universal base images, by either of their names: `ubi9` is `ubi9/ubi`, `ubi9-minimal` is `ubi9/ubi-minimal`. */
function ubi(repository: string): BaseImage | null {
  const [, kind] =
    /^registry\.(?:access\.redhat\.com|redhat\.io)\/ubi\d+(?:-(?=minimal|micro|init)|\/ubi-?|$)(\w*)$/.exec(
      repository,
    ) ?? [];
  switch (kind) {
    case '':
      return rhel('dnf');
    case 'minimal':
      return rhel('microdnf');
    case 'micro':
      return rhel(null, { certificates: null });
    default:
      return null;
  }
}

function golang(tag: GoTag): BaseImage {
  if (tag.variant === 'unknown') return { ...UNKNOWN, go: { minor: tag.minor } };
  const go = { minor: tag.minor };
  const release = tag.release ?? (tag.minor === null ? null : goSuite(tag.minor, tag.version));
  const base = tag.variant === 'alpine' ? alpine() : debian(release);
  return {
    ...base,
    go,
    hasCompiler: tag.variant === 'debian',
    certificates: true,
    commands: tag.variant === 'debian' ? COMMAND_SETS.golang : base.commands,
    env: new Map([
      ['PATH', `/go/bin:/usr/local/go/bin:${PATH}`],
      ['GOPATH', '/go'],
      // Since September 2023, in which 1.21.0 was built no more.
      ...(tag.minor === null || (tag.minor >= 21 && tag.version !== '1.21.0')
        ? ([['GOTOOLCHAIN', 'local']] as const)
        : []),
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
    certificates: true,
    commands: COMMAND_SETS.distroless,
  });
}

/** Of Chainguard's images only what their pages promise: the user, the libc, what they are for. */
function chainguard(name: string, tag: string): BaseImage {
  const dev = tag.endsWith('-dev');
  const wolfi: Partial<BaseImage> = {
    family: 'wolfi',
    libc: 'glibc',
    start: null,
    mergedUsr: true,
    env: null,
    workdir: null,
    user: null,
    certificates: true,
  };
  switch (name) {
    case 'wolfi-base':
      return plain({ ...wolfi, manager: 'apk', commands: COMMAND_SETS.wolfi });
    case 'static':
      return plain({ ...wolfi, libc: 'none', shell: false, user: '65532', commands: COMMAND_SETS.none });
    case 'glibc-dynamic':
      return plain({ ...wolfi, shell: dev, manager: dev ? 'apk' : null, user: '65532' });
    case 'go': {
      const [, minor] = /^1\.(\d+)/.exec(tag) ?? [];
      const go = { minor: minor === undefined ? null : Number(minor) };
      return plain({ ...wolfi, go, hasCompiler: true, manager: dev ? 'apk' : null });
    }
    default:
      return { ...UNKNOWN, family: 'wolfi' };
  }
}
