import { type RunProgram, whatRuns } from './what-runs.ts';
import type { Service } from '../world.ts';

/**
 * The program of the image that `command:` of a service names and that does not start: the image has an ENTRYPOINT,
 * which takes the words as its arguments. Null where the words name no other program.
 * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
 */
export function swallowedCommand({ model, image, runs }: Service): RunProgram | null {
  const stage = image?.trace.final;
  if (!image || !stage || runs.kind !== 'program' || runs.evidence !== 'ENTRYPOINT') return null;
  const { command } = model;
  if (!command || command.value.length === 0 || model.entrypoint) return null;
  const alone = whatRuns({
    service: { ...model, entrypoint: command, command: null },
    stage,
    context: image.context,
    file: image.file,
  });
  if (alone.kind !== 'program' || !alone.direct) return null;
  return alone.program.package.dir === runs.program.package.dir ? null : alone.program;
}
