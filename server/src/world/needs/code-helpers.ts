import { normalize } from '../../text/path.ts';
import type { Image, Program, World } from '../world.ts';
import { startedBy } from './health-programs.ts';
import { evidenceOf } from './needs.ts';

/** The other programs of an image that the code of one starts, or names by the path at which they lie. */
export function codeHelpers(world: World, image: Image, program: Program): Program[] {
  if (image.holds.every((each) => each.program.dir === program.dir)) return [];
  const evidence = evidenceOf(world, image, program);
  if (!evidence) return [];
  const named = new Set(evidence.paths.map(({ path }) => normalize(path)));
  // A shell's line starts what it says; the words of a command may be those of a wrapper.
  const commands = evidence.starts.flatMap((words) => [
    words,
    ...words.map((word) => word.split(/[\s;&|]+/)),
  ]);
  return [
    ...startedBy(image, commands),
    ...image.holds.flatMap((each) => (named.has(each.path) ? [each.program] : [])),
  ].filter(({ dir }) => dir !== program.dir);
}
