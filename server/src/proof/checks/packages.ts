import { placeOf } from '../../edit/slice/reason.ts';
import { classify } from '../../native/packages.ts';
import type { Check } from '../check.ts';
import { lineageOf, packagesOf } from '../../image/lineage.ts';
import { lossOf } from '../pair.ts';

/** What is installed in an image stays: a program may run it. Compilers and C libraries are another check's. */
export const packages: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const { image } = pair;
    if (!image) continue;
    const old = pair.before.image;
    const now = new Set(
      packagesOf(lineageOf(image.trace, image.trace.final)).map((each) => each.package.name),
    );
    for (const { manager, package: each } of packagesOf(lineageOf(old.trace, old.trace.final))) {
      const { kind } = classify(manager, each.name);
      if (!now.has(each.name) && kind !== 'compiler' && kind !== 'headers' && kind !== 'library')
        yield lossOf(pair, `the image would lose the package ${each.name}`, placeOf(old, each.span));
    }
  }
};
