import { basename } from '../text/path.ts';
import type { RunsBy } from '../world/start/argv.ts';
import { type Runs, whatRuns } from '../world/start/what-runs.ts';
import type { Image, Service, World } from '../world/world.ts';

/** Images of other Dockerfiles, of the same context, in which a service would find the program that it starts. */
export function elsewhere(
  world: World,
  service: Service,
): readonly { readonly image: Image; readonly program: string }[] {
  const own = service.image;
  if (!own) return [];
  const seen = new Set<string>();
  return world.images.flatMap((image) => {
    const stage = image.trace.final;
    if (
      image.inline ||
      image.file === own.file ||
      image.key.context.dir !== own.key.context.dir ||
      !stage ||
      seen.has(image.file)
    )
      return [];
    const runs = whatRuns({ service: service.model, stage, context: image.context, file: image.file });
    if (runs.kind !== 'program' || !isMeant(service.runs, runs)) return [];
    // What its own image holds is only started by a wrong path.
    const { dir } = runs.program.package;
    if (own.holds.some(({ program }) => program.package.dir === dir)) return [];
    seen.add(image.file);
    return [{ image, program: dir }];
  });
}

/** Whether what another image starts is what was asked for: its own ENTRYPOINT may start anything, whatever the command says. */
function isMeant(wanted: Runs, runs: Runs & { kind: 'program' }): boolean {
  if (wanted.kind !== 'missing') return true;
  const isOwn = (by: RunsBy): boolean => by === 'ENTRYPOINT' || by === 'CMD';
  return isOwn(wanted.evidence)
    ? isOwn(runs.evidence) && basename(wanted.path) === basename(runs.program.path)
    : wanted.evidence === runs.evidence;
}
