import type { Command, StageTrace } from '../../image/model.ts';
import type { TextEdit } from '../../text/edit.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Image, Program, Service } from '../../world/world.ts';
import { whatRuns } from '../../world/start/what-runs.ts';
import { removeInstruction } from '../dockerfile/remove-instruction.ts';
import { type Reason, reasonIn } from './reason.ts';

/** What an image starts when nobody says anything else, and the edits that make it so. */
export interface DefaultStart {
  readonly edits: readonly TextEdit[];
  readonly because: readonly Reason[];
}

/**
 * Ways to have an image start a program alone, without arguments, the one that its services use first: a service's
 * arguments are the deployment's and stay in Compose. `now` is the slice, whose text is edited; reasons speak of `before`.
 */
export function defaultStarts(
  before: Image,
  now: Image,
  program: Program,
  services: readonly Service[],
): readonly DefaultStart[] {
  const stage = now.trace.final;
  if (!stage) return [];
  const ways = services.flatMap((service) => wayOf(before, service, stage) ?? []);
  const path = now.holds.find((each) => each.program.dir === program.dir)?.path;
  const all = [
    ...ways.sort((a, b) => a.size - b.size),
    ...(path === undefined ? [] : [ofPath('CMD', path), ofPath('ENTRYPOINT', path)]),
  ];
  return all.map((way) => written(before, now, stage, way));
}

/** The words of both instructions; null for one that stays as it is. */
interface Way {
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly text: string;
  readonly size: number;
}

/** What a service says, up to the word that names its program; null where it says nothing of its own. */
function wayOf(before: Image, service: Service, stage: StageTrace): Way | null {
  const { model } = service;
  const runs = startOf(before, service);
  if (runs.kind !== 'program' || (!model.command && !model.entrypoint)) return null;
  const entry = model.entrypoint?.value ?? [];
  const command = model.command?.value ?? [];
  const words = [...entry, ...command];
  const { word, args, also, scripts } = runs;
  const { value: name } = model.name;
  const at = word === null ? -1 : words.length - args.length - 1;
  const isAlone = at >= 0 && words[at] === word?.value;
  // A line of a shell that says more than the program's name cannot be parted into program and arguments.
  if (!isAlone && args.length > 0 && also.length === 0 && scripts.length === 0) return null;
  const end = isAlone ? at + 1 : words.length;
  const [mine, rest] = [entry.slice(0, end), command.slice(0, Math.max(0, end - entry.length))];
  if (words.slice(0, end).some((each) => each === '')) return null;
  const size = end + (model.command?.interpolated || model.entrypoint?.interpolated ? INTERPOLATED : 0);
  const isAll = end === words.length;
  if (mine.length > 0)
    return {
      entrypoint: mine,
      cmd: rest,
      text: `ENTRYPOINT is ${isAll ? '' : 'the program of '}the entrypoint of service ${name}`,
      size,
    };
  if (rest.length === 0) return null;
  const text = isAll
    ? `CMD is the command of service ${name}`
    : `CMD starts ${rest.at(-1)}, as service ${name} does, whose arguments stay in Compose`;
  // An empty list clears what the image says.
  const clears = model.entrypoint !== null && stage.entrypoint !== null;
  return { entrypoint: clears ? [] : null, cmd: rest, text, size };
}

/** What a service starts in the image before the split, which it may not run yet. */
function startOf({ trace, context, file }: Image, { runs, model }: Service): Service['runs'] {
  const stage = trace.final;
  return runs.kind === 'program' || !stage ? runs : whatRuns({ service: model, stage, context, file });
}

/** Words that Compose made of variables come last: they may be others elsewhere. */
const INTERPOLATED = 1000;

const ofPath = (keyword: 'CMD' | 'ENTRYPOINT', path: string): Way => ({
  entrypoint: keyword === 'CMD' ? null : [path],
  cmd: keyword === 'CMD' ? [path] : [],
  text: `${keyword} starts ${path}, where its program lies`,
  size: 0,
});

function written(before: Image, now: Image, stage: StageTrace, way: Way): DefaultStart {
  const edits: TextEdit[] = [];
  const { dockerfile } = now.trace.request;
  const lines: string[] = [];
  const write = (keyword: string, old: Command | null, words: readonly string[] | null): void => {
    if (words === null) return;
    // What the stage has from the one that it stands on is no line of its own.
    const own = old && stage.stage.instructions.includes(old.instruction) ? old.instruction : null;
    const line = `${keyword} [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
    if (words.length === 0 && own) edits.push(removeInstruction(dockerfile, own));
    else if (words.length === 0) {
      if (old) lines.push(line);
    } else if (own) edits.push({ span: { start: own.start, end: own.end }, text: line });
    else lines.push(line);
  };
  write('ENTRYPOINT', stage.entrypoint, way.entrypoint);
  write('CMD', stage.cmd, way.cmd);
  if (lines.length > 0) edits.push(appendLines(dockerfile.text, stage.stage.span.end, lines));
  const old = before.trace.final;
  const changed = way.entrypoint === null ? old?.cmd : (old?.entrypoint ?? old?.cmd);
  const because = reasonIn(before, old?.stage.index ?? -1, changed?.instruction ?? null, way.text);
  return { edits, because: [because] };
}

/** Lines of their own after the line that holds `offset`. */
function appendLines(text: string, offset: number, added: readonly string[]): TextEdit {
  const lines = new LineIndex(text);
  const at = lines.contentEnd(lines.lineAt(offset));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start: at, end: at }, text: added.map((line) => `${eol}${line}`).join('') };
}
