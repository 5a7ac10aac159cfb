import { type PackageManager, set } from './manager.ts';

/** Fedora, Red Hat and what is made of them. `name-1.2-3.x86_64` names a version. */
export const dnf: PackageManager = {
  id: 'dnf',
  programs: ['dnf', 'dnf5', 'yum', 'microdnf', 'tdnf'],
  valued: set(
    '--setopt --enablerepo --disablerepo --releasever -x --exclude --repo --repoid --repofrompath -c --config --forcearch -d -e -R',
  ),
  roots: set('--installroot'),
  names: null,
  bareName: (written) =>
    written
      .replace(/[=<>].*$/s, '')
      .replace(/\.(?:x86_64|aarch64|noarch|i686)$/, '')
      .replace(/-\d+\..*$/, ''),
  installLine: (program, packages) =>
    `RUN ${program} install -y ${packages.join(' ')} && ${program} clean all`,
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
  column: 'fedora',
};
