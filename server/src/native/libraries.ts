import { CHECKED_PACKAGES } from './checked-packages.ts';
import { LIBRARY_TABLE } from './library-table.ts';

/** The packages of one distribution: to build against the library, and to run what is linked to it. */
export interface LibraryPackages {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** A C library that Go programs link to, and the packages that bring it. */
export interface NativeLibrary {
  /** The name that people know it by: `libwebp`. */
  readonly id: string;
  /** Names in `#cgo pkg-config:` lines. */
  readonly pkgConfig: readonly string[];
  /** Names after `-l`. */
  readonly link: readonly string[];
  readonly alpine: LibraryPackages;
  /** Debian 12's names. The runtime package carries the library's version, so that other releases differ there. */
  readonly debian: LibraryPackages;
  /** Whether every name was found in the distribution's own index (scripts/check-native-packages.ts). */
  readonly checked: { readonly alpine: boolean; readonly debian: boolean };
}

/** In the order of the table: a name that two of them claim belongs to the first. */
export const LIBRARIES: readonly NativeLibrary[] = LIBRARY_TABLE.map(
  ([id, pkgConfig, link, alpineBuild, alpineRun, debianBuild, debianRun]) => {
    const alpine = { build: words(alpineBuild), run: words(alpineRun) };
    const debian = { build: words(debianBuild), run: words(debianRun) };
    return {
      id,
      pkgConfig: words(pkgConfig),
      link: words(link),
      alpine,
      debian,
      checked: {
        alpine: allIn(alpine, CHECKED_PACKAGES.alpine),
        debian: allIn(debian, CHECKED_PACKAGES.debian),
      },
    };
  },
);

/** The library that a `#cgo` line names; null when the table does not know it. A version (`x >= 1.2`) may follow. */
export function libraryFor(name: {
  readonly pkgConfig?: string;
  readonly link?: string;
}): NativeLibrary | null {
  if (name.pkgConfig !== undefined)
    return byPkgConfig.get(name.pkgConfig.trim().split(/\s/)[0] ?? '') ?? null;
  return (name.link !== undefined && byLink.get(name.link.trim())) || null;
}

export const libraryById = (id: string): NativeLibrary | null => byId.get(id) ?? null;

/** The library that a package belongs to, and whether it is for building or for running. */
export function libraryOfPackage(
  distribution: 'alpine' | 'debian',
  name: string,
): { readonly library: NativeLibrary; readonly use: 'build' | 'run' } | null {
  const { build, run } = byPackage[distribution];
  const built = build.get(name);
  if (built) return { library: built, use: 'build' };
  const ran = run.get(distribution === 'debian' ? stem(name) : name);
  return ran ? { library: ran, use: 'run' } : null;
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

function allIn({ build, run }: LibraryPackages, names: ReadonlySet<string>): boolean {
  return [...build, ...run].every((name) => names.has(name));
}

/** A Debian library's name without its version: `libwebp` for libwebp7, `libssl` for libssl3t64. */
export function stem(name: string): string {
  const bare = name.replace(/t64$/, '');
  return /^lib/.test(bare) && !/-dev$/.test(bare) ? bare.replace(/-?\d[\d.]*[a-z]?$/, '') : bare;
}

const byId = new Map(LIBRARIES.map((each) => [each.id, each]));
const byPkgConfig = index((each) => each.pkgConfig);
const byLink = index((each) => each.link);
const byPackage = {
  alpine: { build: index((each) => each.alpine.build), run: index((each) => each.alpine.run) },
  debian: { build: index((each) => each.debian.build), run: index((each) => each.debian.run.map(stem)) },
};

function index(names: (library: NativeLibrary) => readonly string[]): ReadonlyMap<string, NativeLibrary> {
  const map = new Map<string, NativeLibrary>();
  for (const library of LIBRARIES)
    for (const name of names(library)) if (!map.has(name)) map.set(name, library);
  return map;
}
