import type { Command, StageTrace } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Image, Program, Service } from '../../world/world.ts';
import type { Needs } from '../../world/needs/needs.ts';
import { type Reason, reasonIn } from './reason.ts';
import { removeInstruction } from '../dockerfile/remove-instruction.ts';
import { removeWords } from '../dockerfile/remove-words.ts';

export interface StartEdits {
  readonly edits: readonly TextEdit[];
  readonly because: readonly Reason[];
}

/**
 * CMD, ENTRYPOINT, EXPOSE and HEALTHCHECK for a program that gets an image of its own. What the monolith says there
 * speaks for its default program alone; for others the Compose service speaks, then the program's code.
 */
export function startEdits(
  image: Image,
  program: Program,
  services: readonly Service[],
  needs: Needs,
  others: readonly Needs[],
): StartEdits {
  const stage = image.trace.final;
  if (!stage) return { edits: [], because: [] };
  const isDefault = image.runs.kind === 'program' && image.runs.program.package.dir === program.package.dir;
  const parts = [
    isDefault ? none : commandEdits(image, stage, services),
    exposeEdits(image, stage, isDefault, needs, others),
    isDefault ? none : healthcheckEdits(image, stage, needs),
  ];
  return { edits: parts.flatMap((part) => part.edits), because: parts.flatMap((part) => part.because) };
}

const none: StartEdits = { edits: [], because: [] };

/** The new default: what the service that starts the program most plainly says. */
function commandEdits(image: Image, stage: StageTrace, services: readonly Service[]): StartEdits {
  const plain = services.filter(
    ({ model }) =>
      (model.command ?? model.entrypoint) && !model.command?.interpolated && !model.entrypoint?.interpolated,
  );
  const length = ({ model }: Service): number =>
    (model.entrypoint?.value.length ?? 0) + (model.command?.value.length ?? 0);
  const [chosen] = [...plain].sort((a, b) => length(a) - length(b));
  const dockerfile = image.trace.request.dockerfile;
  const edits: TextEdit[] = [];
  const because: Reason[] = [];
  const { index } = stage.stage;
  const say = (old: Command | null, text: string): void => {
    because.push(reasonIn(image, index, old?.instruction ?? null, text));
  };
  const write = (keyword: 'CMD' | 'ENTRYPOINT', old: Command | null, words: readonly string[]): void => {
    const line = `${keyword} [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
    if (old) edits.push({ span: { start: old.instruction.start, end: old.instruction.end }, text: line });
    else edits.push(appendLine(dockerfile.text, stage.stage.span.end, line));
  };
  if (!chosen) {
    // Every service passes values that only Compose knows: the program alone is the default.
    const [service] = services;
    const word = service?.runs.kind === 'program' ? service.runs.word?.value : null;
    if (word) write('CMD', stage.cmd, [word]);
    if (word) say(stage.cmd, `CMD starts ${word}, as service ${service?.model.name.value} does`);
    return { edits, because };
  }
  const { command, entrypoint, name } = chosen.model;
  // Services with other arguments have no default among them but what all of them begin with.
  const begin = plain.every(({ model }) => !model.entrypoint)
    ? commonBeginning(plain.map(({ model }) => model.command?.value ?? []))
    : [];
  if (entrypoint && entrypoint.value.length > 0) {
    write('ENTRYPOINT', stage.entrypoint, entrypoint.value);
    if (command) write('CMD', stage.cmd, command.value);
    else if (stage.cmd) edits.push(removeInstruction(dockerfile, stage.cmd.instruction));
    say(stage.entrypoint, `ENTRYPOINT is the entrypoint of service ${name.value}`);
  } else if (command && begin.length > 0 && begin.length < command.value.length) {
    write('CMD', stage.cmd, begin);
    say(
      stage.cmd,
      `CMD is what the commands of ${plain.map(({ model }) => model.name.value).join(', ')} begin with`,
    );
  } else if (command) {
    write('CMD', stage.cmd, command.value);
    say(stage.cmd, `CMD is the command of service ${name.value}`);
  }
  return { edits, because };
}

function commonBeginning(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  const differs = first.findIndex((word, at) => others.some((list) => list[at] !== word));
  return differs < 0 ? first : first.slice(0, differs);
}

function exposeEdits(
  image: Image,
  stage: StageTrace,
  isDefault: boolean,
  needs: Needs,
  others: readonly Needs[],
): StartEdits {
  const { exposes } = stage;
  if (exposes.length === 0) return none;
  const dockerfile = image.trace.request.dockerfile;
  const because: Reason[] = [];
  const { index } = stage.stage;
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
  for (const { token } of going)
    because.push(
      reasonIn(
        image,
        index,
        token,
        `EXPOSE ${token.value} goes: nothing says that ${needs.program.package.binaryName} listens there`,
      ),
    );
  for (const [port, witness] of missing)
    because.push(reasonIn(image, index, exposes[0]?.instruction ?? null, `EXPOSE ${port}: ${witness}`));
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

function healthcheckEdits(image: Image, stage: StageTrace, needs: Needs): StartEdits {
  const instruction = stage.healthcheck;
  if (!instruction || /^NONE$/i.test(instruction.rest.text.trim())) return none;
  const ports = [...instruction.rest.text.matchAll(/:(\d{2,5})\b/g)].map((match) => Number(match[1]));
  if (ports.length > 0 && ports.every((port) => needs.ports.has(port))) return none;
  return {
    edits: [removeInstruction(image.trace.request.dockerfile, instruction)],
    because: [
      reasonIn(
        image,
        stage.stage.index,
        instruction,
        `HEALTHCHECK goes: it asks the default program of the monolith, not ${needs.program.package.binaryName}`,
      ),
    ],
  };
}

/** A line of its own after the line that holds `offset`. */
function appendLine(text: string, offset: number, line: string): TextEdit {
  const lines = new LineIndex(text);
  const at = lines.contentEnd(lines.lineAt(offset));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start: at, end: at }, text: `${eol}${line}` };
}
