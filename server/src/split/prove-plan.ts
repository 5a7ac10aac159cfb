import { applyChanges } from '../memory/apply-changes.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { Loss } from '../proof/loss.ts';
import { type Findings, prove } from '../proof/prove.ts';
import type { Change } from '../text/change.ts';
import { relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { buildWorld } from '../world/build-world.ts';
import type { Settings } from '../world/settings.ts';
import { type RedundantStart, redundantStarts } from '../world/start/redundant-start.ts';
import type { Service, World } from '../world/world.ts';
import { placeOf, startOf } from '../edit/slice/reason.ts';
import type { Refusal } from './model.ts';
import { createdBy, ofProgram, type Part } from './part.ts';
import type { Rewire } from './rewire.ts';

/** Why a part is not proven, and where that lies before the split. */
interface Failure {
  readonly reason: string;
  readonly at: Place;
}

export interface PlanProof {
  /** The parts that fail, each with the reason. */
  readonly failures: ReadonlyMap<Part, Failure>;
  /** The workspace after the split. */
  readonly world: World;
  /** What Compose need not say any more. */
  readonly redundant: readonly RedundantStart[];
}

/**
 * Proves the parts of a plan together. What the judge says of the whole is told of the parts that it is about: those whose
 * services lose something, or whose file it shows in; what is about no one part is about all of them.
 */
export function provePlan(
  snapshot: Reader,
  settings: Settings,
  parts: readonly Part[],
  /** Changes that the parts share. */
  shared: readonly Change[],
  rewire: Rewire,
  findings: Findings,
): PlanProof {
  const entries = parts.map((part) => part.entry);
  const changes = (redundant: readonly RedundantStart[]): Change[] => [
    ...createdBy(parts),
    ...shared,
    ...rewire.changes(entries, redundant),
  ];
  const ours = new Set(parts.flatMap((part) => part.services.map((service) => service.id)));
  const pointed = applyChanges(snapshot, changes([]));
  const redundant = pointed.ok
    ? redundantStarts(buildWorld(pointed.snapshot, settings)).filter(({ service }) => ours.has(service.id))
    : [];
  const { world, losses } = prove(snapshot, settings, changes(redundant), findings);
  const failures = new Map<Part, Failure>();
  for (const part of parts) {
    const failure = missed(part, world);
    if (failure) failures.set(part, failure);
  }
  for (const loss of losses) {
    const about = partsOf(loss, parts);
    if (about.length === 0 && failures.size > 0) continue;
    for (const part of about.length > 0 ? about : parts)
      if (!failures.has(part)) failures.set(part, about.length > 0 ? loss : elsewhere(loss));
  }
  return { failures, world, redundant };
}

/** The refusal of a part that is not proven; none for one that is. */
export function failureOf(part: Part, { failures }: Pick<PlanProof, 'failures'>): Refusal[] {
  const failure = failures.get(part);
  return failure ? [ofProgram(part.program, part.entry.project, failure.reason, failure.at)] : [];
}

/** What a split is made for: an image of its own for each program. That is no loss where it is missed, and no split. */
function missed(part: Part, world: World): Failure | null {
  const { dockerfile: file, target } = part.entry;
  const images = part.services.map(({ id }) => world.service(id)?.image ?? null);
  if (images.some((each) => each?.file !== file || each.key.target !== target || !each.trace.final))
    return {
      reason: `${relative(world.settings.path, file)} would not build an image`,
      at: startOf(part.image),
    };
  const own = new Set([part.program, ...part.also].map(({ dir }) => dir));
  const stranger = images.flatMap((each) => each?.holds ?? []).find((each) => !own.has(each.program.dir));
  return stranger
    ? {
        reason: `the image would still hold ${stranger.path}`,
        at: placeOf(part.image, stranger.program.build.command),
      }
    : null;
}

function partsOf({ services, file }: Loss, parts: readonly Part[]): readonly Part[] {
  const hit = parts.filter((part) => part.services.some(({ id }) => services.includes(id)));
  if (hit.length > 0) return hit;
  const world = parts.flatMap((part) => part.image.usedBy);
  const near = parts.filter((part) =>
    part.services.some((each) =>
      world.some((other) => services.includes(other.id) && isSameBuild(each, other)),
    ),
  );
  return near.length > 0 ? near : parts.filter((part) => part.entry.dockerfile === file);
}

const isSameBuild = (a: Service, b: Service): boolean =>
  a.model.build !== null &&
  a.model.build.at.file === b.model.build?.at.file &&
  a.model.build.at.span.start === b.model.build.at.span.start;

const elsewhere = (loss: Loss): Failure => ({ ...loss, reason: `afterwards ${loss.reason}` });
