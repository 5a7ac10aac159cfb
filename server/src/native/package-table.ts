import { DEBIAN_COMMANDS, GOLANG_COMMANDS } from './base-commands.ts';
import { apt } from './managers/apt.ts';
import { set, words } from './managers/manager.ts';

/** Compilers that also bring make, and which stages may hold for make alone. */
export const BRINGS_MAKE: ReadonlySet<string> = set(
  'build-base alpine-sdk build-essential @development @development-tools @c-development-tools-and-libraries patterns-devel-base-devel_basis devel_basis',
);

/** Of these, the ones that bring more than a compiler and make: git, autotools, packaging tools. */
export const BRINGS_TOOLS: ReadonlySet<string> = set(
  'alpine-sdk @development @development-tools @c-development-tools-and-libraries patterns-devel-base-devel_basis devel_basis',
);

/** Programs that build, of which some come with a compiler and some do not. */
export const MAKES: ReadonlySet<string> = set('make gmake cmake ninja ninja-build samurai meson');

/** Runtime packages of a library that also bring programs people call. */
export const PROGRAMS_TOO: ReadonlySet<string> = set(
  `tesseract-ocr imagemagick graphicsmagick sox lua5.1 luajit fuse gdal sqlite lame x264 x265 poppler fontconfig
  lmdb unixodbc xxhash mupdf gpgme btrfs-progs zbar taglib rocksdb leveldb opencv numactl kmod ostree yara nftables
  p11-kit libdrm libva gdk-pixbuf lapack openslide attr hiredis freetds glib gtk+3.0 gtk4.0 gstreamer librsvg libheif
  pulseaudio brotli zstd jack samba xmlsec libsass libmemcached netcdf gsl libgphoto2 glfw geos proj hdf5`,
);

/** What an image has for its users, with no program that anybody builds with. */
export const BASE: ReadonlySet<string> = set(
  `ca-certificates ca-certificates-bundle tzdata libc6-compat gcompat musl musl-utils musl-locales libc6 libgcc
  libgcc-s1 libgcc1 libstdc++ libstdc++6 netbase locales locales-all mailcap mime-support media-types busybox busybox-extras
  busybox-static busybox-suid alpine-baselayout alpine-keys glibc glibc-langpack-en glibc-minimal-langpack glibc-common
  libintl nss nss_wrapper iana-etc shared-mime-info icu-data-full icu-data-en distro-info-data apt-transport-https apt-utils
  adduser passwd shadow shadow-utils base-files debian-archive-keyring lsb-release dialog gnupg-agent libnss3 ssl-cert
  libnss-wrapper libnss-mdns publicsuffix dbus-x11 ncurses-terminfo-base xdg-utils hicolor-icon-theme`,
);

/** Fonts, languages, time zones. */
export const BASE_NAMES =
  /^(?:musl-locales|tzdata|ttf-|font-|fonts-|terminus-font|language-pack|glibc-langpack|icu-data)/;

/** The programs of packages of `BASE` that have some. */
const BASE_PROGRAMS: Readonly<Record<string, string>> = {
  'ca-certificates': 'update-ca-certificates c_rehash update-ca-trust',
  musl: 'ldd ldconfig',
  'musl-utils': 'getconf getent iconv ldconfig ldd',
  'musl-locales': 'locale',
  tzdata: '',
  'ca-certificates-bundle': '',
  netbase: '',
  libgcc: '',
  'libgcc-s1': '',
  'libstdc++': '',
  'libstdc++6': '',
  'libc6-compat': '',
  mailcap: '',
  'iana-etc': '',
  'shared-mime-info': 'update-mime-database',
  'icu-data-full': '',
  'icu-data-en': '',
};

/**
 * Common programs that do not come with a compiler, each with the names it surely goes by. A name that only some release
 * has stands in `MORE_PROGRAMS`.
 */
export const TOOLS: Readonly<Record<string, string>> = {
  bash: 'bash',
  zsh: 'zsh',
  dash: 'dash',
  curl: 'curl',
  wget: 'wget',
  git: 'git git-upload-pack git-receive-pack git-shell',
  'git-core': 'git',
  'git-lfs': 'git-lfs',
  openssh: 'ssh scp sftp ssh-keygen',
  'openssh-client': 'ssh scp sftp ssh-keygen ssh-keyscan ssh-add ssh-agent',
  'openssh-client-default': 'ssh',
  'openssh-clients': 'ssh scp sftp ssh-keyscan',
  'openssh-server': 'sshd',
  'openssh-keygen': 'ssh-keygen',
  sshpass: 'sshpass',
  openssl: 'openssl',
  gnupg: 'gpg',
  gnupg2: 'gpg',
  gpg: 'gpg',
  'gpg-agent': 'gpg-agent',
  dirmngr: 'dirmngr',
  unzip: 'unzip',
  zip: 'zip',
  p7zip: '7z',
  'p7zip-full': '7z',
  tar: 'tar',
  bsdtar: 'bsdtar',
  gzip: 'gzip gunzip zcat',
  xz: 'xz unxz xzcat',
  'xz-utils': 'xz unxz xzcat lzma unlzma',
  bzip2: 'bzip2 bunzip2 bzcat',
  zstd: 'zstd unzstd zstdcat',
  lz4: 'lz4',
  brotli: 'brotli',
  pigz: 'pigz unpigz',
  cpio: 'cpio',
  jq: 'jq',
  yq: 'yq',
  upx: 'upx',
  'upx-ucl': 'upx',
  tini: 'tini',
  'tini-static': 'tini-static',
  'dumb-init': 'dumb-init',
  catatonit: 'catatonit',
  'su-exec': 'su-exec',
  gosu: 'gosu',
  sudo: 'sudo sudoedit visudo',
  procps: 'ps top free kill pgrep pkill uptime vmstat w watch sysctl',
  'procps-ng': 'ps top free kill pgrep pkill uptime vmstat w watch sysctl',
  psmisc: 'killall fuser pstree',
  htop: 'htop',
  lsof: 'lsof',
  vim: 'vim',
  'vim-tiny': 'vim.tiny',
  nano: 'nano',
  less: 'less',
  file: 'file',
  tree: 'tree',
  rsync: 'rsync',
  rclone: 'rclone',
  socat: 'socat',
  netcat: 'nc',
  'netcat-openbsd': 'nc nc.openbsd netcat',
  'netcat-traditional': 'nc nc.traditional netcat',
  nmap: 'nmap',
  'nmap-ncat': 'ncat',
  telnet: 'telnet',
  iputils: 'ping arping tracepath',
  'iputils-ping': 'ping ping4 ping6',
  iproute2: 'ip ss tc bridge',
  iproute: 'ip ss tc bridge',
  iptables: 'iptables ip6tables iptables-save iptables-restore',
  ip6tables: '',
  nftables: 'nft',
  ipset: 'ipset',
  conntrack: 'conntrack',
  'conntrack-tools': 'conntrack',
  ethtool: 'ethtool',
  tcpdump: 'tcpdump',
  traceroute: 'traceroute',
  'bridge-utils': 'brctl',
  dnsutils: '',
  'bind9-dnsutils': 'dig nslookup nsupdate',
  'bind-tools': 'dig nslookup host nsupdate',
  'bind-utils': 'dig nslookup host nsupdate',
  'net-tools': 'ifconfig netstat route arp',
  coreutils: 'env ls cp mv install sha256sum stat',
  findutils: 'find xargs',
  grep: 'grep egrep fgrep',
  sed: 'sed',
  gawk: 'gawk awk',
  diffutils: 'diff cmp diff3 sdiff',
  patch: 'patch',
  which: 'which',
  hostname: 'hostname',
  bc: 'bc dc',
  expect: 'expect',
  screen: 'screen',
  tmux: 'tmux',
  gettext: 'gettext envsubst msgfmt xgettext',
  'gettext-base': 'gettext envsubst',
  'gettext-envsubst': 'envsubst',
  envsubst: 'envsubst',
  libcap: '',
  'libcap2-bin': 'setcap getcap capsh getpcaps',
  'libcap-utils': 'setcap getcap capsh getpcaps',
  'libcap-setcap': 'setcap',
  attr: 'attr getfattr setfattr',
  acl: 'getfacl setfacl chacl',
  'postgresql-client': 'psql pg_dump pg_restore pg_isready',
  'mysql-client': 'mysql mysqldump',
  'default-mysql-client': 'mysql mysqldump',
  'mariadb-client': 'mariadb mysql mysqldump',
  redis: 'redis-server redis-cli',
  'redis-tools': 'redis-cli',
  'redis-server': 'redis-server',
  sqlite: 'sqlite3',
  sqlite3: 'sqlite3',
  protoc: 'protoc',
  protobuf: 'protoc',
  'protobuf-compiler': 'protoc',
  supervisor: 'supervisord supervisorctl',
  cron: 'cron crontab',
  dcron: 'crond crontab',
  cronie: 'crond crontab',
  logrotate: 'logrotate',
  rsyslog: 'rsyslogd',
  strace: 'strace',
  gdb: 'gdb',
  delve: 'dlv',
  nginx: 'nginx',
  haproxy: 'haproxy',
  nodejs: 'node',
  npm: 'npm npx',
  yarn: 'yarn',
  python3: 'python3',
  python: 'python',
  perl: 'perl',
  ruby: 'ruby',
  php: 'php',
  mercurial: 'hg',
  subversion: 'svn svnadmin',
  bzr: 'bzr',
  brz: 'brz',
  'docker-cli': 'docker',
  ffmpeg: 'ffmpeg ffprobe',
  imagemagick: '',
  libreoffice: 'libreoffice soffice',
  chromium: 'chromium',
  wkhtmltopdf: 'wkhtmltopdf',
  'poppler-utils': 'pdftotext pdftoppm pdfinfo',
  ghostscript: 'gs',
  exiftool: 'exiftool',
  'libimage-exiftool-perl': 'exiftool',
  optipng: 'optipng',
  jpegoptim: 'jpegoptim',
  gifsicle: 'gifsicle',
  'libwebp-tools': 'cwebp dwebp',
  webp: 'cwebp dwebp',
  'vips-tools': 'vips vipsthumbnail',
  'libvips-tools': 'vips vipsthumbnail',
  'tesseract-ocr': 'tesseract',
  graphviz: 'dot',
  'openjdk-17-jre-headless': 'java',
  'software-properties-common': 'add-apt-repository apt-add-repository',
  moreutils: 'sponge ts chronic',
  'util-linux': 'mount umount lsblk flock',
  e2fsprogs: 'mkfs.ext4 e2fsck',
  xfsprogs: 'mkfs.xfs',
  'btrfs-progs': 'btrfs mkfs.btrfs',
  'fuse-overlayfs': 'fuse-overlayfs',
  fuse: 'fusermount',
  fuse3: 'fusermount3',
  'nfs-common': 'mount.nfs',
  'cifs-utils': 'mount.cifs',
  ncurses: 'tput clear reset',
  'ncurses-bin': 'tput clear reset',
  aria2: 'aria2c',
  axel: 'axel',
  s6: 's6-svscan s6-supervise',
  's6-overlay': '',
  runit: 'runit sv runsv',
  'inotify-tools': 'inotifywait inotifywatch',
  entr: 'entr',
  pwgen: 'pwgen',
  'apache2-utils': 'htpasswd ab',
  lsb_release: 'lsb_release',
  'tpm2-tools': 'tpm2',
  'wireguard-tools': 'wg wg-quick',
  openvpn: 'openvpn',
  kubectl: 'kubectl',
  helm: 'helm',
  terraform: 'terraform',
  'aws-cli': 'aws',
  awscli: 'aws',
  hugo: 'hugo',
  caddy: 'caddy',
  pandoc: 'pandoc',
  shellcheck: 'shellcheck',
  yamllint: 'yamllint',
  direnv: 'direnv',
  autoconf: 'autoconf autoreconf autoheader',
  automake: 'automake aclocal',
  bison: 'bison',
  flex: 'flex',
  nasm: 'nasm',
  yasm: 'yasm',
  patchelf: 'patchelf',
  ccache: 'ccache',
  m4: 'm4',
  debconf: 'debconf',
  'unattended-upgrades': '',
  findmnt: 'findmnt',
  lscpu: 'lscpu',
  flock: 'flock',
  setpriv: 'setpriv',
  blkid: 'blkid',
  mtr: 'mtr',
  iperf3: 'iperf3',
  sshfs: 'sshfs',
  restic: 'restic',
  gpgv: 'gpgv',
  xvfb: 'Xvfb',
  fontconfig: 'fc-cache fc-list fc-match',
  doas: 'doas',
  ansible: 'ansible',
  go: 'go gofmt',
  golang: 'go gofmt',
  'golang-go': 'go gofmt',
};

/** Names of commands that come with a package or with what it depends on, in some release, besides those of `TOOLS`; all of them. */
const MORE_PROGRAMS: Readonly<Record<string, string>> = {
  bash: 'rbash bashbug clear_console sh',
  zsh: '',
  dash: '',
  curl: 'curl-config wcurl',
  wget: 'idn2',
  tini: 'tini-static',
  'tini-static': 'tini',
  'dumb-init': '',
  'su-exec': '',
  gosu: '',
  jq: 'onig-config',
  upx: 'upx-ucl',
  unzip: 'funzip unzipsfx zipgrep zipinfo',
  zip: 'zipcloak zipnote zipsplit',
  tar: 'rmt tarcat rmt-tar',
  gzip: `gzexe uncompress zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew`,
  bzip2: 'bzip2recover bzcmp bzdiff bzegrep bzexe bzfgrep bzgrep bzless bzmore',
  less: 'lessecho lessfile lesskey lesspipe',
  tree: '',
  file: '',
  lsof: '',
  htop: '',
  socat: 'filan procan socat1 socat-broker.sh socat-chain.sh socat-mux.sh socat-tlsproxy',
  'netcat-openbsd': '',
  procps: 'pidof pmap pwdx skill slabtop snice tload pidwait hugetop',
  'iputils-ping': 'ping.iputils getcap setcap capsh getpcaps',
  openssl: 'c_rehash',
  'gettext-base': 'envsubst.gettext gettext.sh ngettext',
  'libcap-setcap': '',
  sqlite3: '',
  grep: 'rgrep',
  sed: '',
  which: 'which.debianutils',
  hostname: 'dnsdomainname domainname nisdomainname ypdomainname',
  'openssh-client-default':
    'ssh-keygen ssh-add ssh-agent ssh-copy-id ssh-keyscan ssh-pkcs11-helper scp sftp findssl.sh',
};

/** The programs that a package surely brings; null when none of them is known. */
export const programsOf = (name: string): readonly string[] | null => {
  const own = TOOLS[name] ?? BASE_PROGRAMS[name];
  return own === undefined ? null : own === '' ? [] : words(own);
};

/**
 * Whether a package, or what it depends on or recommends, may bring a command; null when that is not known. What it
 * denies is surely not brought.
 */
export function mayBring(name: string): ((command: string) => boolean) | null {
  const own = programsOf(name) ?? [];
  const more = MORE_PROGRAMS[name];
  if (more !== undefined) {
    const all = new Set([...own, ...(more === '' ? [] : words(more)), ...words(CERTIFICATES)]);
    return (command) => all.has(command);
  }
  if (BASE_PROGRAMS[name] !== undefined || BASE_NAMES.test(name)) {
    const all = new Set([...own, ...words(CERTIFICATES)]);
    return (command) => all.has(command);
  }
  return AS_IN_GOLANG.has(name) ? asInGolang : null;
}

/** The commands of a library's own dependencies: perl, fontconfig, glib, dbus and the like. */
export const mayComeWithLibrary = (command: string): boolean =>
  asInGolang(command) || LIBRARY_TOOLS.test(command);

const CERTIFICATES = 'update-ca-certificates openssl c_rehash';
const LIBRARY_TOOLS =
  /^(?:fc-|gdk-|dbus|glib-|gio|gapplication|gresource|gsettings|gtk-|pango|rsvg-|mysql|mariadb|odbc|krb5|k[a-z]+|icu|gen|uconv|vips|heif-|[a-z]*magick|[a-z]*gm|ff[a-z]+|pulse|pa[a-z]+|alsa|a[a-z]*mixer|systemd|journalctl|loginctl|udevadm|xdg-|x[a-z]+|mime|update-|tesseract|lua|sox|lame|gdal|ogr|proj|gpg|nft|ip|btrfs|fuse|lvm|dm|blk|cups|lp|node|python3?|pydoc|py[a-z]+)/;

/** Packages whose dependencies golang's own Debian images have, so that their commands are known. */
const AS_IN_GOLANG = set(
  `git git-core git-lfs openssh openssh-client openssh-clients gnupg gnupg2 gpg make pkg-config pkgconf pkgconfig mercurial
  subversion patch perl gcc g++ libc6-dev libc-dev musl-dev build-base binutils binutils-gold linux-headers xz xz-utils`,
);
const GOLANG_SET = new Set([
  ...words(DEBIAN_COMMANDS),
  ...words(GOLANG_COMMANDS),
  ...words(`less lessecho lessfile lesskey lesspipe xauth mtrace sotruss sprof scalar file gmake git-lfs sshd ssh-copy-id
  gpg-wks-client gpg-wks-server gpgsm pinentry pinentry-curses dirmngr lz4 gcov gprofng`),
]);
const asInGolang = (command: string): boolean =>
  GOLANG_SET.has(command) ||
  /^git-|-(?:gcc|g\+\+|c\+\+|cpp|ar|nm|ranlib|pkg-config)$|^x86_64-|^aarch64-/.test(command);

/** Every package of the tables, as Debian may have it: for scripts/check-native-packages.ts. */
export const DEBIAN_TOOLS: readonly string[] = [
  ...apt.compilers,
  ...apt.partsOfCompilers,
  ...MAKES,
  ...BASE,
  ...Object.keys(TOOLS),
  ...words(
    'gfortran dpkg-dev libtool rustc cargo python3-pip python3-dev python3-venv ruby-dev clang-14 debhelper',
  ),
];
