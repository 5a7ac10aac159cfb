import type { CgoVerdict } from '../../go/model.ts';
import type { InstalledPackage, Install, StageTrace, Step } from '../../image/model.ts';
import { LIBRARY_DEPENDENCIES } from '../../native/library-dependencies.ts';
import { classify } from '../../native/packages.ts';
import { libraryFor } from '../../native/libraries.ts';
import type { Image, Program } from '../world.ts';

/** A package that nothing in its stage uses. */
export interface UnneededPackage {
  readonly package: InstalledPackage;
  readonly install: Install;
  readonly kind: 'compiler' | 'headers' | 'library';
  /** What must stay of it: `make`, where `build-base` is only there for that. */
  readonly replacement: string | null;
}

/** The native libraries that a program is linked with, by id; null when one of them is not in the table. */
export function librariesOf({ cgo }: Program): ReadonlySet<string> | null {
  const { ids, strangers } = linked(cgo);
  return strangers.length > 0 ? null : ids;
}

/** The same where these are surely all: no package of the program is missing. */
export const allLibrariesOf = (program: Program): ReadonlySet<string> | null =>
  program.cgo.unread === null ? librariesOf(program) : null;

/** Library ids of a verdict, sorted; one that is not in the table stands under the name that the code gives it. */
export function librariesOfVerdict(cgo: CgoVerdict): readonly string[] {
  const { ids, strangers } = linked(cgo);
  return [...ids, ...strangers].sort();
}

function linked(cgo: CgoVerdict): { ids: Set<string>; strangers: string[] } {
  const ids = new Set<string>(cgo.tableLibraries);
  const strangers: string[] = [];
  for (const pkgConfig of cgo.pkgConfig) {
    const library = libraryFor({ pkgConfig });
    if (library) ids.add(library.id);
    else strangers.push(pkgConfig);
  }
  for (const link of cgo.linkFlags) {
    const library = libraryFor({ link });
    if (library) ids.add(library.id);
    else if (!LIBC.has(link)) strangers.push(link);
  }
  return { ids, strangers };
}

/** `-l` names that every C library brings. */
const LIBC = new Set([
  'm',
  'c',
  'pthread',
  'dl',
  'rt',
  'util',
  'resolv',
  'gcc',
  'gcc_s',
  'stdc++',
  'c++',
  'atomic',
]);

/**
 * The compilers, headers and C libraries that a stage installs and nothing in it uses. Empty as soon as one of its
 * commands is not understood, or a program in it has an unknown grade: then nothing is surely unneeded.
 */
export function unneededPackages(
  image: Image,
  stage: StageTrace,
  /** Whether programs may use C libraries that they are not linked with. */
  opens: () => boolean,
): readonly UnneededPackage[] {
  const lineage = stagesOn(image, stage);
  const steps = lineage.flatMap((each) => each.steps);
  if (!steps.every((step) => step.understood) || lineage.some((each) => each.opaque.length > 0)) return [];
  const installs = stage.steps.flatMap((step) =>
    step.effect.kind === 'install' ? [step.effect.install] : [],
  );
  if (installs.length === 0 || installs.some((install) => install.unknown.length > 0)) return [];

  const indexes = new Set(lineage.map((each) => each.stage.index));
  const built = image.programs.filter((program) => indexes.has(program.build.stage));
  const held = lineage
    .flatMap((each) => each.files.programs())
    .map((each) =>
      image.programs.find(
        (program) => program.build === each.build && program.package.dir === each.package.dir,
      ),
    );
  if (held.some((program) => program === undefined)) return [];
  if (image.trace.builds.some((build) => indexes.has(build.stage) && !build.packages.known)) return [];
  const programs = [...built, ...held.filter((program) => program !== undefined)];
  // One that does not work without cgo will get it back, and its packages with it.
  if (
    programs.some(
      ({ build, grade }) => build.cgo.effective === 'off' && (grade === 'required' || grade === 'stub'),
    )
  )
    return [];
  const using = programs.filter((program) => program.build.cgo.effective !== 'off');
  if (using.some((program) => program.grade === 'unknown')) return [];
  const libraries = new Set<string>();
  for (const program of using) {
    const ids = allLibrariesOf(program);
    if (ids === null) return [];
    for (const id of ids) libraries.add(id);
  }
  // What a needed library depends on comes along, whether it is named or not.
  const comesAlong = (use: 'build' | 'run', library: string): boolean =>
    [...libraries].some((id) => LIBRARY_DEPENDENCIES[use].get(id)?.includes(library));
  // What a development image needs is decided by whoever works in it.
  const isFinal = lineage.some((each) => each === image.trace.final);
  const starts = image.usedBy.length > 0 ? image.usedBy.map((service) => service.runs) : [image.runs];
  if (isFinal && !starts.every((runs) => runs.kind === 'program')) return [];
  // A stage without a program of this repository serves something that is not understood here.
  if (built.length === 0 && held.length === 0) return [];
  const compiles =
    built.some((program) => program.build.cgo.effective !== 'off' && needsCompiler(program)) ||
    steps.some(usesCompiler);
  const usesTools = steps.some((step) => usesToolchain(image, step));
  const makes = steps.some(
    ({ effect, command }) =>
      (effect.kind === 'tool' && effect.name === 'make') || command?.words[0]?.literal === 'make',
  );
  const isForeign = (): boolean =>
    lineage.some((each) => holdsForeignBinaries(image, each) || runsOtherLanguages(each)) || opens();
  // It is asked for only where a library may go.
  let foreign: boolean | null = null;
  // Whoever puts a compiler where nothing is built wants it for something else.
  const builds = built.length > 0;

  const out: UnneededPackage[] = [];
  for (const install of installs) {
    for (const each of install.packages) {
      const { kind, library, bringsMake } = classify(install.manager, each.name);
      if (kind === 'compiler' && builds && !compiles && !usesTools)
        out.push({ package: each, install, kind, replacement: makes && bringsMake ? 'make' : null });
      else if (
        kind === 'headers' &&
        library !== null &&
        builds &&
        !libraries.has(library) &&
        !comesAlong('build', library) &&
        !steps.some(usesCompiler)
      )
        out.push({ package: each, install, kind, replacement: null });
      else if (
        kind === 'library' &&
        library !== null &&
        !libraries.has(library) &&
        !comesAlong('run', library) &&
        !steps.some(usesCompiler) &&
        !(foreign ??= isForeign())
      )
        out.push({ package: each, install, kind, replacement: null });
    }
  }
  return out;
}

/** With cgo on, the standard library's own C parts need a compiler as much as anybody's. */
export const needsCompiler = (program: Program): boolean =>
  program.cgo.usesCompiler ||
  program.cgo.standardCgo.length > 0 ||
  program.needCgo.length > 0 ||
  program.build.cgo.asked !== null;

/** The stage, and every needed stage that stands on it: they see its packages. */
function stagesOn(image: Image, stage: StageTrace): readonly StageTrace[] {
  const on = new Set([stage.stage.index]);
  return image.trace.stages.filter((each) => {
    const stands = on.has(each.stage.index) || (each.parent.kind === 'stage' && on.has(each.parent.index));
    if (stands) on.add(each.stage.index);
    return stands;
  });
}

function usesCompiler({ effect }: Step): boolean {
  if (effect.kind === 'tool' || effect.kind === 'go-other') return effect.usesCompiler;
  return effect.kind === 'unknown';
}

/** Whether a step runs a program that comes along with a compiler and does not compile: strip, patch, pkg-config. */
function usesToolchain(image: Image, { effect, command, span }: Step): boolean {
  if (effect.kind === 'files' && effect.verb === 'other' && command?.words[0]?.literal !== 'upx') return true;
  const name = command?.words[0]?.literal ?? '';
  if (name === 'file' || name === 'patch') return true;
  if (command === null || effect.kind === 'install' || effect.kind === 'uninstall') return false;
  return BINUTILS.test(image.trace.request.dockerfile.text.slice(span.start, span.end));
}

const BINUTILS =
  /(?:^|[\s;&|'"(`/])(?:strip|objcopy|objdump|readelf|nm|ar|ranlib|ld|ld\.gold|gold|as|pkg-config|pkgconf|cpp|gcc|cc|g\+\+)(?=$|[\s;&|'")`])/;

/** Whether a stage installs another language, whose programs open libraries by their names. */
const runsOtherLanguages = ({ steps }: StageTrace): boolean =>
  steps.some(
    ({ effect }) =>
      effect.kind === 'install' && effect.install.packages.some(({ name }) => OTHER_LANGUAGES.test(name)),
  );

const OTHER_LANGUAGES =
  /^(?:python[23]?(?:\.\d+)?|py3-.*|python3-.*|ruby.*|nodejs.*|npm|perl|php\d*.*|lua[\d.]*|luajit|R|r-base.*|openjdk.*|default-jre.*|java-.*|dotnet.*|erlang.*|elixir|guile.*|mono.*)$/;

/** Whether something in the stage may be a compiled program of unknown origin, which may need any library. */
function holdsForeignBinaries(image: Image, stage: StageTrace): boolean {
  return stage.steps.some(({ effect }) => {
    if (effect.kind === 'tool') return true;
    if (effect.kind !== 'copy') return false;
    const { copy } = effect;
    if (copy.from.kind === 'image')
      return !copy.sources.every(({ path }) => path !== null && PLAIN_DATA.test(path));
    return copy.sources.some(({ found, path }) => {
      if (found.kind !== 'file' && found.kind !== 'directory') return true;
      if (found.origin.kind === 'program' || found.origin.kind === 'made') return false;
      if (found.origin.kind === 'context') return !isText(image, found.origin.path, { left: MAX_FILES });
      return !(path !== null && PLAIN_DATA.test(path));
    });
  });
}

/** Whether a file, or every file below a folder, of the context is text. Gives up where there are too many. */
function isText(image: Image, path: string, budget: { left: number }): boolean {
  if (budget.left-- <= 0) return false;
  const kind = image.context.kind(path);
  if (kind === 'file') return PLAIN_DATA.test(path) || image.context.read(path) !== null;
  if (kind !== 'directory') return false;
  return (image.context.list(path) ?? []).every((name) =>
    isText(image, path === '.' ? name : `${path}/${name}`, budget),
  );
}

const MAX_FILES = 2000;
/** Data by its place or its ending: it links with nothing. */
const PLAIN_DATA =
  /\/(?:etc\/(?:ssl|passwd|group|nsswitch\.conf|localtime|pki)|usr\/(?:local\/)?share\/|zoneinfo)|\.(?:go|mod|sum|sql|json|ya?ml|toml|html?|css|js|ts|tsx|svg|png|jpe?g|gif|webp|ico|ttf|woff2?|csv|txt|md|tmpl|crt|pem|proto|zip|gz)$/;
