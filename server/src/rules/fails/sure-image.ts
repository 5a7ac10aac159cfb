import type { Instruction } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import type { ParseError } from '../../text/parsed.ts';
import type { Query } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import { buildImage, worldThrough } from '../../world/build-world.ts';
import { type Scoped, scopeOf } from '../../world/facts/scope.ts';
import type { ImageKey } from '../../world/image-facts.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import type { Image, World } from '../../world/world.ts';

/**
 * An image with nothing in it but what is so whoever builds it: an argument that is passed from outside, or that somebody may
 * pass, has no known value. Null where it cannot be judged at all: BuildKit refuses the Dockerfile, or a named context
 * stands in for one of its stages or base images. `literal` takes what git ignores for not there.
 */
export function sureImage(world: World, image: Image, literal = false): Image | null {
  if (parseErrors(world, image).length > 0 || isReplaced(world, image)) return null;
  const open = openArguments(world, image);
  if (open.length === 0 && !literal) return image;
  const args = new Map(image.key.args);
  for (const name of open) args.set(name, null);
  return buildImage(world.reader, world.settings, {
    ...image.key,
    args: [...args].sort(([a], [b]) => (a < b ? -1 : 1)),
    ...(literal && { context: { ...image.key.context, literal } }),
  });
}

/** An image as services build it; of one that nobody builds here, what is so whoever builds it. */
export const asBuilt = (world: World, image: Image): Image | null =>
  image.usedBy.length > 0 ? image : sureImage(world, image);

/** What BuildKit refuses in the Dockerfile of an image. */
export function parseErrors(world: World, { file, key }: Image): readonly ParseError[] {
  if (key.inline !== null) return parseDockerfile(key.inline).errors;
  return world.reader.derive(dockerfileAt, file)?.errors ?? [];
}

/** The names of the arguments whose values only whoever builds it knows. */
function openArguments(world: World, image: Image): string[] {
  const { key, trace } = image;
  const { globals, stages } = trace.request.dockerfile;
  const declared = [...globals, ...stages.flatMap(({ instructions }) => instructions)].flatMap(namesOf);
  if (image.usedBy.length === 0) return [...new Set(declared)];
  const { passedOn } = saidBeside(world, image);
  return [
    ...new Set(
      declared.filter(
        (name) => passedOn.includes(name) || (key.platform === null && OF_THE_PLATFORM.test(name)),
      ),
    ),
  ];
}

/** What the services that build an image say beside its key. */
interface SaidBeside {
  /** Arguments that get their values from the environment of whoever builds it. */
  readonly passedOn: readonly string[];
  /** Named contexts, in lower case. */
  readonly contexts: readonly string[];
}

const saidBeside = ({ reader, settings }: World, { key }: Image): SaidBeside =>
  reader.derive(besideKey, scopeOf(reader, settings).about(key));

/** It has no places, so that an edit beside it changes nothing for whoever asks. */
const besideKey: Query<Scoped<ImageKey>, SaidBeside> = {
  name: 'beside-image',
  same: sameData,
  compute: (reader, { scope, key }) => {
    const builds = (worldThrough(reader, scope.settings).image(key)?.usedBy ?? []).flatMap(
      ({ model }) => model.build ?? [],
    );
    return {
      passedOn: builds.flatMap(({ args }) =>
        [...args].flatMap(([name, { value }]) => (value === null ? [name] : [])),
      ),
      contexts: builds.flatMap(({ additionalContexts }) =>
        [...additionalContexts.keys()].map((name) => name.toLowerCase()),
      ),
    };
  },
};

const namesOf = ({ keyword, pairs, trigger }: Instruction): string[] => [
  ...(keyword === 'ARG' ? pairs.map(({ name }) => name.value) : []),
  ...(trigger?.keyword === 'ARG' ? trigger.pairs.map(({ name }) => name.value) : []),
];

/** What BuildKit sets by the machine that it runs on, where nobody asks for another one. */
const OF_THE_PLATFORM = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/;

/** Whether a named context stands in for a stage or a base image. */
function isReplaced(world: World, image: Image): boolean {
  const named = new Set(image.usedBy.length > 0 ? saidBeside(world, image).contexts : []);
  if (named.size === 0) return false;
  return image.trace.stages.some(
    ({ stage, parent }) =>
      named.has(stage.name?.value.toLowerCase() ?? '') ||
      named.has(String(stage.index)) ||
      (parent.kind === 'image' && (parent.image === null || named.has(parent.image.toLowerCase()))),
  );
}
