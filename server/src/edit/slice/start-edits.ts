import type { StageTrace } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Image, Program } from '../../world/world.ts';
import type { Needs } from '../../world/needs/needs.ts';
import { type Reason, reasonIn } from './reason.ts';
import { removeInstruction } from '../dockerfile/remove-instruction.ts';
import { removeWords } from '../dockerfile/remove-words.ts';

export interface StartEdits {
  readonly edits: readonly TextEdit[];
  readonly because: readonly Reason[];
}

/**
 * EXPOSE and HEALTHCHECK for a program that gets an image of its own. What the monolith says there speaks for its default
 * program alone; for others the Compose service speaks, then the program's code. `now` is the slice, whose text is edited.
 */
export function startEdits(
  image: Image,
  now: Image,
  program: Program,
  needs: Needs,
  others: readonly Needs[],
): StartEdits {
  const stage = now.trace.final;
  if (!stage) return none;
  const isDefault = isDefaultOf(image, program);
  const parts = [
    exposeEdits(image, now, stage, isDefault, needs, others),
    isDefault ? none : healthcheckEdits(image, now, stage, needs),
  ];
  return { edits: parts.flatMap((part) => part.edits), because: parts.flatMap((part) => part.because) };
}

/** Whether an image starts a program when nobody says anything else. */
export const isDefaultOf = ({ runs }: Image, program: Program): boolean =>
  runs.kind === 'program' && runs.program.package.dir === program.package.dir;

const none: StartEdits = { edits: [], because: [] };

function exposeEdits(
  image: Image,
  now: Image,
  stage: StageTrace,
  isDefault: boolean,
  needs: Needs,
  others: readonly Needs[],
): StartEdits {
  const { exposes } = stage;
  if (exposes.length === 0) return none;
  const { dockerfile } = now.trace.request;
  const because: Reason[] = [];
  const old = image.trace.final;
  const say = (index: number, text: string): void => {
    because.push(reasonIn(image, old?.stage.index ?? -1, old?.exposes[index]?.token ?? null, text));
  };
  const stays = (port: number | null): boolean => {
    if (port !== null && needs.ports.has(port)) return true;
    if (!isDefault) return false;
    // Its own default program: only a port that another program surely has, and this one surely has not, goes.
    return port === null || needs.mayListen || !others.some((other) => other.ports.has(port));
  };
  const kept = exposes.filter(({ port }) => stays(port));
  const have = new Set(kept.map(({ port }) => port));
  const missing = isDefault
    ? []
    : [...needs.ports].filter(([port]) => !have.has(port)).sort(([a], [b]) => a - b);
  const going = exposes.filter((each) => !kept.includes(each));
  if (going.length === 0 && missing.length === 0) return none;
  for (const each of going)
    say(
      exposes.indexOf(each),
      `EXPOSE ${each.token.value} goes: nothing says that ${needs.program.package.binaryName} listens there`,
    );
  for (const [port, witness] of missing) say(0, `EXPOSE ${port}: ${witness}`);
  const edits: TextEdit[] = [];
  const added = missing.map(([port]) => String(port));
  for (const instruction of new Set(exposes.map((each) => each.instruction))) {
    const mine = exposes.filter((each) => each.instruction === instruction);
    const gone = mine.filter((each) => going.includes(each));
    const add = added.splice(0);
    if (gone.length === mine.length && add.length === 0)
      edits.push(removeInstruction(dockerfile, instruction));
    else if (add.length > 0 && gone.length > 0) {
      const [first, ...rest] = gone;
      if (first)
        edits.push(
          { span: { start: first.token.start, end: first.token.end }, text: add.join(' ') },
          ...removeWords(
            dockerfile.text,
            rest.map(({ token }) => token),
          ),
        );
    } else if (add.length > 0) {
      const last = mine.at(-1)?.token.end ?? instruction.end;
      edits.push({ span: { start: last, end: last }, text: ` ${add.join(' ')}` });
    } else
      edits.push(
        ...removeWords(
          dockerfile.text,
          gone.map(({ token }) => token),
        ),
      );
  }
  return { edits, because };
}

function healthcheckEdits(image: Image, now: Image, stage: StageTrace, needs: Needs): StartEdits {
  const instruction = stage.healthcheck;
  if (!instruction || /^NONE$/i.test(instruction.rest.text.trim())) return none;
  const ports = [...instruction.rest.text.matchAll(/:(\d{2,5})\b/g)].map((match) => Number(match[1]));
  if (ports.length > 0 && ports.every((port) => needs.ports.has(port))) return none;
  return {
    edits: [removeInstruction(now.trace.request.dockerfile, instruction)],
    because: [
      reasonIn(
        image,
        image.trace.final?.stage.index ?? -1,
        image.trace.final?.healthcheck ?? null,
        `HEALTHCHECK goes: it asks the default program of the monolith, not ${needs.program.package.binaryName}`,
      ),
    ],
  };
}
