import { groupOf, servicesByProgram } from '../../world/needs/program-groups.ts';
import { sliceProgram } from '../../edit/slice/slice-program.ts';
import { basename, dirname } from '../../text/path.ts';
import { whatRuns } from '../../world/start/what-runs.ts';
import type { Image, Program, Service, World } from '../../world/world.ts';
import { createFix } from './create-fix.ts';
import { shown } from '../place.ts';
import type { Fix } from '../rule.ts';

/**
 * A missing Dockerfile, sliced from one that lies beside it. Which program it is for is told by what the service
 * starts; a file name that ends in a program's name only decides what is offered, and the title says so.
 */
export function createFromSibling(world: World, service: Service, path: string): Fix | null {
  const { reader, settings } = world;
  for (const image of world.images) {
    if (image.inline || dirname(image.file) !== dirname(path) || image.programs.length === 0) continue;
    const program = programFor(service, image, path);
    if (!program) continue;
    const known = servicesByProgram(image).find(([each]) => each.dir === program.dir);
    const sliced = sliceProgram(
      reader,
      settings,
      world,
      { image },
      groupOf(world, image, program, known?.[1] ?? [service]),
      path,
    );
    if (!sliced.ok) continue;
    const title = `Create ${basename(path)} for ${program.package.binaryName}, from ${shown(world, image.file)}`;
    return createFix(world, service, path, sliced.text, title);
  }
  return null;
}

function programFor(service: Service, image: Image, path: string): Program | null {
  const stage = image.trace.final;
  if (!stage) return null;
  const find = (dir: string): Program | null =>
    image.programs.find((program) => program.package.dir === dir) ?? null;
  if (service.model.command ?? service.model.entrypoint) {
    const runs = whatRuns({ service: service.model, stage, context: image.context, file: image.file });
    return runs.kind === 'program' ? find(runs.program.package.dir) : null;
  }
  const parts = basename(path).split('.');
  return (
    image.holds.map((each) => each.program).find((program) => parts.includes(program.package.binaryName)) ??
    null
  );
}
