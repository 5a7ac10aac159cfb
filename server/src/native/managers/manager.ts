import type { LibraryColumn } from '../libraries.ts';

/** Families of package managers, as facts name them. */
export type ManagerId = 'apk' | 'apt' | 'dnf' | 'zypper';

/** What is known about one package manager: how it is called, and what its distributions call things. */
export interface PackageManager {
  readonly id: ManagerId;
  /** The names of its program. */
  readonly programs: readonly string[];
  /** Options that take the next word. */
  readonly valued: ReadonlySet<string>;
  /** Of these, the ones by which packages go to another tree than the image's own. */
  readonly roots: ReadonlySet<string>;
  /** Options whose next word names the packages of the line together, for their removal. */
  readonly names: RegExp | null;
  /** A package as it is written on a line, without its version, its release and its architecture. */
  readonly bareName: (written: string) => string;
  /** The instruction that installs packages, called by one of the names of its program. */
  readonly installLine: (program: string, packages: readonly string[]) => string;
  /** What brings a C compiler. */
  readonly compiler: string;
  /** Packages that put `gcc` on the PATH and are for nothing else. */
  readonly compilers: ReadonlySet<string>;
  /** Parts of a C toolchain that bring no gcc themselves: headers and start files, linkers, other compilers. */
  readonly partsOfCompilers: ReadonlySet<string>;
  /** `gcc-12`, `gcc-aarch64-linux-gnu`: compilers, and none of them is called gcc. */
  readonly otherCompilers: RegExp;
  /** Parts of a toolchain of which it is not known whether gcc comes along; null where there are none. */
  readonly maybeCompilers: RegExp | null;
  /** Programs of their own that depend on gcc. */
  readonly withCompiler: ReadonlySet<string>;
  /** Packages whose own dependencies reach so far that gcc may be among them. */
  readonly mayBringCompiler: ReadonlySet<string>;
  /** The column of the table of C libraries that has its names; null where none has. */
  readonly column: LibraryColumn | null;
}

export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
export const set = (text: string): ReadonlySet<string> => new Set(words(text));
