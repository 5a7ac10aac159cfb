import type { ProgramGroup } from '../world/needs/program-groups.ts';
import type { Monolith } from './find-monoliths.ts';

/**
 * Why nothing can be taken out of an image for one of its programs: it may start every other one too, or which of them it
 * starts is not known. Null where something can.
 */
export function sharesAll(
  { image }: Monolith,
  { program, also, because, unclear }: ProgramGroup,
): string | null {
  if (unclear !== null) return unclear;
  const own = new Set([program, ...also].map((each) => each.dir));
  if (also.length === 0 || image.holds.some((each) => !own.has(each.program.dir))) return null;
  const why = also.map((each) => `${each.package.binaryName} (${because.get(each)})`);
  return `it may start ${why.join(', ')} too, so a Dockerfile of its own would hold the same programs`;
}
