import type { Dockerfile, Stage } from '../../dockerfile/ast.ts';
import { EditDocument } from '../../edit/compose/edit-document.ts';
import { replaceScalar } from '../../edit/compose/edit-pairs.ts';
import { textOf } from '../../edit/compose/text-of.ts';
import { shown } from '../../rules/place.ts';
import type { Answer } from '../../text/answer.ts';
import { type Change, editOf } from '../../text/change.ts';
import { inOrder, type TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { resolveDockerfile } from '../../world/find/resolve-dockerfile.ts';
import type { Service, World } from '../../world/world.ts';
import { covers } from '../covers.ts';
import { indexOf } from '../index-of.ts';
import { buildersOf, readDockerfile } from './read-dockerfile.ts';
import { stageMentions, targetStage } from './stage-mentions.ts';
import { targetMentions } from './target-mentions.ts';

/** A stage that can be renamed, and the word that a caret is at. */
export interface RenamedStage {
  readonly file: string;
  readonly dockerfile: Dockerfile;
  readonly stage: Stage & { readonly name: NonNullable<Stage['name']> };
  /** Null where the name stands in a form that nothing is typed over: a number, a variable. */
  readonly span: Span | null;
}

/** The stage with a name that a place of a Dockerfile, or a `target:` of Compose, means; null where it means none. */
export function stageAt(world: World, file: string, offset: number): RenamedStage | null {
  const own = readDockerfile(world, file);
  if (own) {
    const mention = stageMentions(own).find(({ span }) => covers(span, offset));
    if (!mention || !hasName(mention.stage)) return null;
    const isTyped = mention.how === 'declares' || mention.how === 'name';
    return { file, dockerfile: own, stage: mention.stage, span: isTyped ? mention.span : null };
  }
  for (const { model } of world.services) {
    const target = model.build?.target;
    if (!model.build || target?.at.file !== file || !covers(target.at.span, offset)) continue;
    const path = resolveDockerfile(world.reader, model.build);
    const dockerfile = path === null ? null : readDockerfile(world, path);
    const stage = dockerfile && targetStage(dockerfile, target.value);
    if (path === null || !dockerfile || !stage || !hasName(stage)) return null;
    const isName = stage.name.value.toLowerCase() === target.value.toLowerCase();
    const span = isName && !target.interpolated ? inQuotes(world, file, target.at.span) : null;
    return { file: path, dockerfile, stage, span };
  }
  return null;
}

/** Renames a stage in its Dockerfile, in each `target:` of Compose and in the commands that build it; or the reason why that cannot be done whole. */
export function renameStage(
  world: World,
  { file, dockerfile, stage }: RenamedStage,
  name: string,
): Answer<readonly Change[]> {
  const problem =
    nameProblem(world, file, dockerfile, stage, name) ?? lookProblem(world, file, dockerfile, stage);
  if (problem !== null) return { known: false, reason: problem };
  const changes = new Map<string, TextEdit[]>([[file, []]]);
  for (const { span, how, stage: meant } of stageMentions(dockerfile)) {
    if (meant !== stage || how === 'number') continue;
    if (how === 'variable')
      return refuse(`${lineOf(world, file, span.start)} means the stage in a form that is not edited`);
    changes.get(file)?.push({ span, text: name });
  }
  const builders = new Set(buildersOf(world, file));
  const documents = new Map<string, EditDocument | null>();
  const strangers = targetsElsewhere(world, builders);
  for (const { model } of builders) {
    const target = model.build?.target;
    if (!target || target.value.toLowerCase() !== stage.name?.value.toLowerCase()) continue;
    const who = `the target of service ${model.name.value}`;
    if (target.interpolated) return refuse(`${who} has a variable in it`);
    const { file: at, span } = target.at;
    const other = strangers.get(`${at}:${span.start}`);
    if (other) return refuse(`${who} is also that of service ${other}, which builds another Dockerfile`);
    let document = documents.get(at);
    if (document === undefined) {
      const text = textOf(world)(at);
      documents.set(at, (document = text === null ? null : EditDocument.read(text)));
    }
    const found = document?.valueAt(span.start);
    if (!document || !found) return refuse(`${shown(world, at)} cannot be edited as it is`);
    const written = replaceScalar(document, found.value, name);
    if (typeof written === 'string') return refuse(`${who}: ${written}`);
    const edits = changes.get(at) ?? [];
    changes.set(at, edits);
    // A block that several services take is written once.
    for (const edit of written)
      if (!edits.some((each) => each.span.start === edit.span.start)) edits.push(edit);
  }
  for (const { at, isOwn } of targetMentions(world, file, stage.name.value)) {
    if (!isOwn)
      return refuse(
        `${shown(world, at.file)}, ${lineOf(world, at.file, at.span.start)}, may mean the stage, and is not edited`,
      );
    changes.set(at.file, [...(changes.get(at.file) ?? []), { span: at.span, text: name }]);
  }
  return {
    known: true,
    value: [...changes].flatMap(([path, edits]) => {
      const state = world.reader.file(path);
      return state.kind === 'text' ? [editOf(path, state.file.text, inOrder(edits))] : [];
    }),
  };
}

/** Services that build another Dockerfile, by the place of their target. */
const targetsElsewhere = ({ services }: World, builders: ReadonlySet<Service>): ReadonlyMap<string, string> =>
  new Map(
    services.flatMap((service) => {
      const at = service.model.build?.target?.at;
      return at && !builders.has(service)
        ? [[`${at.file}:${at.span.start}`, service.model.name.value] as const]
        : [];
    }),
  );

/** Why a stage cannot have a name: BuildKit refuses it, or it would come to mean something else. */
function nameProblem(
  world: World,
  file: string,
  dockerfile: Dockerfile,
  stage: Stage,
  name: string,
): string | null {
  const lower = name.toLowerCase();
  if (!/^[a-z][a-z0-9-_.]*$/.test(lower))
    return `a stage cannot be called ${JSON.stringify(name)}: a name begins with a letter, and has letters, digits, "-", "_" and "." alone`;
  const namesake = dockerfile.stages.find(
    (each) => each !== stage && each.name?.value.toLowerCase() === lower,
  );
  if (namesake)
    return `${lineOf(world, file, namesake.from.start)} has a stage ${namesake.name?.value ?? ''} already`;
  if (lower === stage.name?.value.toLowerCase()) return null;
  if (RESERVED.has(lower)) return `${lower} means something else to BuildKit, and is no name for a stage`;
  // What is an image as yet would become this stage.
  const taken = dockerfile.stages.find(
    (each) => each.index > stage.index && each.base.value.toLowerCase() === lower,
  );
  if (taken)
    return `${lineOf(world, file, taken.from.start)} takes the image ${taken.base.value}, which a stage of that name would hide`;
  const copied = dockerfile.instructions.find(({ flags }) =>
    flags.some(
      ({ argument }) =>
        argument && new RegExp(`(?:^|from=)${escaped(lower)}(?:,|$)`, 'i').test(argument.value),
    ),
  );
  if (copied)
    return `${lineOf(world, file, copied.start)} takes files from the image ${name}, which a stage of that name would hide`;
  const target = buildersOf(world, file).find(
    ({ model }) => model.build?.target?.value.toLowerCase() === lower,
  );
  if (target) return `service ${target.model.name.value} builds a target ${name} already`;
  const isContext = buildersOf(world, file).some(({ model }) =>
    [...(model.build?.additionalContexts.keys() ?? [])].some((each) => each.toLowerCase() === lower),
  );
  return isContext ? `a named context of Compose is called ${name}` : null;
}

/** Why not all that means a stage can be seen. */
function lookProblem(world: World, file: string, dockerfile: Dockerfile, stage: Stage): string | null {
  const lower = stage.name?.value.toLowerCase();
  const double = dockerfile.stages.find((each) => each !== stage && each.name?.value.toLowerCase() === lower);
  if (double)
    return `two stages are called ${stage.name?.value ?? ''}: ${lineOf(world, file, double.from.start)} has the other one`;
  for (const { trace } of world.imagesOf(file)) {
    const through = trace.stages.find(
      ({ stage: each, parent }) =>
        parent.kind === 'stage' && parent.index === stage.index && each.base.value.includes('$'),
    );
    if (through) return `${lineOf(world, file, through.stage.from.start)} means the stage through a variable`;
  }
  return null;
}

/** The line of a file as people write it: `line 12`. */
function lineOf(world: World, file: string, offset: number): string {
  const line = indexOf(world.reader, file)?.position(offset).line ?? 0;
  return `line ${line + 1}`;
}

function inQuotes(world: World, file: string, { start, end }: Span): Span {
  const state = world.reader.file(file);
  const isQuoted = state.kind === 'text' && /["']/.test(state.file.text.charAt(start));
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

const RESERVED: ReadonlySet<string> = new Set(['scratch', 'context']);
const hasName = (stage: Stage): stage is RenamedStage['stage'] => stage.name !== null;
const escaped = (text: string): string => text.replace(/[.-]/g, '\\$&');
const refuse = (reason: string): Answer<never> => ({ known: false, reason });
