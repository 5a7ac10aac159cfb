import { libraryOfPackage } from './libraries.ts';
import { managerNamed } from './managers/all-managers.ts';
import type { PackageManager } from './managers/manager.ts';
import {
  BASE,
  BASE_NAMES,
  BRINGS_MAKE,
  BRINGS_TOOLS,
  MAKES,
  mayBring,
  mayComeWithLibrary,
  PROGRAMS_TOO,
  programsOf,
  TOOLS,
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
  const known = managerNamed(manager);
  const bare = manager === 'apt' ? name.replace(/:[a-z0-9]+$/, '') : name;
  const plain: PackageClass = {
    kind: 'unknown',
    library: null,
    bringsCompiler: known?.withCompiler.has(bare) ? true : null,
    bringsMake: BRINGS_MAKE.has(bare),
    programs: programsOf(bare) ?? [],
    mayBring: mayBring(bare),
  };
  return known ? classified(known, bare, plain) : plain;
}

function classified(manager: PackageManager, name: string, plain: PackageClass): PackageClass {
  if (manager.compilers.has(name))
    // A group of packages holds tools that no rule may take away.
    return { ...plain, kind: BRINGS_TOOLS.has(name) ? 'tool' : 'compiler', bringsCompiler: true };
  if (manager.partsOfCompilers.has(name) || manager.otherCompilers.test(name))
    return { ...plain, kind: 'compiler', bringsCompiler: false };
  if (manager.maybeCompilers?.test(name)) return { ...plain, kind: 'compiler' };
  // A package that the tables know brings no gcc, unless its own dependencies reach too far to be sure.
  const bringsCompiler = plain.bringsCompiler ?? (manager.mayBringCompiler.has(name) ? null : false);
  if (MAKES.has(name)) return { ...plain, kind: 'make', bringsCompiler };
  const owned = manager.column && libraryOfPackage(manager.column, name);
  if (owned && !(owned.use === 'run' && PROGRAMS_TOO.has(name)))
    return owned.use === 'build'
      ? { ...plain, kind: 'headers', library: owned.library.id, bringsCompiler }
      : {
          ...plain,
          kind: 'library',
          library: owned.library.id,
          bringsCompiler,
          mayBring: mayComeWithLibrary,
        };
  if (BASE.has(name) || BASE_NAMES.test(name)) return { ...plain, kind: 'base', bringsCompiler };
  if (TOOLS[name] !== undefined || owned !== null || plain.bringsCompiler === true)
    return { ...plain, kind: 'tool', bringsCompiler };
  return plain;
}
