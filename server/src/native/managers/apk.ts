import { type PackageManager, set } from './manager.ts';

/** Alpine and Wolfi. `name=1.2`, `name~1.2` and `name>1` pin a version, `name@edge` a repository. */
export const apk: PackageManager = {
  id: 'apk',
  programs: ['apk'],
  valued: set(
    '--repository -X --arch --keys-dir --repositories-file --wait --cache-dir --cache-max-age --progress-fd',
  ),
  roots: set('--root -p'),
  names: /^(?:--virtual|-[a-zA-Z]*t)$/,
  bareName: (written) => written.replace(/[=<>~@].*$/s, ''),
  installLine: (_, packages) => `RUN apk add --no-cache ${packages.join(' ')}`,
  compiler: 'build-base',
  compilers: set('build-base alpine-sdk gcc g++'),
  partsOfCompilers: set(
    'musl-dev libc-dev binutils binutils-dev binutils-gold lld linux-headers libstdc++-dev libgcc-dev pkgconf pkgconf-dev pkgconfig fortify-headers mold libucontext-dev musl-fts-dev argp-standalone',
  ),
  otherCompilers:
    /^(?:(?:gcc|g\+\+|binutils)-[a-z0-9_-]+|mingw-w64-(?:gcc|headers|crt|binutils|winpthreads)|lld\d+)$/,
  maybeCompilers: /^(?:clang|llvm)\d*(?:-dev|-extra-tools)?$/,
  withCompiler: set('go rust cargo gfortran gcc-gnat gcc-go ghc'),
  mayBringCompiler: set(
    'postgresql-dev mariadb-dev gtk+3.0-dev gtk4.0-dev ceph-dev gdal-dev glib-dev samba-dev qt5-qtbase-dev webkit2gtk-dev webkit2gtk-4.1-dev',
  ),
  column: 'alpine',
};
