import type { Instruction } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import type { ParseError } from '../../text/parsed.ts';
import { buildImage } from '../../world/build-world.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import type { Image, World } from '../../world/world.ts';

/**
 * An image with nothing in it but what is so whoever builds it: an argument that is passed from outside, or that somebody may
 * pass, has no known value. Null where it cannot be judged at all: BuildKit refuses the Dockerfile, or a named context
 * stands in for one of its stages or base images. `literal` takes what git ignores for not there.
 */
export function sureImage(world: World, image: Image, literal = false): Image | null {
  if (parseErrors(world, image).length > 0 || isReplaced(image)) return null;
  const open = openArguments(image);
  if (open.length === 0 && !literal) return image;
  const args = new Map(image.key.args);
  for (const name of open) args.set(name, null);
  return buildImage(world.reader, world.settings, {
    ...image.key,
    args: [...args].sort(([a], [b]) => (a < b ? -1 : 1)),
    ...(literal && { context: { ...image.key.context, literal } }),
  });
}

/** The images as services build them; of one that nobody builds here, what is so whoever builds it. */
export function* imagesAsBuilt(world: World): Iterable<Image> {
  for (const image of world.images) {
    const built = image.usedBy.length > 0 ? image : sureImage(world, image);
    if (built) yield built;
  }
}

/** What BuildKit refuses in the Dockerfile of an image. */
export function parseErrors(world: World, { file, key }: Image): readonly ParseError[] {
  if (key.inline !== null) return parseDockerfile(key.inline).errors;
  return world.reader.derive(dockerfileAt, file)?.errors ?? [];
}

/** The names of the arguments whose values only whoever builds it knows. */
function openArguments({ usedBy, key, trace }: Image): string[] {
  const { globals, stages } = trace.request.dockerfile;
  const declared = [...globals, ...stages.flatMap(({ instructions }) => instructions)].flatMap(namesOf);
  if (usedBy.length === 0) return [...new Set(declared)];
  const fromOutside = usedBy.flatMap(({ model }) =>
    [...(model.build?.args ?? [])].flatMap(([name, { value }]) => (value === null ? [name] : [])),
  );
  return [
    ...new Set(
      declared.filter(
        (name) => fromOutside.includes(name) || (key.platform === null && OF_THE_PLATFORM.test(name)),
      ),
    ),
  ];
}

const namesOf = ({ keyword, pairs, trigger }: Instruction): string[] => [
  ...(keyword === 'ARG' ? pairs.map(({ name }) => name.value) : []),
  ...(trigger?.keyword === 'ARG' ? trigger.pairs.map(({ name }) => name.value) : []),
];

/** What BuildKit sets by the machine that it runs on, where nobody asks for another one. */
const OF_THE_PLATFORM = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/;

/** Whether a named context stands in for a stage or a base image. */
function isReplaced({ usedBy, trace }: Image): boolean {
  const named = new Set(
    usedBy.flatMap(({ model }) =>
      [...(model.build?.additionalContexts.keys() ?? [])].map((name) => name.toLowerCase()),
    ),
  );
  if (named.size === 0) return false;
  return trace.stages.some(
    ({ stage, parent }) =>
      named.has(stage.name?.value.toLowerCase() ?? '') ||
      named.has(String(stage.index)) ||
      (parent.kind === 'image' && (parent.image === null || named.has(parent.image.toLowerCase()))),
  );
}
