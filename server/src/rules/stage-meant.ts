import type { StageTrace } from '../image/model.ts';
import { portsIn } from '../text/ports-in.ts';
import { type RunProgram, whatRuns } from '../world/start/what-runs.ts';
import type { Service } from '../world/world.ts';

export interface StageMeant {
  readonly stage: StageTrace;
  readonly program: RunProgram;
  /** What says so: the words of the service, or a port that the stage exposes and the service counts on. */
  readonly by: 'command' | number;
}

/**
 * The stage that a service means when Compose builds another one: it sets no `target`, so the last stage is built,
 * which holds no program of this repository, and an earlier stage has what the service starts. Null when nothing
 * proves that. https://docs.docker.com/reference/compose-file/build/#target
 */
export function stageMeant({ model, image }: Service): StageMeant | null {
  const last = image?.trace.final;
  if (!image || !last || !model.build || model.build.target !== null) return null;
  if (last.files.programs().length > 0) return null;
  const found = image.trace.stages.flatMap((stage): StageMeant[] => {
    if (stage === last || stage.stage.name === null) return [];
    const runs = whatRuns({ service: model, stage, context: image.context, file: image.file });
    if (runs.kind !== 'program') return [];
    if (runs.evidence === 'command' || runs.evidence === 'entrypoint')
      return [{ stage, program: runs.program, by: 'command' }];
    const port = sharedPort(model, stage, last);
    return port === null ? [] : [{ stage, program: runs.program, by: port }];
  });
  // A stage that stands on another inherits what it starts: the later one is the whole application.
  return found.at(-1) ?? null;
}

/**
 * A port that the stage exposes and the service publishes, exposes or asks in its health check. It proves something
 * only where the last stage adds no start and no port of its own: then it is a tool beside the application.
 */
function sharedPort(model: Service['model'], stage: StageTrace, last: StageTrace): number | null {
  const own = last.stage.instructions.some(({ keyword }) => /^(?:CMD|ENTRYPOINT|EXPOSE)$/.test(keyword));
  if (own || last.parent.kind === 'stage') return null;
  const counted = new Set([
    ...model.ports.flatMap(({ target }) => target ?? []),
    ...model.expose.map(({ value }) => Number(value)),
    ...portsIn(model.healthcheck?.value ?? []),
  ]);
  return stage.exposes.find(({ port }) => port !== null && counted.has(port))?.port ?? null;
}
