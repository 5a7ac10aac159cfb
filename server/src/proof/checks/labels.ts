import type { Instruction } from '../../dockerfile/ast.ts';
import { placeOf } from '../../edit/slice/reason.ts';
import type { StageTrace } from '../../image/model.ts';
import type { Image } from '../../world/world.ts';
import type { Check } from '../check.ts';
import { instructionsOf, lineageOf } from '../../image/lineage.ts';
import { lossOf } from '../pair.ts';

/** Labels, the stop signal, the shell and the maintainer stand where they stood, word for word. */
export const labels: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const [before, after] = [pair.before.image.trace.final, pair.image?.trace.final];
    if (!before || !after || !pair.image) continue;
    const now = textsOf(pair.image, after);
    for (const [text, instruction] of textsOf(pair.before.image, before))
      if (!now.has(text))
        yield lossOf(pair, `the image would lose ${text}`, placeOf(pair.before.image, instruction));
  }
};

const textsOf = (image: Image, stage: StageTrace): Map<string, Instruction> =>
  new Map(
    instructionsOf(lineageOf(image.trace, stage)).flatMap((each) =>
      KEPT.has(each.keyword) ? [[image.trace.request.dockerfile.text.slice(each.start, each.end), each]] : [],
    ),
  );

const KEPT = new Set(['LABEL', 'STOPSIGNAL', 'SHELL', 'MAINTAINER']);
