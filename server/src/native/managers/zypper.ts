import { type PackageManager, set } from './manager.ts';

/** openSUSE. */
export const zypper: PackageManager = {
  id: 'zypper',
  programs: ['zypper'],
  valued: set('-r --repo --from -t --type -C -c --config --plus-repo -p'),
  roots: set('--root -R --installroot'),
  names: null,
  bareName: (written) =>
    written
      .replace(/[=<>].*$/s, '')
      .replace(/\.(?:x86_64|aarch64|noarch|i686)$/, '')
      .replace(/-\d+\..*$/, ''),
  installLine: (_, packages) =>
    `RUN zypper --non-interactive install ${packages.join(' ')} && zypper clean --all`,
  compiler: 'gcc',
  compilers: set(
    'gcc gcc-c++ gcc-g++ build-essential @development @development-tools @c-development-tools-and-libraries patterns-devel-base-devel_basis devel_basis',
  ),
  partsOfCompilers: set(
    'glibc-devel glibc-headers glibc-static binutils clang lld llvm kernel-headers kernel-devel libstdc++-devel libstdc++-static pkgconf pkgconf-pkg-config pkgconfig pkg-config cpp linux-glibc-devel',
  ),
  otherCompilers: /^(?:gcc-[a-z0-9_]+-linux-gnu|mingw64-gcc.*|gcc-toolset-\d+.*)$/,
  maybeCompilers: null,
  withCompiler: set('golang rust cargo gcc-gfortran'),
  mayBringCompiler: set(
    'postgresql-dev mariadb-dev gtk+3.0-dev gtk4.0-dev ceph-dev gdal-dev glib-dev samba-dev qt5-qtbase-dev webkit2gtk-dev webkit2gtk-4.1-dev',
  ),
  column: null,
};
