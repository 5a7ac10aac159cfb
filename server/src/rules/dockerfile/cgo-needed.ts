import { chainOf, whyNeeded } from '../chain.ts';
import { placeIn, shown } from '../place.ts';
import { rule } from '../rule.ts';
import { turnCgoOnFix } from '../turn-cgo-on.ts';

export const cgoNeeded = rule({
  id: 'dockerfile/cgo-needed',
  severity: 'error',
  title: 'Cgo needed',
  summary: 'The image is built with cgo off, but its program needs cgo',
  *check(world) {
    for (const image of world.images) {
      for (const program of image.programs) {
        const { build, grade } = program;
        if (build.cgo.effective !== 'off' || grade !== 'required') continue;
        const at = placeIn(image, build.cgo.span ?? build.command);
        const compiles =
          program.needCgo.length > 0 ? `${program.needCgo[0]} needs cgo` : 'it does not compile';
        yield {
          at,
          message: `${program.package.binaryName} (${shown(world, program.dir)}) needs cgo, and cgo is off here (${build.cgo.because}): ${compiles}, so this image does not build. ${sentence(whyNeeded(program))}`,
          related: chainOf(program),
          fixes: () => turnCgoOnFix(image, program),
        };
      }
    }
  },
});

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
