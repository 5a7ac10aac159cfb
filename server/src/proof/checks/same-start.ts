import { argvOf } from '../../world/start/argv.ts';
import type { Service } from '../../world/world.ts';
import type { Check } from '../check.ts';
import { lossOf, nameOf, type Pair, startPlace } from '../pair.ts';

/** Each service starts the same program with the same arguments; where it is not known what it starts, the same words. */
export const sameStart: Check = function* ({ pairs }) {
  for (const pair of pairs) {
    const reason = changedStart(pair);
    if (reason !== null) yield lossOf(pair, reason, startPlace(pair));
  }
};

function changedStart(pair: Pair): string | null {
  const { before, after: now } = pair;
  const name = nameOf(pair);
  if (!now) return `${name} would be gone`;
  // That it has no image any more is another check's.
  if (before.image.trace.final && !now.image?.trace.final) return null;
  const { runs } = now;
  if (before.runs.kind !== 'program')
    return wordsOf(now) === wordsOf(before) ? null : `${name} would start with other words`;
  if (runs.kind === 'missing') return `${name} would start ${runs.path}, which its new image does not hold`;
  if (runs.kind === 'unknown') return `what ${name} would start is not known: ${runs.reason}`;
  if (runs.kind !== 'program' || (now.program?.dir ?? null) !== (before.program?.dir ?? null))
    return `${name} would not start ${before.runs.program.package.binaryName} any more`;
  const words = (each: typeof runs): string => JSON.stringify(each.args.map((word) => word.value));
  return words(runs) === words(before.runs) ? null : `${name} would start its program with other arguments`;
}

/** What a service starts with, whether or not that is a program of this repository. */
function wordsOf({ model, image }: Service): string {
  const stage = image?.trace.final;
  if (!image || !stage) return JSON.stringify([model.entrypoint?.value, model.command?.value]);
  const answer = argvOf({ service: model, stage, file: image.file });
  return answer.kind === 'argv'
    ? JSON.stringify(answer.argv.words.map(({ value }) => value))
    : JSON.stringify([answer.kind, model.entrypoint?.value, model.command?.value]);
}
