import type { InstalledPackage, Install, StageTrace } from '../../image/model.ts';
import { LIBRARY_DEPENDENCIES } from '../../native/library-dependencies.ts';
import { classify } from '../../native/packages.ts';
import { librariesOf, librariesOfVerdict, needsCompiler } from '../../world/needs/native-use.ts';
import { opensLibraries } from '../../world/needs/opens-libraries.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import type { Hover } from '../model.ts';
import { type Paragraph, type Piece, said } from '../markdown.ts';
import { codes } from '../program-text.ts';
import { uniqueParagraphs } from '../unique-paragraphs.ts';

/** At a package that a Dockerfile installs: what it is, and which programs of the images that are built here need it. */
export function packageHover(world: World, images: readonly Image[], offset: number): Hover | null {
  const places = images.flatMap((image) => installedAt(image, offset));
  const [first] = places;
  if (!first) return null;
  const tell = (paragraphs: readonly Paragraph[]): Hover => ({ span: spanOf(first.own.span), paragraphs });
  const code = { code: first.own.name };
  const { kind, library } = classify(first.install.manager, first.own.name);
  const isOfLibrary = (kind === 'headers' || kind === 'library') && library !== null;
  if (kind !== 'compiler' && !isOfLibrary)
    return tell([
      said`${code}: who needs it is unknown, as it is no compiler and no C library that the tables know.`,
    ]);
  const what =
    kind === 'compiler'
      ? said`${code}, a C compiler`
      : said`${code}, ${kind === 'headers' ? 'headers of' : 'the library'} ${library ?? ''}`;
  // What no image needs is not built, and nothing is known of its programs.
  const needed = places.filter(({ image, stage }) => image.trace.needed.includes(stage));
  if (needed.length === 0)
    return tell([said`${what}: who needs it is unknown, as no image that is built here needs this stage.`]);
  const uses = new Map<string, Use>();
  const doubts: Paragraph[] = [];
  for (const { image, stage } of needed) {
    const stages = stagesOn(image, stage);
    const reason = doubtOf(image, stages);
    if (reason !== null) doubts.push(said`What else in this stage needs it is unknown: ${reason}.`);
    const programs =
      kind === 'library'
        ? heldIn(image, stages)
        : image.programs.filter(({ build }) => stages.has(build.stage));
    for (const program of programs) {
      const name = program.package.binaryName;
      const use =
        kind === 'compiler' ? usesCompiler(program) : usesLibrary(world, image, program, library ?? '', kind);
      // Built several times, a program needs what one of its builds needs.
      if (STRONGER[use.kind] > STRONGER[uses.get(name)?.kind ?? 'none']) uses.set(name, use);
    }
  }
  const told =
    uses.size > 0
      ? inWords(what, code, uses)
      : doubts.length > 0
        ? [said`${what}.`]
        : [
            said`${what}: no program of this repository is ${kind === 'library' ? 'in' : 'built in'} this stage.`,
          ];
  const isNeeded = [...uses.values()].some((use) => use.kind === 'yes');
  return tell(uniqueParagraphs([...told, ...(isNeeded ? [] : doubts)]));
}

/** The package of an install line that a caret is at, in each stage of an image that runs it. */
function installedAt(
  image: Image,
  offset: number,
): readonly {
  readonly image: Image;
  readonly stage: StageTrace;
  readonly install: Install;
  readonly own: InstalledPackage;
}[] {
  return image.trace.stages.flatMap((stage) =>
    stage.steps.flatMap(({ effect }) => {
      if (effect.kind !== 'install') return [];
      const own = effect.install.packages.find(({ span }) => covers(span, offset));
      return own ? [{ image, stage, install: effect.install, own }] : [];
    }),
  );
}

function inWords(what: Paragraph, code: Piece, uses: ReadonlyMap<string, Use>): Paragraph[] {
  const named = (wanted: Use['kind']): string[] =>
    [...uses]
      .filter(([, use]) => use.kind === wanted)
      .map(([each]) => each)
      .sort();
  const [yes, no, idle] = [named('yes'), named('no'), named('while cgo is on')];
  const out: Paragraph[] = [];
  if (yes.length > 0)
    out.push(said`${what}: needed by ${codes(yes)}${no.length > 0 ? said`, not by ${codes(no)}` : []}.`);
  else if (no.length > 0) out.push(said`${what}: not needed by ${codes(no)}.`);
  if (idle.length > 0)
    out.push(
      said`${out.length > 0 ? [code] : what}: ${codes(idle)} ${idle.length > 1 ? 'need' : 'needs'} it only because cgo is on there.`,
    );
  for (const [each, use] of uses)
    if (use.kind === 'unknown')
      out.push(
        said`${out.length > 0 ? [code] : what}: whether ${{ code: each }} needs it is unknown, as ${use.reason}.`,
      );
  return out;
}

type Use =
  | { readonly kind: 'yes' | 'no' | 'while cgo is on' }
  | { readonly kind: 'unknown'; readonly reason: string };

const STRONGER: Readonly<Record<Use['kind'] | 'none', number>> = {
  none: 0,
  no: 1,
  'while cgo is on': 2,
  unknown: 3,
  yes: 4,
};

function usesCompiler(program: Program): Use {
  const reason = unknownOf(program);
  if (reason !== null) return { kind: 'unknown', reason };
  if (!wantsCgo(program) || !needsCompiler(program)) return { kind: 'no' };
  const isAsked =
    program.build.cgo.asked !== null || program.grade === 'required' || program.grade === 'stub';
  return { kind: isAsked ? 'yes' : 'while cgo is on' };
}

function usesLibrary(
  world: World,
  image: Image,
  program: Program,
  library: string,
  kind: 'headers' | 'library',
): Use {
  const reason = unknownOf(program);
  if (reason !== null) return { kind: 'unknown', reason };
  if (wantsCgo(program)) {
    const own = librariesOf(program);
    if (own === null)
      return {
        kind: 'unknown',
        reason: `it is linked with ${librariesOfVerdict(program.cgo).join(', ')}, which the tables do not all know`,
      };
    const by = LIBRARY_DEPENDENCIES[kind === 'headers' ? 'build' : 'run'];
    if ([...own].some((id) => id === library || by.get(id)?.includes(library))) return { kind: 'yes' };
    if (program.cgo.unread !== null) return { kind: 'unknown', reason: program.cgo.unread };
  }
  return kind === 'library' && opensLibraries(world, image, [program], image.usedBy)
    ? { kind: 'unknown', reason: 'it is not linked with it, and may open libraries by their names' }
    : { kind: 'no' };
}

function unknownOf({ grade, cgo, build }: Program): string | null {
  if (build.cgo.effective === 'off' && grade !== 'required' && grade !== 'stub' && grade !== 'unknown')
    return null;
  if (grade === 'unknown') return cgo.reason ?? 'its imports cannot all be read';
  return build.cgo.effective === 'unknown' && grade === 'alternative' ? build.cgo.because : null;
}

/** One that does not work without cgo needs what it takes, also while somebody has cgo off. */
const wantsCgo = ({ grade, build }: Program): boolean =>
  build.cgo.effective !== 'off' || grade === 'required' || grade === 'stub';

/** The numbers of a stage and of those that stand on it: they see its packages. */
function stagesOn({ trace }: Image, { stage }: StageTrace): ReadonlySet<number> {
  const on = new Set([stage.index]);
  for (const { stage: each, parent } of trace.stages)
    if (parent.kind === 'stage' && on.has(parent.index)) on.add(each.index);
  return on;
}

function heldIn(image: Image, stages: ReadonlySet<number>): readonly Program[] {
  const held = image.trace.stages
    .filter(({ stage }) => stages.has(stage.index))
    .flatMap(({ files }) => files.programs());
  return image.programs.filter((program) =>
    held.some((each) => each.build === program.build && each.package.dir === program.package.dir),
  );
}

/** What keeps it from being known who else needs a package in some stages, as a clause; null where all is seen. */
function doubtOf({ trace }: Image, stages: ReadonlySet<number>): string | null {
  for (const { stage, steps, opaque } of trace.stages) {
    if (!stages.has(stage.index)) continue;
    const [first] = opaque;
    if (first) return first.reason;
    for (const { understood, effect } of steps) {
      if (effect.kind === 'go-build' && !effect.build.packages.known) return effect.build.packages.reason;
      if (effect.kind === 'unknown') return effect.reason;
      if (!understood) return 'not every command of it is understood';
      if ((effect.kind === 'tool' || effect.kind === 'go-other') && effect.usesCompiler)
        return 'one of its commands compiles';
    }
  }
  return null;
}
