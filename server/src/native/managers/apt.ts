import { DEBIAN_BRINGS_GCC, DEBIAN_MAY_BRING_GCC } from '../debian-names.ts';
import { type PackageManager, set } from './manager.ts';

/** Debian and Ubuntu. `name=1.2` pins a version, `name/bookworm` a release, `name:arm64` an architecture. */
export const apt: PackageManager = {
  id: 'apt',
  programs: ['apt-get', 'apt', 'aptitude'],
  valued: set('-o -c -t -a --option --config-file --target-release --default-release --host-architecture'),
  roots: set(''),
  names: null,
  bareName: (written) => written.replace(/[=/].*$/s, ''),
  installLine: (_, packages) =>
    `RUN apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*`,
  compiler: 'build-essential',
  compilers: set('build-essential gcc g++ gcc-multilib g++-multilib'),
  partsOfCompilers: set(
    'libc6-dev libc-dev libc-dev-bin binutils clang lld llvm musl musl-dev musl-tools linux-libc-dev libstdc++-10-dev libstdc++-12-dev libstdc++-14-dev libgcc-10-dev libgcc-12-dev libgcc-14-dev pkg-config pkgconf mold binutils-gold cpp',
  ),
  otherCompilers:
    /^(?:(?:gcc|g\+\+|clang|lld|llvm|cpp)-\d+|(?:gcc|g\+\+|binutils)(?:-\d+)?-[a-z0-9-]+-(?:linux-[a-z0-9]+|mingw-w64)|crossbuild-essential-\w+|(?:gcc|g\+\+|binutils)-mingw-w64.*|mingw-w64|(?:libc6-dev|linux-libc-dev|libstdc\+\+-\d+-dev|libgcc-\d+-dev)(?:-\w+)?-cross|(?:gcc|g\+\+|cpp)-\d+-base)$/,
  maybeCompilers: null,
  withCompiler: DEBIAN_BRINGS_GCC,
  mayBringCompiler: DEBIAN_MAY_BRING_GCC,
  column: 'debian',
};
