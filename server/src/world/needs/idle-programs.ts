import { imagesTaken } from '../../image/images-taken.ts';
import { tagName } from '../../native/image-reference.ts';
import { namedAnywhere, publishesImages } from '../find/publishes.ts';
import type { Image, Program, World } from '../world.ts';
import { tagsOf } from '../tags-of.ts';
import { swallowedCommand } from '../start/swallowed-command.ts';
import { groupsIn, type ProgramGroup } from './program-groups.ts';

/** The programs of an image that surely nobody starts, and those that somebody does. */
export interface IdlePrograms {
  readonly groups: readonly ProgramGroup[];
  /** In the image, and started by nothing. */
  readonly held: readonly Program[];
}

/**
 * Null where it is not known what an image is for: somebody else may have it, its services are not understood, or another image
 * is built from the same Dockerfile.
 */
export function idlePrograms(world: World, image: Image): IdlePrograms | null {
  const { usedBy, inline, holds, file } = image;
  if (inline || usedBy.length === 0 || holds.length < 2) return null;
  if (world.images.some((other) => other !== image && (other.file === file || standsOn(other, image))))
    return null;
  if (!usedBy.every(({ runs }) => runs.kind === 'program')) return null;
  // A command that the ENTRYPOINT swallows was meant to start something.
  if (usedBy.some((service) => swallowedCommand(service))) return null;
  // Services of another project may run it by its tag.
  if (isRunByTag(world, image)) return null;
  // A name with a registry or an owner is one for others to pull.
  if (usedBy.some(({ model }) => /[/$]/.test(model.image?.value ?? ''))) return null;
  // Said first, since reading what the code of the programs starts takes longer.
  if (publishesImages(world.reader, world.settings.root)) return null;
  const groups = groupsIn(world, image);
  if (groups.length === 0 || groups.some(({ unclear }) => unclear !== null)) return null;
  const used = new Set(groups.flatMap(({ program, also }) => [program, ...also]).map(({ dir }) => dir));
  // What it starts by itself is what it is for, whoever else may run it.
  const own = image.runs.kind === 'program' ? image.runs.program.package.dir : null;
  if (image.runs.kind === 'unknown') return null;
  const idle = [
    ...new Map(
      holds
        .filter(({ program }) => !used.has(program.dir) && program.package.dir !== own)
        .map(({ program }) => [program.dir, program]),
    ).values(),
  ];
  if (idle.length === 0) return null;
  const { reader, settings } = world;
  const paths = holds.filter(({ program }) => idle.includes(program)).map(({ path }) => path);
  // A line that nobody understands may start it.
  if (paths.some((path) => namedAnywhere(reader, settings.root, path))) return null;
  // A name as a word in a script or a crontab that comes into the image.
  return idle.some((program) => isNamedInContext(image, program)) ? null : { groups, held: idle };
}

/** Whether a service that builds nothing, and is none of those that are known to run an image, names a tag of it. */
function isRunByTag({ services }: World, { usedBy }: Image): boolean {
  const tags = new Set(usedBy.flatMap(({ model }) => tagsOf(model)));
  return services.some(
    (service) =>
      !usedBy.includes(service) &&
      !service.model.build &&
      tags.has(tagName(service.model.image?.value ?? '')),
  );
}

/** Whether another Dockerfile takes something from an image, by a tag of it. */
export function standsOn(other: Image, { usedBy }: Image): boolean {
  const tags = new Set(usedBy.flatMap(({ model }) => tagsOf(model)));
  return tags.size > 0 && imagesTaken(other.trace).some((name) => tags.has(tagName(name)));
}

/** Whether a file that the final stage takes from the context names a program. */
function isNamedInContext({ trace, context }: Image, program: Program): boolean {
  const name = new RegExp(`(?<![\\w-])${program.package.binaryName.replace(/\W/g, '\\$&')}(?![\\w-])`);
  let left = 200;
  const names = (path: string): boolean => {
    if (left-- <= 0) return true;
    const kind = context.kind(path);
    if (kind === 'directory')
      return (context.list(path) ?? []).some((each) => names(path === '.' ? each : `${path}/${each}`));
    return !/\.(?:go|mod|sum)$/.test(path) && name.test(context.read(path) ?? '');
  };
  return (trace.final?.steps ?? []).some(
    ({ effect }) =>
      effect.kind === 'copy' &&
      effect.copy.from.kind === 'context' &&
      effect.copy.sources.some(({ path }) => path === null || names(path)),
  );
}
