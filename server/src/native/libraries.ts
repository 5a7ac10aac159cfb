import { ALPINE_CHECKED, DEBIAN_CHECKED, DEBIAN_NAMES, type DebianRelease } from './debian-names.ts';
import { LIBRARY_TABLE } from './library-table.ts';

/** The packages of one distribution: to build against the library, and to run what is linked to it. */
export interface LibraryPackages {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** The distributions that the table of libraries has names of. */
export type LibraryColumn = 'alpine' | 'debian' | 'fedora';

/** A C library that Go programs link to, and the packages that bring it. */
export interface NativeLibrary {
  /** The name that people know it by: `libwebp`. */
  readonly id: string;
  /** Names in `#cgo pkg-config:` lines. */
  readonly pkgConfig: readonly string[];
  /** Names after `-l`. */
  readonly link: readonly string[];
  /** Null where Alpine has no such library. */
  readonly alpine: LibraryPackages | null;
  /** Debian 12's names. The runtime package carries the library's version, so that other releases differ there. */
  readonly debian: LibraryPackages;
  /** Null where Fedora's names are not known. They hold for Red Hat's distributions too. */
  readonly fedora: LibraryPackages | null;
  /**
   * Whether every name was found in the distribution's own index (scripts/check-native-packages.ts); for Debian, in
   * which releases, each with its own names.
   */
  readonly checked: { readonly alpine: boolean; readonly debian: ReadonlySet<DebianRelease> };
}

/** In the order of the table: a name that two of them claim belongs to the first. */
export const LIBRARIES: readonly NativeLibrary[] = LIBRARY_TABLE.map(
  ([
    id,
    pkgConfig,
    link,
    alpineBuild,
    alpineRun,
    debianBuild,
    debianRun,
    fedoraBuild = '',
    fedoraRun = '',
  ]) => {
    const alpine = alpineBuild === '' ? null : { build: words(alpineBuild), run: words(alpineRun) };
    const names = [...words(debianBuild), ...words(debianRun)];
    const releases = (Object.keys(DEBIAN_CHECKED) as DebianRelease[]).filter((release) =>
      names.every((name) => nameIn(release, name) !== null),
    );
    return {
      id,
      pkgConfig: words(pkgConfig),
      link: words(link),
      alpine,
      debian: { build: words(debianBuild), run: words(debianRun) },
      fedora: fedoraBuild === '' ? null : { build: words(fedoraBuild), run: words(fedoraRun) },
      checked: {
        alpine: alpine !== null && [...alpine.build, ...alpine.run].every((name) => ALPINE_CHECKED.has(name)),
        debian: new Set(releases),
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

/**
 * The packages of a library in a release of Debian, to build or to run; null where the release lacks one of them. Where
 * the release is not known (a floating tag, Ubuntu), null too unless all releases that were checked agree, as they do for
 * most headers.
 */
export function debianPackages(
  library: NativeLibrary,
  use: keyof LibraryPackages,
  release: DebianRelease | null,
): readonly string[] | null {
  const releases = release === null ? (Object.keys(DEBIAN_CHECKED) as DebianRelease[]) : [release];
  const [first, ...rest] = releases.map((each) => {
    const names = library.debian[use].map((name) => nameIn(each, name));
    return names.includes(null) ? null : names.filter((name) => name !== null);
  });
  return first && rest.every((other) => other?.join(' ') === first.join(' ')) ? first : null;
}

/**
 * The library that a package belongs to, and whether it is for building or for running. Debian's runtime packages are
 * known by the name of any release: `libwebp6`, `libwebp7`.
 */
export function libraryOfPackage(
  distribution: LibraryColumn,
  name: string,
): { readonly library: NativeLibrary; readonly use: 'build' | 'run' } | null {
  const { build, run } = byPackage[distribution];
  const built = build.get(name);
  if (built) return { library: built, use: 'build' };
  const ran = run.get(name) ?? (distribution === 'debian' ? byStem.get(stem(name)) : undefined);
  return ran ? { library: ran, use: 'run' } : null;
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** What a release calls a package of Debian 12; null when it has none. */
function nameIn(release: DebianRelease, name: string): string | null {
  const renamed = DEBIAN_NAMES[release].get(name);
  return renamed === undefined ? (DEBIAN_CHECKED[release].has(name) ? name : null) : renamed;
}

/** A Debian library's name without its version: `libwebp` for libwebp7, `libssl` for libssl3t64, `libgeos-c` for libgeos-c1v5. */
export function stem(name: string): string {
  const bare = name.replace(/t64$/, '').replace(/(\d)v5$/, '$1');
  return bare.startsWith('lib') && !bare.endsWith('-dev') && bare.length <= LONGEST_NAME
    ? bare.replace(/-?\d[\d.]*(?:-\d+)*[a-z]?$/, '')
    : bare;
}

/** No package has a longer one; a word of an install line may be of any length. */
const LONGEST_NAME = 200;

const byId = new Map(LIBRARIES.map((each) => [each.id, each]));
const byPkgConfig = index((each) => each.pkgConfig);
const byLink = index((each) => each.link);
const byStem = index((each) => each.debian.run.map(stem));
const byPackage = {
  alpine: { build: index((each) => each.alpine?.build ?? []), run: index((each) => each.alpine?.run ?? []) },
  debian: {
    build: index((each) => inEveryRelease(each.debian.build)),
    run: index((each) => inEveryRelease(each.debian.run)),
  },
  fedora: { build: index((each) => each.fedora?.build ?? []), run: index((each) => each.fedora?.run ?? []) },
};

function inEveryRelease(names: readonly string[]): string[] {
  return names.flatMap((name) => [
    name,
    ...Object.values(DEBIAN_NAMES).flatMap((renamed) => renamed.get(name) ?? []),
  ]);
}

function index(names: (library: NativeLibrary) => readonly string[]): ReadonlyMap<string, NativeLibrary> {
  const map = new Map<string, NativeLibrary>();
  for (const library of LIBRARIES)
    for (const name of names(library)) if (!map.has(name)) map.set(name, library);
  return map;
}
