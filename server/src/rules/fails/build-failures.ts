import type { StageTrace } from '../../image/model.ts';
import { dirname, isInside } from '../../text/path.ts';
import type { Query } from '../../memory/snapshot.ts';
import { buildImage, worldThrough } from '../../world/build-world.ts';
import { type Scoped, scopeOf } from '../../world/facts/scope.ts';
import type { ImageKey } from '../../world/image-facts.ts';
import type { Image, World } from '../../world/world.ts';
import { type FailingCopy, failingCopies } from './failing-copies.ts';
import { type FailingModule, failingModules } from './failing-modules.ts';
import { type FailingMain, failingMains, type FailingPackage, failingPackages } from './failing-packages.ts';
import { sureImage } from './sure-image.ts';

export type BuildFailure = FailingCopy | FailingPackage | FailingMain | FailingModule;

/**
 * What surely stops the build of an image, each fault once: what only follows from an earlier failure is left out. Where
 * nobody says what the build context is, a failure counts if it is one in every context that the file may have.
 */
export function buildFailures(world: World, image: Image): readonly BuildFailure[] {
  const failures = failuresIn(world, image);
  if (failures.length === 0 || image.usedBy.length > 0) return failures;
  const others = contextsOf(world, image).map((each) => failuresIn(world, each));
  return failures.filter((failure) =>
    others.every((theirs) => theirs.some(({ kind, at }) => kind === failure.kind && at === failure.at)),
  );
}

/** Whether an image surely does not build, so that what is missing in it only follows. */
export const doesNotBuild = (world: World, image: Image): boolean =>
  sureImage(world, image) === null || failuresIn(world, image).length > 0;

/** The same image from each folder above its own, up to the border, that its context may be as well. */
export function contextsOf(world: World, image: Image): readonly Image[] {
  const out: Image[] = [];
  for (let dir = dirname(image.file); isInside(world.settings.root, dir); dir = dirname(dir)) {
    if (dir !== image.key.context.dir) {
      const context = { ...image.key.context, dir };
      const other = buildImage(world.reader, world.settings, { ...image.key, context });
      if (other) out.push(other);
    }
    if (dir === dirname(dir)) break;
  }
  return out;
}

/** An image outlives what Compose says beside it, and so does what fails in it. */
function failuresIn(world: World, image: Image): readonly BuildFailure[] {
  const { reader, settings } = world;
  const query = image.usedBy.length > 0 ? failuresOfBuilt : failuresOfAny;
  return reader.derive(query, scopeOf(reader, settings).about(image.key));
}

/** Of an image as services build it, with their arguments. */
const failuresOfBuilt: Query<Scoped<ImageKey>, readonly BuildFailure[]> = {
  name: 'build-failures',
  compute: (reader, { scope: { settings }, key }) => {
    const world = worldThrough(reader, settings);
    const image = world.image(key);
    return image ? found(world, image) : [];
  },
};

/** Of an image that somebody may build. */
const failuresOfAny: Query<Scoped<ImageKey>, readonly BuildFailure[]> = {
  name: 'build-failures-of-any',
  compute: (reader, { scope: { settings }, key }) => {
    const image = buildImage(reader, settings, key);
    return image ? found(worldThrough(reader, settings), image) : [];
  },
};

function found(world: World, image: Image): readonly BuildFailure[] {
  const sure = sureImage(world, image);
  // Where each package is found nothing is missing, and nobody has to look a second time.
  const isFound = sure?.trace.builds.every(({ packages }) => packages.known && packages.value.length > 0);
  const literal = isFound ? sure : sureImage(world, image, true);
  if (!sure || !literal) return [];
  const broken = new Set<number>();
  const out: BuildFailure[] = [];
  for (const stage of sure.trace.needed) {
    const { index } = stage.stage;
    if (stage.parent.kind === 'stage' && broken.has(stage.parent.index)) {
      broken.add(index);
      continue;
    }
    const asCloned = literal.trace.stages[index];
    const failures = [
      ...failingCopies(sure, stage),
      ...(asCloned ? failingPackages(literal, asCloned) : []),
      ...failingMains(sure, stage),
      ...failingModules(world, sure, stage),
    ].sort((a, b) => a.at - b.at);
    const first = firstOf(failures.filter((each) => !follows(each, stage, broken)));
    const stuck = failures.length > 0 || copiesFrom(stage).some((from) => broken.has(from));
    if (stuck) broken.add(index);
    out.push(...first);
  }
  return out;
}

/** What is copied from a stage that fails is not there, nor is what a build makes of it. */
const follows = (failure: BuildFailure, stage: StageTrace, broken: ReadonlySet<number>): boolean =>
  failure.kind === 'copy'
    ? failure.from !== null && broken.has(failure.from)
    : copiesFrom(stage).some((from) => broken.has(from));

/** Each missing source and each missing package is a fault of its own; what comes after one of another kind may follow from it. */
function firstOf(failures: readonly BuildFailure[]): BuildFailure[] {
  const [first] = failures;
  if (!first) return [];
  return failures.filter((each) => each.kind === first.kind && (each.kind !== 'main' || each === first));
}

/** The stages that a stage copies from. */
const copiesFrom = ({ steps }: StageTrace): number[] =>
  steps.flatMap(({ effect }) =>
    effect.kind === 'copy' && effect.copy.from.kind === 'stage' ? [effect.copy.from.stage] : [],
  );
