import { placeOf } from '../../edit/slice/reason.ts';
import { asksForCgo } from '../../world/needs/asks-for-cgo.ts';
import type { Program } from '../../world/world.ts';
import type { Check } from '../check.ts';
import { lossOf } from '../pair.ts';

/** Cgo is switched off only for a program that surely needs none of it, and is on where it was for every other one. */
export const cgo: Check = function* (theCase) {
  for (const pair of theCase.pairs) {
    const { image, programs, before } = pair;
    if (!image) continue;
    for (const program of programs) {
      const now = image.programs.find(({ dir }) => dir === program.dir);
      const was = program.build.cgo.effective;
      if (!now || now.build.cgo.effective === was || was === 'off') continue;
      if (now.grade === 'none' && asksForCgo(theCase.before.reader, before.image, program) === null) continue;
      yield lossOf(pair, withoutCgo(program, now), placeOf(before.image, program.build.command));
    }
  }
};

function withoutCgo({ package: { binaryName } }: Program, { build, grade }: Program): string {
  const how = build.cgo.effective === 'off' ? 'without cgo' : `with cgo on or off (${build.cgo.because})`;
  return grade === 'unknown'
    ? `${binaryName} would be built ${how}, and whether it needs cgo is not known`
    : `${binaryName} would be built ${how}, and it uses cgo`;
}
