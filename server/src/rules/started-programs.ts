import { alsoStarted } from '../world/needs/program-groups.ts';
import type { Image, Program, Service, World } from '../world/world.ts';

/** The programs that a container of the image starts, with the services that do. */
export function startedPrograms(world: World, image: Image): Map<Program, Service[]> {
  const out = new Map<Program, Service[]>();
  const add = (program: Program, service: Service | null): void => {
    const known = out.get(program) ?? [];
    out.set(program, service ? [...known, service] : known);
  };
  for (const service of image.usedBy) {
    if (service.program)
      for (const each of [service.program, ...alsoStarted(world, service)]) add(each, service);
  }
  const { runs } = image;
  if (image.usedBy.length === 0 && runs.kind === 'program') {
    const program = image.programs.find(
      ({ build, package: main }) => build === runs.program.build && main.dir === runs.program.package.dir,
    );
    if (program) add(program, null);
  }
  return out;
}
