import { relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { swallowedCommand } from '../world/start/swallowed-command.ts';
import type { Image, Service, World } from '../world/world.ts';
import { namesProgram } from '../world/find/names-program.ts';
import { type Chosen, chosenGroups } from './chosen-services.ts';
import { groupsIn, type ProgramGroup } from '../world/needs/program-groups.ts';
import type { Refusal, SplitRequest } from './model.ts';
import { tagUse } from './tag-mentions.ts';
import { placeOf } from '../edit/slice/reason.ts';

/** An image that several programs share, and which of them to cut out. */
export interface Monolith {
  readonly image: Image;
  readonly groups: readonly ProgramGroup[];
  /** Names of programs that it holds and no service runs. */
  readonly alone: readonly string[];
}

/** The images whose services run different programs, and what of the request cannot be met. */
export function findMonoliths(
  world: World,
  request: SplitRequest,
  isChosen: Chosen,
): {
  readonly monoliths: readonly Monolith[];
  readonly refused: readonly Refusal[];
} {
  const refused: Refusal[] = [];
  const monoliths: Monolith[] = [];
  const wanted = new Set<string>();
  for (const image of world.images) {
    if (request.dockerfile !== null && image.file !== request.dockerfile) continue;
    const groups = chosenGroups(groupsIn(world, image), isChosen);
    // A stage of its own is as good as a file of its own: it becomes one only when somebody asks for that.
    const isStage =
      request.into === 'files' &&
      request.dockerfile !== null &&
      groups.length === 1 &&
      image.key.target !== null &&
      world.images.some((other) => other !== image && other.file === image.file && other.usedBy.length > 0);
    const programs = new Set(image.holds.map((each) => each.program.dir));
    // One program in one image needs no split; one of several does, when somebody asks for it by name.
    if (
      groups.length < 2 &&
      !isStage &&
      !(
        groups.length === 1 &&
        programs.size > 1 &&
        (request.programs.length > 0 || request.dockerfile !== null)
      )
    ) {
      refused.push(...unknownStarts(image, isChosen), ...swallowed(image, isChosen));
      continue;
    }
    if (image.inline) {
      refused.push({
        subject: image.usedBy.map((service) => service.id).join(', '),
        reason: 'its Dockerfile is written inline, in the Compose file',
        at: image.usedBy.find(({ model }) => model.build?.inline)?.model.build?.inline?.at ?? null,
        project: image.usedBy[0]?.project.id ?? null,
      });
      continue;
    }
    for (const service of image.usedBy.filter(isChosen)) {
      const { runs } = service;
      if (runs.kind === 'unknown') refused.push(ofService(service, runs.reason));
      if (runs.kind === 'missing')
        refused.push(
          ofService(service, `it starts ${runs.path}, which the image does not hold`, runs.word.at),
        );
    }
    refused.push(...swallowed(image, isChosen));
    const chosen = groups.filter(({ program }) => {
      const names = request.programs.filter((name) => namesProgram(world, program, name));
      for (const name of names) wanted.add(name);
      return request.programs.length === 0 || names.length > 0;
    });
    const run = new Set(
      groups.flatMap(({ program, also }) => [program, ...also]).map((program) => program.dir),
    );
    const alone = [...new Map(image.holds.map(({ program }) => [program.dir, program.package.binaryName]))]
      .filter(([dir]) => !run.has(dir))
      .map(([, name]) => name);
    const free = chosen.filter((group) => {
      const uses = group.services.map((service) => ({ service, use: tagUse(world, image, service) }));
      const taken = uses.find(({ use }) => use !== null);
      if (!taken?.use) return true;
      refused.push({
        subject: `program ${group.program.package.binaryName}`,
        reason: `this takes from ${taken.use.tag}, the image of service ${taken.service.model.name.value}, which would hold one program alone`,
        at: taken.use.at,
        project: taken.service.project.id,
      });
      return false;
    });
    if (free.length > 0) monoliths.push({ image, groups: free, alone });
  }
  if (request.dockerfile === null) refused.push(...unbuilt(world, isChosen));
  for (const name of request.programs)
    if (!wanted.has(name))
      refused.push({
        subject: `program ${name}`,
        reason: 'no service runs it from an image that it shares with other programs',
        at: null,
        project: null,
      });
  return { monoliths, refused };
}

/** Services whose command is no more than arguments of what the image starts. */
const swallowed = (image: Image, isChosen: Chosen): Refusal[] =>
  image.usedBy.filter(isChosen).flatMap((service) => {
    const named = swallowedCommand(service);
    return named && service.runs.kind === 'program'
      ? [
          ofService(
            service,
            `its command names ${named.path}, but the image's ENTRYPOINT starts ${service.runs.program.path} with it as an argument`,
          ),
        ]
      : [];
  });

/** Services of which it cannot be told what they build, and those that share an image which nothing here builds. */
function unbuilt(world: World, isChosen: Chosen): Refusal[] {
  const out: Refusal[] = [];
  const tags = new Map<string, Service[]>();
  for (const service of world.services.filter(isChosen)) {
    const { model, image, imageProblem, project } = service;
    if (imageProblem?.endsWith('has no value'))
      out.push(ofService(service, `what it builds is not known: ${imageProblem}`, model.build?.at));
    if (image || model.build || !model.image) continue;
    const id = JSON.stringify([project.id, model.image.value]);
    tags.set(id, [...(tags.get(id) ?? []), service]);
  }
  const held = world.images
    .filter((image) => image.usedBy.length === 0)
    .map((image) => ({ image, paths: new Set(image.holds.map(({ path }) => path)) }));
  for (const [first, ...others] of tags.values()) {
    if (!first?.model.image || others.length === 0) continue;
    const all = [first, ...others];
    // Whose image it is shows by the programs that their commands name.
    const own = held.find(({ paths }) =>
      all.some(({ model }) => paths.has((model.entrypoint ?? model.command)?.value[0] ?? '')),
    );
    if (!own) continue;
    const names = all.map(({ model }) => model.name.value).join(', ');
    out.push({
      subject: `services ${names}`,
      reason: `they share \`image: ${first.model.image.value}\`, which nothing here builds: give one of them a \`build:\` with ${relative(world.settings.path, own.image.file)}`,
      at: first.model.image.at,
      project: first.project.id,
    });
  }
  return out;
}

/** Why it cannot be told whether services that share an image run different programs; empty where it can. */
function unknownStarts(image: Image, isChosen: Chosen): Refusal[] {
  const mayDiffer = image.usedBy.filter(
    (service) => isChosen(service) && (service.runs.kind === 'program' || service.runs.kind === 'unknown'),
  );
  if (mayDiffer.length < 2) return [];
  return mayDiffer.flatMap((service) =>
    service.runs.kind === 'unknown' ? [ofService(service, service.runs.reason)] : [],
  );
}

/** At what starts it: its command, else the image's, else its name. */
function ofService({ model, project, image }: Service, reason: string, at: Place | null = null): Refusal {
  const own = model.entrypoint ?? model.command;
  const start = image?.trace.final?.entrypoint ?? image?.trace.final?.cmd;
  const ofImage = image && start && !image.inline ? placeOf(image, start.instruction) : null;
  return {
    subject: `service ${model.name.value}`,
    reason,
    at: at ?? own?.at ?? ofImage ?? model.name.at,
    project: project.id,
  };
}
