import { DEBIAN_BRINGS_GCC, DEBIAN_MAY_BRING_GCC } from './debian-names.ts';
import { libraryOfPackage } from './libraries.ts';
import {
  BASE,
  BASE_NAMES,
  BRINGS_MAKE,
  BRINGS_TOOLS,
  CLANG_ON_ALPINE,
  COMPILERS,
  HEAVY_HEADERS,
  MAKES,
  mayBring,
  mayComeWithLibrary,
  OTHER_COMPILERS,
  type PackageFamily,
  PARTS_OF_COMPILERS,
  PROGRAMS_TOO,
  programsOf,
  TOOLS,
  WITH_COMPILER,
} from './package-table.ts';

type PackageKind = 'compiler' | 'headers' | 'library' | 'make' | 'tool' | 'base' | 'unknown';

/** What a package is for. */
export interface PackageClass {
  readonly kind: PackageKind;
  /** The id of the C library that it belongs to, for headers and libraries in the table; else null. */
  readonly library: string | null;
  /** Whether it puts `gcc` on the PATH, itself or by what it depends on; null when that is not known. */
  readonly bringsCompiler: boolean | null;
  /** Whether it is a compiler that make comes along with. */
  readonly bringsMake: boolean;
  /** The programs that it surely brings, as far as they are known. */
  readonly programs: readonly string[];
  /** Whether it, or what it depends on, may bring a command of a name; null when all of them may come with it. */
  readonly mayBring: ((command: string) => boolean) | null;
}

/**
 * Classes a package of a manager (`apk`, `apt`, `dnf`, …) by its name without version. What the tables do not know is
 * `unknown`, a `-dev` package of a library they do not know too.
 */
export function classify(manager: string, name: string): PackageClass {
  const bare = manager === 'apt' ? name.replace(/:[a-z0-9]+$/, '') : name;
  const family = manager === 'apk' || manager === 'apt' ? manager : 'rpm';
  const plain: PackageClass = {
    kind: 'unknown',
    library: null,
    bringsCompiler: compilerWith(family, bare),
    bringsMake: BRINGS_MAKE.has(bare),
    programs: programsOf(bare) ?? [],
    mayBring: mayBring(bare),
  };
  if (COMPILERS[family].has(bare))
    // A group of packages holds tools that no rule may take away.
    return { ...plain, kind: BRINGS_TOOLS.has(bare) ? 'tool' : 'compiler', bringsCompiler: true };
  if (PARTS_OF_COMPILERS[family].has(bare) || OTHER_COMPILERS[family].test(bare))
    return { ...plain, kind: 'compiler', bringsCompiler: false };
  if (family === 'apk' && CLANG_ON_ALPINE.test(bare)) return { ...plain, kind: 'compiler' };
  if (MAKES.has(bare))
    return { ...plain, kind: 'make', bringsCompiler: plain.bringsCompiler ?? maybe(family, bare) };
  const owned = family === 'rpm' ? null : libraryOfPackage(family === 'apk' ? 'alpine' : 'debian', bare);
  if (owned && !(owned.use === 'run' && PROGRAMS_TOO.has(bare)))
    return owned.use === 'build'
      ? {
          ...plain,
          kind: 'headers',
          library: owned.library.id,
          bringsCompiler: plain.bringsCompiler ?? maybe(family, bare),
        }
      : {
          ...plain,
          kind: 'library',
          library: owned.library.id,
          bringsCompiler: plain.bringsCompiler ?? maybe(family, bare),
          mayBring: mayComeWithLibrary,
        };
  const known = maybe(family, bare);
  if (BASE.has(bare) || BASE_NAMES.test(bare))
    return { ...plain, kind: 'base', bringsCompiler: plain.bringsCompiler ?? known };
  if (TOOLS[bare] !== undefined || owned !== null || plain.bringsCompiler === true)
    return { ...plain, kind: 'tool', bringsCompiler: plain.bringsCompiler ?? known };
  return plain;
}

/** True where the package surely brings gcc; null where the lists do not say so. */
function compilerWith(family: PackageFamily, name: string): true | null {
  const brings = family === 'apt' ? DEBIAN_BRINGS_GCC : WITH_COMPILER[family];
  return brings.has(name) ? true : null;
}

/** For a package that the tables know and that does not surely bring gcc: whether it may. */
function maybe(family: PackageFamily, name: string): false | null {
  const may = family === 'apt' ? DEBIAN_MAY_BRING_GCC : HEAVY_HEADERS;
  return may.has(name) ? null : false;
}
