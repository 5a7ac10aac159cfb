import type { InstalledPackage, Install, StageTrace } from '../../image/model.ts';
import { LIBRARY_DEPENDENCIES } from '../../native/library-dependencies.ts';
import { classify } from '../../native/packages.ts';
import { librariesOf, librariesOfVerdict, needsCompiler } from '../../world/needs/native-use.ts';
import { opensLibraries } from '../../world/needs/opens-libraries.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import type { Hover } from '../model.ts';
import { type Paragraph, said } from '../markdown.ts';
import { codes } from '../program-text.ts';
import { uniqueParagraphs } from '../unique-paragraphs.ts';

/** At a package that a Dockerfile installs: what it is, and which programs need it. */
export function packageHover(world: World, images: readonly Image[], offset: number): Hover | null {
  let found: InstalledPackage | null = null;
  const paragraphs: Paragraph[] = [];
  for (const image of images)
    for (const stage of image.trace.stages)
      for (const { effect } of stage.steps) {
        if (effect.kind !== 'install') continue;
        const own = effect.install.packages.find(({ span }) => covers(span, offset));
        if (!own) continue;
        found ??= own;
        paragraphs.push(...aboutPackage(world, image, stage, effect.install, own.name));
      }
  return found && { span: spanOf(found.span), paragraphs: uniqueParagraphs(paragraphs) };
}

function aboutPackage(
  world: World,
  image: Image,
  stage: StageTrace,
  { manager }: Install,
  name: string,
): readonly Paragraph[] {
  const { kind, library } = classify(manager, name);
  const code = { code: name };
  const isOfLibrary = (kind === 'headers' || kind === 'library') && library !== null;
  if (kind !== 'compiler' && !isOfLibrary)
    return [
      said`${code}: who needs it is unknown, as it is no compiler and no C library that the tables know.`,
    ];
  const stages = stagesOn(image, stage);
  const programs =
    kind === 'library'
      ? heldIn(image, stages)
      : image.programs.filter(({ build }) => stages.has(build.stage));
  const what =
    kind === 'compiler'
      ? said`${code}, a C compiler`
      : said`${code}, ${kind === 'headers' ? 'headers of' : 'the library'} ${library ?? ''}`;
  if (programs.length === 0)
    return [
      said`${what}: no program of this repository is ${kind === 'library' ? 'in' : 'built in'} this stage.`,
    ];
  const uses = new Map<string, Use>();
  for (const program of programs) {
    const use =
      kind === 'compiler' ? usesCompiler(program) : usesLibrary(world, image, program, library ?? '', kind);
    // Built several times, a program needs what one of its builds needs.
    if (STRONGER[use.kind] > STRONGER[uses.get(program.package.binaryName)?.kind ?? 'none'])
      uses.set(program.package.binaryName, use);
  }
  const named = (wanted: Use['kind']): string[] =>
    [...uses]
      .filter(([, use]) => use.kind === wanted)
      .map(([each]) => each)
      .sort();
  const [yes, no] = [named('yes'), named('no')];
  const out: Paragraph[] = [];
  if (yes.length > 0)
    out.push(said`${what}: needed by ${codes(yes)}${no.length > 0 ? said`, not by ${codes(no)}` : []}.`);
  else if (no.length > 0) out.push(said`${what}: not needed by ${codes(no)}.`);
  const idle = named('while cgo is on');
  if (idle.length > 0)
    out.push(
      said`${out.length > 0 ? [code] : what}: ${codes(idle)} ${idle.length > 1 ? 'need' : 'needs'} it only because cgo is on there.`,
    );
  for (const [each, use] of uses)
    if (use.kind === 'unknown')
      out.push(
        said`${out.length > 0 ? [code] : what}: whether ${{ code: each }} needs it is unknown, as ${use.reason}.`,
      );
  if (yes.length === 0 && mayBeUsedBesides(image, stages))
    out.push(
      said`What else uses it in this stage is unknown: not every command of it is understood, or one compiles.`,
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

const mayBeUsedBesides = ({ trace }: Image, stages: ReadonlySet<number>): boolean =>
  trace.stages.some(
    ({ stage, steps, opaque }) =>
      stages.has(stage.index) &&
      (opaque.length > 0 ||
        steps.some(
          ({ understood, effect }) =>
            !understood || ((effect.kind === 'tool' || effect.kind === 'go-other') && effect.usesCompiler),
        )),
  );
