import { swallowedCommand } from '../start/swallowed-command.ts';
import type { Image, Program, Service, World } from '../world.ts';
import { codeHelpers } from './code-helpers.ts';
import { healthPrograms } from './health-programs.ts';

/** One program, and the services that run it from an image. */
export interface ProgramGroup {
  readonly program: Program;
  /** Programs that its entry, its health check or its code starts besides. */
  readonly also: readonly Program[];
  readonly services: readonly [Service, ...Service[]];
}

/** The programs that services run from an image, each with those that its code starts too. */
export const groupsIn = (world: World, image: Image): ProgramGroup[] =>
  groupsOf(image).map((group) => {
    const more = codeHelpers(world, image, group.program);
    const also = new Map([...group.also, ...more].map((each) => [each.dir, each]));
    return { ...group, also: [...also.values()] };
  });

/** The programs that services run from an image, in order of name. */
export function groupsOf(image: Image): ProgramGroup[] {
  const groups = new Map<string, { program: Program; also: Program[]; services: [Service, ...Service[]] }>();
  for (const service of image.usedBy) {
    const { runs, program } = service;
    if (runs.kind !== 'program' || !program || swallowedCommand(service)) continue;
    const also = runs.also.flatMap(
      (each) => image.programs.find((other) => other.package.dir === each.package.dir) ?? [],
    );
    const known = groups.get(program.dir);
    known?.services.push(service);
    const group = known ?? { program, also: [], services: [service] };
    for (const each of healthPrograms(image, service))
      if (each.dir !== program.dir && !also.some((other) => other.dir === each.dir)) also.push(each);
    for (const each of also) if (!group.also.includes(each)) group.also.push(each);
    groups.set(program.dir, group);
  }
  return [...groups.values()].sort((a, b) => (a.program.dir < b.program.dir ? -1 : 1));
}
