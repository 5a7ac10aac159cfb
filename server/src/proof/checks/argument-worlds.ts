import { isInside } from '../../text/path.ts';
import { buildImage } from '../../world/build-world.ts';
import type { ImageKey } from '../../world/image-facts.ts';
import type { Image, World } from '../../world/world.ts';
import { placeOf } from '../../edit/slice/reason.ts';
import type { GoBuild } from '../../image/model.ts';
import type { Case } from '../case.ts';
import type { Check } from '../check.ts';
import { packagesOf } from '../../image/lineage.ts';
import type { Loss } from '../loss.ts';

/**
 * A Dockerfile may be built with other arguments than those that a service passes: with none, and with any. What its commands
 * build then must not be worse off either.
 */
export const argumentWorlds: Check = function* (theCase) {
  const { before, after, files } = theCase;
  for (const file of files) {
    const known = before.imagesOf(file);
    if (known.length === 0 || after.reader.file(file).kind !== 'text') continue;
    const seen = new Set<string>();
    for (const key of known.flatMap((image) => worldsOf(image))) {
      const id = JSON.stringify(key);
      if (seen.has(id)) continue;
      seen.add(id);
      const old = buildImage(before.reader, before.settings, key);
      const now = buildImage(after.reader, after.settings, key);
      if (old && now) yield* worse(theCase, old, now);
    }
  }
};

/** How an image may be built besides: without arguments, and with arguments that nobody knows. */
function worldsOf({ key, trace }: Image): ImageKey[] {
  const declared = new Set(
    [
      ...trace.request.dockerfile.stages.flatMap(({ instructions }) => instructions),
      ...trace.request.dockerfile.globals,
    ]
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ words }) => words.map(({ value }) => value.split('=', 1)[0] ?? '')),
  );
  if (declared.size === 0) return [];
  const unknown = [...declared].sort().map((name): [string, null] => [name, null]);
  return [
    { ...key, args: [] },
    { ...key, args: unknown },
  ];
}

function* worse({ before, after }: Case, old: Image, now: Image): Iterable<Loss> {
  const builds = counted(now.trace.builds);
  const gone = goneFrom(old, now);
  for (const [id, build] of counted(old.trace.builds)) {
    const next = builds.get(id);
    if (!next || build.cgo.effective === 'off') continue;
    const isOff = next.cgo.effective !== build.cgo.effective;
    if (!isOff && gone.length === 0) continue;
    const may = mayBuild(after, now, next);
    // Where its packages are known, those that go are judged by what the program is linked with.
    if (!isOff && next.packages.known) continue;
    if (may !== null && may.length > 0 && may.every((grade) => grade === 'none')) continue;
    const what = isOff ? 'would be built without cgo' : `would be built without ${gone.join(', ')}`;
    yield {
      services: [],
      file: now.file,
      reason: `with other build arguments a program that may need it ${what}`,
      at: placeOf(before.images.find(({ file }) => file === old.file) ?? old, build.command),
    };
  }
}

/** The grades of the programs that a command may build; null where one of them cannot be told. */
function mayBuild(world: World, image: Image, build: GoBuild): string[] | null {
  if (build.packages.known)
    return image.programs.filter((program) => program.build === build).map(({ grade }) => grade);
  const dir = image.key.context.dir;
  const inside = world.modules.filter(({ module }) => isInside(dir, module.dir));
  return build.flags.needCgo.length > 0 || inside.length === 0
    ? null
    : inside.flatMap(({ programs }) => programs.map(({ cgo }) => cgo.grade));
}

/** Builds by what they are asked to build: a change may move them, and add words before them. */
function counted(builds: readonly GoBuild[]): Map<string, GoBuild> {
  const out = new Map<string, GoBuild>();
  for (const build of builds) {
    const id = JSON.stringify([
      build.stage,
      build.verb,
      build.patterns.map(({ value }) => value),
      build.output?.token.value,
    ]);
    let nth = 0;
    while (out.has(`${id} ${nth}`)) nth++;
    out.set(`${id} ${nth}`, build);
  }
  return out;
}

const goneFrom = (old: Image, now: Image): string[] => {
  const left = new Set(packagesOf(now.trace.stages).map((each) => each.package.name));
  return [...new Set(packagesOf(old.trace.stages).map((each) => each.package.name))].filter(
    (name) => !left.has(name),
  );
};
