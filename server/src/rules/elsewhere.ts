import { basename } from '../text/path.ts';
import type { Query } from '../memory/snapshot.ts';
import { sameData } from '../text/same-data.ts';
import { worldThrough } from '../world/build-world.ts';
import { Scoped, scopeOf } from '../world/facts/scope.ts';
import type { ServiceId } from '../world/ids.ts';
import type { ImageKey } from '../world/image-facts.ts';
import type { RunsBy } from '../world/start/argv.ts';
import { type Runs, whatRuns } from '../world/start/what-runs.ts';
import type { Image, Service, World } from '../world/world.ts';

/** Images of other Dockerfiles, of the same context, in which a service would find the program that it starts. */
export const elsewhere = (
  world: World,
  { id }: Service,
): readonly { readonly image: Image; readonly program: string }[] =>
  world.reader
    .derive(elsewhereOf, new Scoped(scopeOf(world.reader, world.settings), id))
    .flatMap(({ key, program }) => {
      const image = world.image(key);
      return image ? [{ image, program }] : [];
    });

/** Each is tried, and several rules ask. */
const elsewhereOf: Query<
  Scoped<ServiceId>,
  readonly { readonly key: ImageKey; readonly program: string }[]
> = {
  name: 'elsewhere',
  same: sameData,
  compute(reader, { scope: { settings }, key: id }) {
    const world = worldThrough(reader, settings);
    const service = world.service(id);
    const own = service?.image;
    if (!own) return [];
    const seen = new Set<string>();
    return world.images.flatMap(({ inline, file, key, trace, context }) => {
      const stage = trace.final;
      if (inline || file === own.file || key.context.dir !== own.key.context.dir || !stage || seen.has(file))
        return [];
      const runs = whatRuns({ service: service.model, stage, context, file });
      if (runs.kind !== 'program' || !isMeant(service.runs, runs)) return [];
      // What its own image holds is only started by a wrong path.
      const { dir } = runs.program.package;
      if (own.holds.some(({ program }) => program.package.dir === dir)) return [];
      seen.add(file);
      return [{ key, program: dir }];
    });
  },
};

/** Whether what another image starts is what was asked for: its own ENTRYPOINT may start anything, whatever the command says. */
function isMeant(wanted: Runs, runs: Runs & { kind: 'program' }): boolean {
  if (wanted.kind !== 'missing') return true;
  const isOwn = (by: RunsBy): boolean => by === 'ENTRYPOINT' || by === 'CMD';
  return isOwn(wanted.evidence)
    ? isOwn(runs.evidence) && basename(wanted.path) === basename(runs.program.path)
    : wanted.evidence === runs.evidence;
}
