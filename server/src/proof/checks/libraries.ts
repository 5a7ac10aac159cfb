import { placeOf } from '../../edit/slice/reason.ts';
import type { StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { classify } from '../../native/packages.ts';
import { librariesOf, needsCompiler } from '../../world/needs/native-use.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Check } from '../check.ts';
import { lineageOf, packagesOf } from '../../image/lineage.ts';
import { lossOf, type Pair } from '../pair.ts';

/**
 * A program that is still built with cgo finds its compiler, its headers and its libraries. Where it is not known which these
 * are, all of them stay.
 */
export const libraries: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const { image, programs } = pair;
    if (!image) continue;
    const own = new Set(programs.map(({ dir }) => dir));
    const using = image.programs.filter(({ dir, build }) => own.has(dir) && build.cgo.effective !== 'off');
    if (using.length === 0) continue;
    yield* gone(pair, image, pair.before.image.trace.final, image.trace.final, using, ['library']);
    for (const program of using) {
      const old = programs.find(({ dir }) => dir === program.dir);
      if (!old) continue;
      const [before, after] = [stageOf(pair.before.image, old), stageOf(image, program)];
      yield* gone(pair, image, before, after, [program], ['headers', 'compiler']);
    }
  }
};

const stageOf = ({ trace }: Image, { build }: Program): StageTrace | null =>
  trace.stages.find(({ stage }) => stage.index === build.stage) ?? null;

function* gone(
  pair: Pair,
  image: Image,
  before: StageTrace | null,
  after: StageTrace | null,
  using: readonly Program[],
  kinds: readonly string[],
) {
  const old = pair.before.image;
  const now = new Set(packagesOf(lineageOf(image.trace, after)).map((each) => each.package.name));
  const hasCompiler =
    baseImage(after?.baseImage ?? '').hasCompiler === true ||
    packagesOf(lineageOf(image.trace, after)).some(
      (each) => classify(each.manager, each.package.name).bringsCompiler === true,
    );
  for (const { manager, package: each } of packagesOf(lineageOf(old.trace, before))) {
    const { kind, library } = classify(manager, each.name);
    if (now.has(each.name) || !kinds.includes(kind)) continue;
    const isNeeded =
      kind === 'compiler'
        ? !hasCompiler && using.some(needsCompiler)
        : using.some((program) => librariesOf(program)?.has(library ?? '') ?? true);
    if (!isNeeded) continue;
    const names = using.map((program) => program.package.binaryName).join(' and ');
    yield lossOf(pair, `${names} would be built with cgo and without ${each.name}`, placeOf(old, each.span));
  }
}
