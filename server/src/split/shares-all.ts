import type { ProgramGroup } from '../world/needs/program-groups.ts';
import type { Monolith } from './find-monoliths.ts';

/** An entry that may start every program of the image leaves nothing to take out of it. */
export function sharesAll({ image }: Monolith, { program, also }: ProgramGroup): string | null {
  const own = new Set([program, ...also].map((each) => each.dir));
  return also.length > 0 && image.holds.every((each) => own.has(each.program.dir))
    ? `its entry may start ${also.map((each) => each.package.binaryName).join(', ')} too, so a Dockerfile of its own would hold the same programs`
    : null;
}
