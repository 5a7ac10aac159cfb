import { libraryOfPackage } from './libraries.ts';

export type PackageKind = 'compiler' | 'headers' | 'library' | 'make' | 'tool' | 'base' | 'unknown';

/** What a package is for. */
export interface PackageClass {
  readonly kind: PackageKind;
  /** The id of the C library that it belongs to, for headers and libraries in the table; else null. */
  readonly library: string | null;
  /** Whether it puts `gcc` on the PATH, itself or by what it depends on; null when that is not known. */
  readonly bringsCompiler: boolean | null;
  /** The programs that it brings, where they are few and known; null when they are not. */
  readonly programs: readonly string[] | null;
}

/**
 * Classes a package of a manager by its name without version. What the tables do not know is `unknown`, a `-dev`
 * package of a library they do not know too.
 */
export function classify(manager: string, name: string): PackageClass {
  const bare = manager === 'apt' ? name.replace(/:[a-z0-9]+$/, '') : name;
  const distribution = manager === 'apk' ? 'alpine' : manager === 'apt' ? 'debian' : 'rhel';
  if (COMPILERS[distribution].has(bare))
    return { kind: 'compiler', library: null, bringsCompiler: true, programs: [] };
  if (PARTS_OF_COMPILERS[distribution].has(bare) || isVersionedCompiler(distribution, bare))
    return { kind: 'compiler', library: null, bringsCompiler: false, programs: [] };
  if (WITH_COMPILER[distribution].has(bare))
    return { kind: 'tool', library: null, bringsCompiler: true, programs: null };
  if (MAKES.has(bare)) return { kind: 'make', library: null, bringsCompiler: false, programs: [bare] };
  const owned = distribution === 'rhel' ? null : libraryOfPackage(distribution, bare);
  const runsToo = owned?.use === 'run' && PROGRAMS_TOO.has(bare);
  if (owned && !runsToo) {
    const kind = owned.use === 'build' ? 'headers' : 'library';
    return {
      kind,
      library: owned.library.id,
      bringsCompiler: HEAVY_HEADERS.has(bare) ? null : false,
      programs: owned.use === 'build' ? null : [],
    };
  }
  const base = BASE.has(bare) || /^(?:musl-locales|tzdata|ttf-|font-|fonts-|language-pack)/.test(bare);
  if (base) return { kind: 'base', library: null, bringsCompiler: false, programs: [] };
  const programs = TOOLS[bare];
  if (programs !== undefined)
    return { kind: 'tool', library: null, bringsCompiler: false, programs: programs.split(' ') };
  if (runsToo) return { kind: 'tool', library: null, bringsCompiler: false, programs: null };
  return { kind: 'unknown', library: null, bringsCompiler: null, programs: null };
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Packages that put gcc there and are for nothing else. */
const COMPILERS = {
  alpine: words('build-base alpine-sdk gcc g++'),
  debian: words('build-essential gcc g++ gcc-multilib g++-multilib'),
  rhel: words('gcc gcc-c++'),
};

/** Parts of a C toolchain that bring no gcc themselves: headers and start files, linkers, other compilers. */
const PARTS_OF_COMPILERS = {
  alpine: words(
    'musl-dev libc-dev binutils binutils-dev clang clang-dev lld llvm linux-headers libstdc++-dev libgcc-dev pkgconf pkgconfig fortify-headers libc6-compat-dev mold',
  ),
  debian: words(
    'libc6-dev libc-dev binutils clang lld llvm musl-dev musl-tools linux-libc-dev libstdc++-12-dev pkg-config pkgconf mold',
  ),
  rhel: words(
    'glibc-devel glibc-headers glibc-static binutils clang kernel-headers libstdc++-devel pkgconf pkgconf-pkg-config pkgconfig',
  ),
};

/** `gcc-12`, `clang-16`, `gcc-aarch64-linux-gnu`: none of them is called gcc. */
const isVersionedCompiler = (distribution: string, name: string): boolean =>
  distribution === 'debian'
    ? /^(?:(?:gcc|g\+\+|clang|lld|llvm)-\d+|(?:gcc|g\+\+|binutils)(?:-\d+)?-[a-z0-9-]+-linux-[a-z0-9]+|crossbuild-essential-\w+|(?:gcc|g\+\+)-mingw-w64.*|libc6-dev-\w+-cross)$/.test(
        name,
      )
    : distribution === 'alpine' && /^(?:clang|llvm|lld)\d+(?:-dev)?$/.test(name);

/** Programs of their own that depend on gcc. */
const WITH_COMPILER = {
  alpine: words('go rust cargo gfortran gcc-gnat ghc'),
  debian: words('gfortran dpkg-dev golang golang-go libtool rustc cargo'),
  rhel: words('golang rust cargo gcc-gfortran'),
};

const MAKES = words('make gmake cmake ninja ninja-build samurai meson');

/** Runtime packages of a library that also bring programs people call. */
const PROGRAMS_TOO = words(
  'tesseract-ocr imagemagick graphicsmagick sox lua5.1 luajit fuse vips gdal sqlite lame x264 poppler fontconfig lmdb unixodbc xxhash mupdf gpgme btrfs-progs',
);

/** Headers whose own dependencies reach far; whether a compiler is among them is not known. */
const HEAVY_HEADERS = words(
  'postgresql-dev mariadb-dev gtk+3.0-dev libgtk-3-dev ceph-dev gdal-dev libgdal-dev libhdf5-dev glib-dev libglib2.0-dev',
);

/** What an image has for its users, with no program that anybody builds with. */
const BASE =
  words(`ca-certificates ca-certificates-bundle tzdata libc6-compat gcompat musl musl-utils libc6 libgcc
  libgcc-s1 libstdc++ libstdc++6 netbase locales mailcap mime-support media-types busybox busybox-extras alpine-baselayout
  tini-static glibc libintl nss nsswitch iana-etc shared-mime-info icu-data-full distro-info-data apt-transport-https
  apt-utils adduser passwd shadow base-files debian-archive-keyring lsb-release dialog gnupg-agent`);

/** Common programs, each with the names it goes by. None of them depends on a compiler. */
const TOOLS: Readonly<Record<string, string>> = {
  bash: 'bash',
  curl: 'curl',
  wget: 'wget',
  git: 'git git-upload-pack git-receive-pack git-shell scalar',
  'git-lfs': 'git-lfs',
  'openssh-client': 'ssh scp sftp ssh-keygen ssh-keyscan ssh-add ssh-agent',
  'openssh-client-default': 'ssh',
  'openssh-clients': 'ssh scp sftp ssh-keygen ssh-keyscan',
  openssh: 'ssh scp sftp sshd ssh-keygen',
  openssl: 'openssl c_rehash',
  gnupg: 'gpg gpgv gpgconf gpg-agent',
  gpg: 'gpg',
  unzip: 'unzip funzip zipinfo unzipsfx zipgrep',
  zip: 'zip zipcloak zipnote zipsplit',
  tar: 'tar',
  gzip: 'gzip gunzip zcat',
  'xz-utils': 'xz unxz xzcat lzma unlzma',
  bzip2: 'bzip2 bunzip2 bzcat',
  zstd: 'zstd unzstd zstdcat',
  jq: 'jq',
  yq: 'yq',
  upx: 'upx',
  'upx-ucl': 'upx upx-ucl',
  tini: 'tini tini-static',
  'dumb-init': 'dumb-init',
  'su-exec': 'su-exec',
  gosu: 'gosu',
  sudo: 'sudo sudoedit visudo',
  procps: 'ps top free kill pgrep pkill pidof uptime vmstat w watch sysctl',
  'procps-ng': 'ps top free kill pgrep pkill pidof uptime vmstat w watch sysctl',
  htop: 'htop',
  vim: 'vim vi',
  nano: 'nano',
  less: 'less',
  file: 'file',
  rsync: 'rsync',
  socat: 'socat',
  netcat: 'nc netcat',
  'netcat-openbsd': 'nc nc.openbsd netcat',
  'netcat-traditional': 'nc nc.traditional netcat',
  'iputils-ping': 'ping ping4 ping6',
  iputils: 'ping arping tracepath',
  iproute2: 'ip ss tc bridge',
  dnsutils: 'dig nslookup host nsupdate',
  'bind-tools': 'dig nslookup host nsupdate',
  'net-tools': 'ifconfig netstat route arp',
  coreutils: 'env ls cp mv install sha256sum stat',
  findutils: 'find xargs',
  grep: 'grep egrep fgrep',
  sed: 'sed',
  gawk: 'gawk awk',
  diffutils: 'diff cmp diff3 sdiff',
  patch: 'patch',
  gettext: 'gettext envsubst msgfmt xgettext',
  'gettext-base': 'gettext envsubst',
  libcap: 'setcap getcap capsh getpcaps',
  'libcap2-bin': 'setcap getcap capsh getpcaps',
  'libcap-utils': 'setcap getcap capsh getpcaps',
  'libcap-setcap': 'setcap',
  'postgresql-client': 'psql pg_dump pg_restore pg_isready',
  'mysql-client': 'mysql mysqldump',
  'mariadb-client': 'mariadb mysql mysqldump',
  redis: 'redis-server redis-cli',
  'redis-tools': 'redis-cli',
  sqlite3: 'sqlite3',
  protoc: 'protoc',
  'protobuf-compiler': 'protoc',
  supervisor: 'supervisord supervisorctl',
  cron: 'cron crontab',
  dcron: 'crond crontab',
  logrotate: 'logrotate',
  strace: 'strace',
  nginx: 'nginx',
  mercurial: 'hg',
  subversion: 'svn svnadmin',
  'docker-cli': 'docker',
  'software-properties-common': 'add-apt-repository apt-add-repository',
  pwgen: 'pwgen',
  moreutils: 'sponge ts chronic parallel',
  'util-linux': 'mount umount lsblk flock',
  tree: 'tree',
  ncurses: 'tput clear reset',
  aria2: 'aria2c',
  axel: 'axel',
  s6: 's6-svscan s6-supervise',
  runit: 'runit sv runsv',
  envsubst: 'envsubst',
};
