import { afterChange, type Change } from '../text/change.ts';
import { relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { buildWorld } from '../world/build-world.ts';
import { type RedundantStart, redundantStarts } from '../world/start/redundant-start.ts';
import type { Settings } from '../world/settings.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { Service, World } from '../world/world.ts';
import { lostFact } from '../proof/lost-fact.ts';
import type { Refusal } from './model.ts';
import { ofProgram, type Part } from './part.ts';
import { startOf } from '../edit/slice/reason.ts';
import type { Rewire } from './rewire.ts';

/** Everything that the rules say about a snapshot. Injected: the splitter does not know the rules. */
export type Check = (snapshot: Reader, settings: Settings) => readonly CheckedFinding[];

export interface CheckedFinding {
  readonly rule: { readonly id: string };
  readonly severity: string;
  readonly at: { readonly file: string };
  readonly message: string;
}

/** Why a part is not proven, and where that lies before the split. */
export interface Failure {
  readonly reason: string;
  readonly at: Place;
}

export interface Proof {
  /** The parts that fail, each with the reason. */
  readonly failures: ReadonlyMap<Part, Failure>;
  /** The workspace after the split. */
  readonly world: World;
  /** What Compose need not say any more. */
  readonly redundant: readonly RedundantStart[];
}

/** Analyses the result of a plan in a snapshot that nobody else sees, and compares it with what was there. */
export function provePlan(
  snapshot: Reader,
  settings: Settings,
  parts: readonly Part[],
  /** Changes that the parts share. */
  shared: readonly Change[],
  rewire: Rewire,
  check: Check,
): Proof {
  const entries = parts.map((part) => part.entry);
  const after = (change: Change) => {
    const state = snapshot.file(change.file);
    const text = afterChange(change, state.kind === 'text' ? state.file.text : '');
    return text === null ? [] : [{ path: change.file, text }];
  };
  const creates = [...parts.flatMap((part) => part.creates), ...shared].flatMap(after);
  const edited = (redundant: readonly RedundantStart[]) => rewire.changes(entries, redundant).flatMap(after);
  const pointed = buildWorld(snapshot.with([...creates, ...edited([])]), settings);
  const ours = new Set(parts.flatMap((part) => part.services.map((service) => service.id)));
  const redundant = redundantStarts(pointed).filter(({ service }) => ours.has(service.id));
  const result = snapshot.with([...creates, ...edited(redundant)]);
  const world = buildWorld(result, settings);
  const old = new Set(check(snapshot, settings).map((finding) => idOf(finding)));
  const found = check(result, settings).filter(
    (finding) => SERIOUS.has(finding.severity) && !old.has(idOf(finding)),
  );
  const failures = new Map<Part, Failure>();
  for (const part of parts) {
    const files = new Set([part.entry.dockerfile]);
    const failure =
      part.services.map((service) => changed(service, world)).find((each) => each !== null) ??
      lost(part, world) ??
      remaining(part, found, files, settings);
    if (failure !== null && failure !== undefined) failures.set(part, failure);
  }
  for (const service of buildWorld(snapshot, settings).services) {
    const failure = ours.has(service.id) ? null : moved(service, world);
    if (failure === null) continue;
    const near = parts.filter((part) => part.services.some((each) => isSameBuild(each, service)));
    for (const part of near.length > 0 ? near : parts) if (!failures.has(part)) failures.set(part, failure);
  }
  // A new finding in no part's file is everybody's.
  const elsewhere = found.find((finding) => !parts.some((part) => part.entry.dockerfile === finding.at.file));
  if (elsewhere && failures.size === 0)
    for (const part of parts)
      failures.set(part, {
        reason: `afterwards ${relative(settings.path, elsewhere.at.file)} would have ${elsewhere.rule.id}: ${elsewhere.message}`,
        at: startOf(part.image),
      });
  return { failures, world, redundant };
}

/** The refusal of a part that is not proven; none for one that is. */
export function failureOf(part: Part, { failures }: Proof): Refusal[] {
  const failure = failures.get(part);
  return failure ? [ofProgram(part.program, part.entry.project, failure.reason, failure.at)] : [];
}

const SERIOUS = new Set(['error', 'warning']);
const idOf = (finding: CheckedFinding): string =>
  JSON.stringify([finding.rule.id, finding.at.file, finding.message]);

/** What a service starts must be the same program, with the same words. */
function changed(service: Service, world: World): Failure | null {
  const reason = changedStart(service, world);
  const { model } = service;
  return reason === null
    ? null
    : { reason, at: (model.entrypoint ?? model.command)?.at ?? model.build?.at ?? model.name.at };
}

function changedStart(service: Service, world: World): string | null {
  const now = world.service(service.id);
  const name = service.model.name.value;
  if (!now) return `service ${name} would be gone`;
  const { runs } = now;
  if (service.runs.kind !== 'program') return null;
  if (runs.kind === 'missing')
    return `service ${name} would start ${runs.path}, which its new image does not hold`;
  if (runs.kind === 'unknown') return `what service ${name} would start is not known: ${runs.reason}`;
  if (runs.kind !== 'program' || runs.program.package.dir !== service.runs.program.package.dir)
    return `service ${name} would not start ${service.runs.program.package.binaryName} any more`;
  const words = (each: typeof runs): string => JSON.stringify(each.args.map((word) => word.value));
  return words(runs) === words(service.runs)
    ? null
    : `service ${name} would start its program with other arguments`;
}

/** A service that no part speaks of builds what it built. */
function moved(service: Service, world: World): Failure | null {
  const now = world.service(service.id);
  const name = service.model.name.value;
  const same =
    now !== null &&
    now.image?.file === service.image?.file &&
    now.image?.key.target === service.image?.key.target &&
    now.model.image?.value === service.model.image?.value;
  if (!same)
    return {
      reason: `service ${name} would change with it: they share a block of Compose`,
      at: service.model.build?.at ?? service.model.name.at,
    };
  return service.runs.kind === 'program' ? changed(service, world) : null;
}

const isSameBuild = (a: Service, b: Service): boolean =>
  a.model.build !== null &&
  a.model.build.at.file === b.model.build?.at.file &&
  a.model.build.at.span.start === b.model.build.at.span.start;

function lost(part: Part, world: World): Failure | null {
  const { dockerfile: file, target } = part.entry;
  const image = world.images.find((each) => each.file === file && each.key.target === target);
  return image
    ? lostFact({ ...part, listens: part.entry.listens, paths: part.entry.paths }, image)
    : {
        reason: `${relative(world.settings.path, file)} would not build an image`,
        at: startOf(part.image),
      };
}

function remaining(
  part: Part,
  found: readonly CheckedFinding[],
  files: ReadonlySet<string>,
  settings: Settings,
): Failure | null {
  const finding = found.find((each) => files.has(each.at.file));
  return finding
    ? {
        reason: `${relative(settings.path, finding.at.file)} would have ${finding.rule.id}: ${finding.message}`,
        at: startOf(part.image),
      }
    : null;
}
