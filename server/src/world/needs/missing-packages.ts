import { lineageOf, packagesOf } from '../../image/lineage.ts';
import type { InstalledPackage, StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { debianPackages, type LibraryPackages, libraryById, libraryFor } from '../../native/libraries.ts';
import { managerNamed } from '../../native/managers/all-managers.ts';
import type { ManagerId } from '../../native/managers/manager.ts';
import { classify } from '../../native/packages.ts';
import { goFiles } from '../go/context-view.ts';
import type { Image, Program, World } from '../world.ts';
import { linkedLibc } from './linked-libc.ts';
import { librariesOf, needsCompiler } from './native-use.ts';

/** What a stage surely lacks for a program that is built, or runs, in it. */
export interface MissingPackages {
  readonly stage: StageTrace;
  /** Whether the compiler is among it. */
  readonly compiler: boolean;
  /** Ids of C libraries. */
  readonly libraries: readonly string[];
  /** The packages that bring it all there; null where no package manager is there, or its names are not known. */
  readonly packages: readonly string[] | null;
}

/** The compiler and the headers that are not there when a program is built with cgo. */
export function missingInBuilder(world: World, image: Image, program: Program): MissingPackages | null {
  const { build } = program;
  const stage = image.trace.stages[build.stage];
  if (!stage || build.cgo.effective !== 'on' || !needsCompiler(program)) return null;
  // Somebody who names a compiler, or where things lie, has them from elsewhere.
  if (build.cc !== '' || build.linkerFlags !== '' || !isNative(program) || tellsCompiler(stage)) return null;
  const lineage = lineageOf(image.trace, stage);
  const base = baseImage(stage.baseImage ?? '');
  // What nothing of its own needs C is said to need no cgo, with the fix for it.
  const isOthers = program.cgo.usesCompiler || program.needCgo.length > 0 || build.cgo.asked !== null;
  const before = build.command.start;
  if (!isOthers || base.manager === null || base.commands === null || !isPlain(lineage, before)) return null;
  const packages = installedIn(lineage, before);
  if (packages.some(({ name, manager }) => classify(manager, name).kind === 'unknown')) return null;
  const compiler =
    base.hasCompiler === false &&
    packages.every(({ name, manager }) => {
      const { kind, bringsCompiler } = classify(manager, name);
      return bringsCompiler === false && kind !== 'compiler';
    });
  const libraries = certain(world, program).filter(
    (id) => !isThere(id, packages) && !packages.some((each) => mayBringHeaders(each)),
  );
  if (!compiler && libraries.length === 0) return null;
  const manager = managerNamed(base.manager);
  const names = namesOf(libraries, 'build', stage);
  return {
    stage,
    compiler,
    libraries,
    packages: names && manager ? [...(compiler ? [manager.compiler] : []), ...names] : null,
  };
}

/** The C libraries that a program is linked with and does not find where it starts. */
export function missingInRuntime(world: World, image: Image, program: Program): MissingPackages | null {
  const stage = image.trace.final;
  if (!stage || stage.stage.index === program.build.stage || !linkedLibc(image, program)) return null;
  const base = baseImage(stage.baseImage ?? '');
  const lineage = lineageOf(image.trace, stage);
  if (base.libc === 'unknown' || base.libc === 'none' || !BARE.has(base.family) || !isPlain(lineage, null))
    return null;
  const packages = installedIn(lineage, null);
  // A program may depend on any library, and bring it.
  const isBare = packages.every(
    ({ name, manager }) => BRINGS_NONE.has(classify(manager, name).kind) || LIGHT.has(name),
  );
  const libraries = certain(world, program).filter(
    (id) => !isThere(id, packages) && !OF_BASES.has(id) && (libraryById(id)?.debian.run.length ?? 0) > 0,
  );
  if (libraries.length === 0 || !isBare) return null;
  return { stage, compiler: false, libraries, packages: namesOf(libraries, 'run', stage) };
}

const BARE: ReadonlySet<string> = new Set(['alpine', 'debian', 'ubuntu', 'distroless']);
const BRINGS_NONE: ReadonlySet<string> = new Set(['base', 'make']);
/** Programs that everybody installs, with libraries that no Go program is linked with but those of the bases. */
const LIGHT: ReadonlySet<string> = new Set([
  'bash',
  'tini',
  'dumb-init',
  'su-exec',
  'gosu',
  'tzdata',
  'procps',
]);
/** Libraries that the images of some distribution, or the tools in `LIGHT`, have anyway. */
const OF_BASES: ReadonlySet<string> = new Set(
  `zlib zstd xz bzip2 lz4 openssl ncurses readline selinux acl attr libcap audit pam pcre2 pcre libgcrypt libgpg-error gnutls
  gmp libseccomp systemd udev util-linux xxhash argon2 libffi p11-kit apparmor elfutils expat kmod cryptsetup
  devmapper json-c libbsd lzo libmagic`.split(/\s+/),
);

/** Libraries of which it is certain that a compiler or a linker asks for them by these names. */
function certain(world: World, program: Program): readonly string[] {
  const libraries = librariesOf(program);
  if (libraries === null) return [];
  const { cgo } = program;
  const asked = new Set([
    ...cgo.tableLibraries,
    ...cgo.pkgConfig.flatMap((pkgConfig) => libraryFor({ pkgConfig })?.id ?? []),
    ...ownLinks(world, program),
  ]);
  return [...libraries].filter((id) => asked.has(id));
}

/** What the repository's own files link by name. One that says where to look may bring the library along. */
function ownLinks(world: World, { cgo }: Program): string[] {
  const files = goFiles(world.reader);
  const flags = cgo.reachedFirstParty.flatMap((path) =>
    (files.head(path)?.cgo ?? []).filter(({ verb }) => verb === 'LDFLAGS'),
  );
  if (flags.some(({ value }) => /-L|\$\{SRCDIR\}|\.a\b/.test(value))) return [];
  return flags.flatMap(({ value, constraint }) =>
    constraint === '' || constraint === 'linux'
      ? [...value.matchAll(/(?:^|\s)-l(\S+)/g)].flatMap(([, link = '']) => libraryFor({ link })?.id ?? [])
      : [],
  );
}

interface Installed extends InstalledPackage {
  readonly manager: ManagerId;
}

const installedIn = (lineage: readonly StageTrace[], before: number | null): Installed[] =>
  packagesOf(lineage).flatMap(({ manager, package: each }) =>
    before === null || each.step.span.start < before ? [{ ...each, manager }] : [],
  );

const isThere = (id: string, packages: readonly Installed[]): boolean =>
  packages.some(({ name, manager }) => classify(manager, name).library === id);

/** Headers of one library often depend on those of another. */
const mayBringHeaders = ({ name, manager }: Installed): boolean => {
  const { kind, library } = classify(manager, name);
  return (kind === 'headers' && !(library !== null && LEAVES.has(library))) || kind === 'unknown';
};

/** Libraries whose headers need those of none in the table. */
const LEAVES: ReadonlySet<string> = new Set([
  'zlib',
  'bzip2',
  'lz4',
  'sqlite',
  'alsa',
  'libpcap',
  'opus',
  'snappy',
]);

/** Whether all that happens before a place is understood, and nothing but packages brings libraries or headers. */
const isPlain = (lineage: readonly StageTrace[], before: number | null): boolean =>
  lineage.every(
    ({ steps, opaque }) =>
      opaque.every(({ span }) => before !== null && span.start >= before) &&
      steps.every(({ understood, effect, span, conditional }) => {
        if (before !== null && span.start >= before) return true;
        if (!understood || (conditional && effect.kind === 'install')) return false;
        if (effect.kind === 'install') return effect.install.unknown.length === 0;
        if (effect.kind === 'uninstall') return true;
        if (effect.kind !== 'copy') return effect.kind !== 'tool' || !effect.usesCompiler;
        const { from, sources, destination } = effect.copy;
        // Go itself, and nothing else.
        if (/^\/usr\/local\/go\/?$/.test(destination.value)) return true;
        return (
          sources.every(
            ({ path, found }) => path !== null && found.kind !== 'unknown' && !/\.so(?:\.|$)/.test(path),
          ) &&
          (from.kind === 'context' ||
            !/^\/(?:usr|lib\d*)?(?:\/(?!bin\b|local\/bin\b|sbin\b)|$)/.test(destination.value) ||
            sources.every(({ found }) => found.kind === 'file' && found.origin.kind === 'program'))
        );
      }),
  );

const isNative = ({ build: { goos, goarch } }: Program): boolean =>
  goos.known && goos.value === 'linux' && goarch.known && goarch.value === 'amd64';

const tellsCompiler = ({ env }: StageTrace): boolean => [...env.keys()].some((name) => TELLS.test(name));
const TELLS = /^(?:PKG_CONFIG\w*|CGO_C\w*FLAGS|CPATH|C_INCLUDE_PATH|LIBRARY_PATH|CC|CXX)$/;

function namesOf(
  libraries: readonly string[],
  use: keyof LibraryPackages,
  { baseImage: reference }: StageTrace,
): readonly string[] | null {
  const { manager, release } = baseImage(reference ?? '');
  const column = managerNamed(manager ?? '')?.column ?? null;
  const out: string[] = [];
  for (const id of libraries) {
    const library = libraryById(id);
    if (!library || column === null) return null;
    const names = column === 'debian' ? debianPackages(library, use, release) : library[column]?.[use];
    if (!names) return null;
    out.push(...names);
  }
  return [...new Set(out)];
}
