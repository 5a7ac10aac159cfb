import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildFailure } from './build-failure.ts';

/** What this machine lends to a sandbox. */
export interface SandboxHost {
  /** The go command. */
  readonly go: string;
  readonly goRoot: string;
  readonly goCache: string;
  readonly moduleCache: string;
  /** How a mount namespace is opened. */
  readonly unshare: readonly string[];
}

export interface Bind {
  /** A folder or file of this machine. */
  readonly from: string;
  /** Where it stands in the sandbox. */
  readonly to: string;
  readonly writable: boolean;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What this machine lends, or a sentence that says what it lacks. */
export function findSandbox(): SandboxHost | string {
  const env = spawnSync('go', ['env', '-json', 'GOROOT', 'GOCACHE', 'GOMODCACHE'], { encoding: 'utf8' });
  if (env.status !== 0) return 'needs the go command';
  const { GOROOT, GOCACHE, GOMODCACHE } = JSON.parse(env.stdout) as Record<string, string>;
  for (const tool of ['gcc', 'readelf', 'make'])
    if (!existsSync(`/usr/bin/${tool}`)) return `needs ${tool}: apt-get install gcc libc6-dev make`;
  const unshare = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
  if (spawnSync('unshare', [...unshare, 'true']).status !== 0)
    return 'needs the right to open a mount namespace';
  mkdirSync(GOCACHE ?? '', { recursive: true });
  return {
    go: join(GOROOT ?? '', 'bin/go'),
    goRoot: GOROOT ?? '',
    goCache: GOCACHE ?? '',
    moduleCache: GOMODCACHE ?? '',
    unshare,
  };
}

/**
 * Makes the `/` of a stage. Of an image with a shell it has the folders, this machine's programs as links, and the
 * stand-ins; every other one is empty. Returns the environment that the image brings.
 */
export function makeRoot(
  root: string,
  from: { readonly kind: 'copy'; readonly root: string } | { readonly kind: 'image'; readonly name: string },
): Map<string, string> {
  if (from.kind === 'copy') {
    const { status, stderr } = spawnSync('cp', ['-a', '-T', from.root, root], { encoding: 'utf8' });
    if (status !== 0) throw new BuildFailure(stderr);
    return new Map();
  }
  mkdirSync(root, { recursive: true });
  const { name } = from;
  const isGo = /^golang(?::|$)/.test(name);
  if (/^tonistiigi\/xx(?::|$)/.test(name)) writePrograms(root, XX);
  if (!isGo && !/^(?:alpine|debian|ubuntu|busybox)(?::|$)/.test(name)) return new Map([['PATH', PATH]]);
  const folders =
    'dev etc home mnt opt proc root run srv sys tmp usr/bin usr/hostbin usr/include usr/lib usr/lib64 usr/libexec usr/local/bin usr/local/lib usr/local/sbin usr/local/share usr/sbin usr/share var/cache var/lib var/log';
  for (const folder of folders.split(' ')) mkdirSync(join(root, folder), { recursive: true });
  for (const link of ['bin', 'lib', 'lib64', 'sbin']) symlinkSync(`usr/${link}`, join(root, link));
  for (const file of [
    'alternatives',
    'group',
    'ld.so.cache',
    'ld.so.conf',
    'ld.so.conf.d',
    'nsswitch.conf',
    'passwd',
  ])
    if (existsSync(`/etc/${file}`))
      cpSync(`/etc/${file}`, join(root, 'etc', file), { recursive: true, verbatimSymlinks: true });
  const isSmall = /^(?:alpine|busybox)(?::|$)|alpine/.test(name);
  const lacks = (program: string): boolean =>
    (isSmall || !isGo) && (INSTALLED.test(program) || (isSmall && program === 'bash'));
  for (const program of readdirSync('/usr/bin'))
    if (!lacks(program)) symlinkSync(`/usr/hostbin/${program}`, join(root, 'usr/bin', program));
  writePrograms(root, STAND_INS);
  if (!isGo) return new Map([['PATH', PATH]]);
  for (const folder of [
    'go/bin',
    'go/src',
    'go/pkg/mod',
    'usr/local/go',
    'usr/local/share/goproxy',
    'root/.cache/go-build',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  return new Map([
    ['PATH', `/go/bin:/usr/local/go/bin:${PATH}`],
    ['GOPATH', '/go'],
    ['GOTOOLCHAIN', 'local'],
  ]);
}

/** Runs words inside a root, with what this machine lends put in place for as long as they run. */
export function runIn(
  host: SandboxHost,
  run: {
    readonly root: string;
    readonly env: ReadonlyMap<string, string>;
    readonly workdir: string;
    readonly words: readonly string[];
    readonly binds: readonly Bind[];
    readonly scratch: string;
  },
): Ran {
  const { root, scratch } = run;
  const modules = join(scratch, 'modules');
  mkdirSync(modules, { recursive: true });
  const lend = (from: string, to: string, writable = false): Bind[] =>
    existsSync(from) && existsSync(join(root, to)) ? [{ from, to, writable }] : [];
  const binds = [
    ...['lib', 'lib64', 'include', 'libexec', 'share'].flatMap((each) =>
      lend(`/usr/${each}`, `/usr/${each}`),
    ),
    ...lend('/usr/bin', '/usr/hostbin'),
    ...lend('/dev', '/dev', true),
    ...lend(host.goRoot, '/usr/local/go'),
    ...lend(host.goCache, '/root/.cache/go-build', true),
    ...lend(modules, '/go/pkg/mod', true),
    ...lend(join(host.moduleCache, 'cache/download'), '/usr/local/share/goproxy'),
    ...run.binds.filter((bind) => bind.to !== '/root/.cache/go-build' && bind.to !== '/go/pkg/mod'),
  ];
  for (const { from, to } of run.binds) {
    // The place to mount on stays in the image, as with BuildKit.
    const place = join(root, to);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    if (readdirOrNull(from) === null) writeFileSync(place, '');
    else mkdirSync(place);
  }
  const mounts = binds.map(
    ({ from, to, writable }) =>
      `/usr/bin/mount --${writable ? 'r' : ''}bind${writable ? '' : ' -o ro'} ${quote(from)} ${quote(join(root, to))}`,
  );
  const enter = [
    'set -e',
    ...mounts,
    ...(existsSync(join(root, 'proc')) ? [`/usr/bin/mount --rbind /proc ${quote(join(root, 'proc'))}`] : []),
    // Without a shell in the root the words are started from `/`, which such programs do not ask about.
    existsSync(join(root, 'usr/hostbin'))
      ? `exec /usr/sbin/chroot ${quote(root)} /bin/sh -c 'cd "$1" && shift && exec "$@"' sh ${quote(run.workdir)} "$@"`
      : `exec /usr/sbin/chroot ${quote(root)} "$@"`,
  ].join('\n');
  const { status, stdout, stderr, error } = spawnSync(
    'unshare',
    [...host.unshare, '/bin/sh', '-c', enter, 'sh', ...run.words],
    {
      encoding: 'utf8',
      timeout: 300_000,
      env: {
        HOME: '/root',
        GOPROXY: 'file:///usr/local/share/goproxy',
        GOSUMDB: 'off',
        ...Object.fromEntries(run.env),
      },
    },
  );
  if (error) throw error;
  return { status: status ?? -1, stdout, stderr };
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Programs that the small images get from packages only. */
const INSTALLED = /^(?:(?:.*-)?(?:gcc|g\+\+|cc|c\+\+|cpp|c89|c99|clang)(?:-[\d.]+)?|make|git|pkg-config)$/;

/** A package manager that links the programs of this machine which its packages stand for. */
const MANAGER = `
link() { for each in "$@"; do [ -e /usr/hostbin/$each ] && ln -sf /usr/hostbin/$each /usr/bin/$each; done; }
verb=$1; [ "$verb" = -y ] && verb=$2
for name in "$@"; do
  case $verb:$name in
    add:build-base|add:gcc|add:g++|install:build-essential|install:gcc|install:g++|add:clang|install:clang)
      link gcc cc g++ c++;;
    del:build-base|del:gcc|del:.build-deps|remove:gcc|purge:gcc)
      rm -f /usr/bin/gcc /usr/bin/cc /usr/bin/g++ /usr/bin/c++;;
    add:git|install:git) link git;;
    add:bash|install:bash) link bash;;
  esac
  case $verb:$name in add:build-base|install:build-essential|add:make|install:make) link make;; esac
done
exit 0`;

const STAND_INS: readonly (readonly [string, string])[] = [
  ...'apk apt apt-get dnf microdnf tdnf yum zypper'.split(' ').map((name) => [name, MANAGER] as const),
  // Owners do not matter here, and accounts would be those of this machine.
  ...'addgroup adduser chgrp chown groupadd setcap update-ca-certificates upx useradd usermod'
    .split(' ')
    .map((name) => [name, 'exit 0'] as const),
];

/** What the helpers of tonistiigi/xx do here, from its documentation: they ask for the target and go on as the real one. */
const XX: readonly (readonly [string, string])[] = [
  [
    'xx-info',
    `
native() { case $(uname -m) in x86_64) echo amd64;; aarch64) echo arm64;; esac; }
os=\${TARGETOS:-linux} arch=\${TARGETARCH:-$(native)}
[ -z "$TARGETPLATFORM" ] || { os=\${TARGETPLATFORM%%/*}; arch=\${TARGETPLATFORM#*/}; arch=\${arch%%/*}; }
case $1 in
  os) echo "$os";;
  arch) echo "$arch";;
  is-cross) [ "$os/$arch" != "linux/$(native)" ];;
esac`,
  ],
  [
    'xx-go',
    `
GOOS=$(xx-info os) GOARCH=$(xx-info arch)
export GOOS GOARCH
if command -v clang >/dev/null; then export CC=clang; fi
settings=$(go env GOENV)
case $1 in
  --wrap) mkdir -p "\${settings%/*}"; printf 'GOOS=%s\\nGOARCH=%s\\n' "$GOOS" "$GOARCH" >"$settings"; exit;;
  --unwrap) rm -f "$settings"; exit;;
esac
exec go "$@"`,
  ],
  ['xx-apk', 'if xx-info is-cross; then exit 0; fi; exec apk "$@"'],
  ['xx-apt-get', 'if xx-info is-cross; then exit 0; fi; exec apt-get "$@"'],
  ['xx-verify', '[ -e "$1" ]'],
];

function writePrograms(root: string, programs: readonly (readonly [string, string])[]): void {
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  for (const [program, text] of programs) {
    const path = join(root, 'usr/bin', program);
    rmSync(path, { force: true });
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function readdirOrNull(path: string): string[] | null {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}
