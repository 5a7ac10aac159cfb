import { isInside, relative, resolve } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { swallowedCommand } from '../workspace/swallowed-command.ts';
import type { Image, Program, Service, World } from '../workspace/world.ts';
import { codeHelpers } from './code-helpers.ts';
import { healthPrograms } from './health-programs.ts';
import type { Refusal, SplitRequest } from './model.ts';
import { placeOf } from './reason.ts';

/** An image that several programs share, and which of them to cut out. */
export interface Monolith {
  readonly image: Image;
  readonly groups: readonly Group[];
  /** Names of programs that it holds and no service runs. */
  readonly alone: readonly string[];
}

/** One program, and the services that run it from the monolith. */
export interface Group {
  readonly program: Program;
  /** Programs that its entry, its health check or its code starts besides. */
  readonly also: readonly Program[];
  readonly services: readonly Service[];
}

/** The images whose services run different programs, and what of the request cannot be met. */
export function findMonoliths(
  world: World,
  request: SplitRequest,
): {
  readonly monoliths: readonly Monolith[];
  readonly refused: readonly Refusal[];
} {
  const refused: Refusal[] = [];
  const monoliths: Monolith[] = [];
  const wanted = new Set<string>();
  for (const image of world.images) {
    if (request.dockerfile !== null && image.file !== request.dockerfile) continue;
    const groups = groupsIn(world, image);
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
      refused.push(...unknownStarts(image));
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
    for (const service of image.usedBy) {
      const { runs } = service;
      if (runs.kind === 'unknown') refused.push(ofService(service, runs.reason));
      if (runs.kind === 'missing')
        refused.push(
          ofService(service, `it starts ${runs.path}, which the image does not hold`, runs.word.at),
        );
      const swallowed = swallowedCommand(service);
      if (swallowed && runs.kind === 'program')
        refused.push(
          ofService(
            service,
            `its command names ${swallowed.path}, but the image's ENTRYPOINT starts ${runs.program.path} with it as an argument`,
          ),
        );
    }
    const chosen = groups.filter(({ program }) => {
      const names = request.programs.filter((name) => isNamed(world, program, name));
      for (const name of names) wanted.add(name);
      return request.programs.length === 0 || names.length > 0;
    });
    const run = new Set(
      groups.flatMap(({ program, also }) => [program, ...also]).map((program) => program.dir),
    );
    const alone = [...new Map(image.holds.map(({ program }) => [program.dir, program.package.binaryName]))]
      .filter(([dir]) => !run.has(dir))
      .map(([, name]) => name);
    if (chosen.length > 0) monoliths.push({ image, groups: chosen, alone });
  }
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

/** Why it cannot be told whether services that share an image run different programs; empty where it can. */
function unknownStarts(image: Image): Refusal[] {
  const mayDiffer = image.usedBy.filter(({ runs }) => runs.kind === 'program' || runs.kind === 'unknown');
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

/** The programs that services run from an image, each with those that its code starts too. */
export const groupsIn = (world: World, image: Image): Group[] =>
  groupsOf(image).map((group) => {
    const more = codeHelpers(world, image, group.program);
    const also = new Map([...group.also, ...more].map((each) => [each.dir, each]));
    return { ...group, also: [...also.values()] };
  });

/** The programs that services run from an image, in order of name. */
export function groupsOf(image: Image): Group[] {
  const groups = new Map<string, { program: Program; also: Program[]; services: Service[] }>();
  for (const service of image.usedBy) {
    const { runs, program } = service;
    if (runs.kind !== 'program' || !program || swallowedCommand(service)) continue;
    const also = runs.also.flatMap(
      (each) => image.programs.find((other) => other.package.dir === each.package.dir) ?? [],
    );
    const group = groups.get(program.dir) ?? { program, also: [], services: [] };
    group.services.push(service);
    for (const each of healthPrograms(image, service))
      if (each.dir !== program.dir && !also.some((other) => other.dir === each.dir)) also.push(each);
    for (const each of also) if (!group.also.includes(each)) group.also.push(each);
    groups.set(program.dir, group);
  }
  return [...groups.values()].sort((a, b) => (a.program.dir < b.program.dir ? -1 : 1));
}

/** Whether a name, a package path or a folder means a program. */
export function isNamed(world: World, program: Pick<Program, 'dir' | 'package'>, name: string): boolean {
  const { path } = world.settings;
  const clean = name.replace(/\/+$/, '');
  return (
    program.package.binaryName === clean ||
    program.package.importPath === clean ||
    resolve(path, clean) === program.dir ||
    (isInside(path, program.dir) && relative(path, program.dir) === clean.replace(/^\.\//, '')) ||
    (clean.includes('/') && program.dir.endsWith(`/${clean.replace(/^\.\//, '')}`))
  );
}
