import type { Place } from '../text/span.ts';
import { groupsIn } from '../world/needs/program-groups.ts';
import { type Needs, needsOf } from '../world/needs/needs.ts';
import type { Image, Program, Service, World } from '../world/world.ts';
import type { Loss } from './loss.ts';

/** A service before a change and after it. */
export interface Pair {
  readonly before: Service & { readonly image: Image };
  /** Null where it is gone. */
  readonly after: Service | null;
  /** The image that it runs afterwards, where that is another one than before, or is built in another way; else null. */
  readonly image: Image | null;
  /**
   * The programs that it must find in its image: its own and those that are started with it. Where it is not known what it
   * starts, all that the image holds.
   */
  readonly programs: readonly Program[];
  /** What its program uses, where that is known. */
  readonly needs: Needs | null;
}

/** The services of a world that have an image, each with what it became. One that could not start before has nothing to lose. */
export function pairsOf(before: World, after: World): Pair[] {
  const out: Pair[] = [];
  for (const service of before.services) {
    const { image, runs } = service;
    if (!image || runs.kind === 'missing') continue;
    const now = after.service(service.id);
    const isSame = now?.image?.trace === image.trace;
    const group = isSame
      ? undefined
      : groupsIn(before, image).find((each) => each.services.some(({ id }) => id === service.id));
    out.push({
      before: withImage(service, image),
      after: now,
      image: isSame ? null : (now?.image ?? null),
      programs: group
        ? [group.program, ...group.also]
        : [...new Set(image.holds.map(({ program }) => program))],
      needs: group ? needsOf(before, image, group.program, group.services) : null,
    });
  }
  return out;
}

/** A view of a service asks its world; this is what it said. */
const withImage = (service: Service, image: Image): Pair['before'] => ({
  id: service.id,
  project: service.project,
  model: service.model,
  image,
  builtBy: service.builtBy,
  imageProblem: service.imageProblem,
  runs: service.runs,
  program: service.program,
});

export const nameOf = ({ before }: Pair): string => `service ${before.model.name.value}`;

/** Where a service says what it starts, else what it builds, else where it begins. */
export const startPlace = ({ before: { model } }: Pair): Place =>
  (model.entrypoint ?? model.command)?.at ?? model.build?.at ?? model.name.at;

/** A loss of the service of a pair. */
export const lossOf = (pair: Pair, reason: string, at: Place): Loss => ({
  services: [pair.before.id],
  file: pair.image?.file ?? null,
  reason,
  at,
});
