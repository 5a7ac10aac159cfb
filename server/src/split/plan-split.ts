import { type Change, deletionOf } from '../text/change.ts';
import { dirname, relative } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { buildWorld } from '../world/build-world.ts';
import { type Settings, wholeFolder } from '../world/settings.ts';
import type { Reader } from '../memory/snapshot.ts';
import type { World } from '../world/world.ts';
import { chosenServices } from './chosen-services.ts';
import { findMonoliths, type Monolith } from './find-monoliths.ts';
import type { PlanEntry, Refusal, SplitPlan, SplitRequest } from './model.ts';
import { createdBy, entriesOf, ofProgram, once, type Part, serviceNames } from './part.ts';
import { nameDockerfile } from './name-dockerfile.ts';
import { planMerge } from './stages/plan-merge.ts';
import { planStages } from './stages/plan-stages.ts';
import type { Findings } from '../proof/prove.ts';
import { failureOf, provePlan } from './prove-plan.ts';
import { startOf } from '../edit/slice/reason.ts';
import { proveWhole } from './prove-whole.ts';
import { Rewire } from './rewire.ts';
import { sharesAll } from './shares-all.ts';
import { usersOf, whyItStays } from './stays.ts';
import { sliceProgram } from '../edit/slice/slice-program.ts';

/**
 * Plans a split: a Dockerfile for each program that services run from a shared image, the services pointed at them, and
 * the monolith deleted when nothing uses it any more. Nothing is written. What cannot be proven right by analysing the
 * result is refused with its reason, and the rest is planned without it.
 */
export function planSplit(
  snapshot: Reader,
  asked: Settings,
  request: SplitRequest,
  findings: Findings,
): SplitPlan {
  // What one project is given must break none of the others.
  const settings = wholeFolder(asked);
  const world = buildWorld(snapshot, settings);
  const isChosen = chosenServices(world, asked);
  const { monoliths, refused } = findMonoliths(world, request, isChosen);
  const out: {
    entries: PlanEntry[];
    changes: Change[];
    kept: SplitPlan['kept'][number][];
    refused: SplitPlan['refused'][number][];
  } = { entries: [], changes: [], kept: [], refused: [...refused] };
  if (request.into === 'stages') {
    // Where nothing is to be split, files that were may be merged.
    if (monoliths.length === 0 && request.programs.length === 0) {
      const merge = planMerge(snapshot, settings, world, request, findings, isChosen);
      return { ...merge, refused: [...refused, ...merge.refused] };
    }
    const plan = planStages(snapshot, settings, world, monoliths, request, findings);
    return { ...plan, refused: [...refused, ...plan.refused] };
  }
  const rewire = new Rewire(world);
  const taken = takenNames(world);
  const parts: Part[] = [];
  for (const monolith of monoliths) {
    for (const group of monolith.groups) {
      const mounts = request.cacheMounts ?? false;
      const part = planPart(snapshot, settings, world, monolith, group, rewire, { taken, parts }, mounts);
      if (part.kind === 'refused') {
        const { kind: _, ...refusal } = part;
        out.refused.push(refusal);
      } else parts.push(part);
    }
  }
  const proven = prove(snapshot, settings, parts, rewire, findings);
  out.refused.push(...proven.refused);
  if (proven.parts.length === 0) return out;
  out.entries.push(...proven.parts.flatMap(entriesOf));
  out.changes.push(
    ...createdBy(proven.parts),
    ...rewire.changes(
      proven.parts.map((part) => part.entry),
      proven.redundant,
    ),
  );
  finishMonoliths(world, proven.world, monoliths, request, out);
  return proveWhole(snapshot, settings, out, findings);
}

function planPart(
  snapshot: Reader,
  settings: Settings,
  world: World,
  monolith: Monolith,
  group: Monolith['groups'][number],
  rewire: Rewire,
  before: { readonly taken: Set<string>; readonly parts: readonly Part[] },
  mounts: boolean,
): Part | (Refusal & { readonly kind: 'refused' }) {
  const { image } = monolith;
  const { program, services } = group;
  const project = services[0].project.id;
  const refuse = (reason: string, at: Place | null) =>
    ({ kind: 'refused', ...ofProgram(program, project, reason, at) }) as const;
  const { taken, parts } = before;
  const free = nameDockerfile(
    image.file,
    { name: program.package.binaryName, dir: program.package.dir },
    taken,
  );
  if (free === null)
    return refuse(
      `a Dockerfile of that name exists already beside ${relative(settings.path, image.file)}`,
      startOf(image),
    );
  const shares = sharesAll(monolith, group);
  if (shares !== null) return refuse(shares, startOf(image));
  const sliced = sliceProgram(snapshot, settings, world, monolith, group, free, { mounts });
  if (!sliced.ok) return refuse(sliced.reason, sliced.at);
  // One Dockerfile that is built from two contexts, or with two sets of arguments, stays one.
  const file = alike(parts, image.file, sliced.text) ?? free;
  const uses = new Map(sliced.also.map((each) => [each, 'a line of its Dockerfile uses it']));
  const held = sharesAll(monolith, {
    ...group,
    also: sliced.also,
    because: new Map([...uses, ...group.because]),
  });
  if (held !== null) return refuse(held, startOf(image));
  const wired = rewire.pointAt(services, { dockerfile: file, target: null });
  if (!wired.ok) return refuse(wired.reason, wired.at);
  taken.add(file.toLowerCase());
  const creates: Extract<Change, { kind: 'create' }>[] = [{ kind: 'create', file, text: sliced.text }];
  const ignore = world.reader.file(`${image.file}.dockerignore`);
  if (ignore.kind === 'text')
    creates.push({ kind: 'create', file: `${file}.dockerignore`, text: ignore.file.text });
  const entry = {
    project,
    program: program.dir,
    services: serviceNames(services),
    dockerfile: file,
    target: null,
    cgo: sliced.cgo,
    because: once([...sliced.because, ...wired.because]),
    keeps: sliced.keeps,
    offers: sliced.offers,
    listens: sliced.listens,
    paths: sliced.paths,
  };
  return { kind: 'part', entry, services, program, also: sliced.also, image, creates };
}

/** The Dockerfile of a part that has the same text already. */
const alike = (parts: readonly Part[], monolith: string, text: string): string | null =>
  parts.find(({ image, creates }) => image.file === monolith && creates[0]?.text === text)?.entry
    .dockerfile ?? null;

/** Proves all parts together; a part that fails is left out, and the others are proven again without it. */
function prove(
  snapshot: Reader,
  settings: Settings,
  planned: readonly Part[],
  rewire: Rewire,
  findings: Findings,
) {
  let parts = planned;
  const refused: Refusal[] = [];
  for (;;) {
    const result = provePlan(snapshot, settings, parts, [], rewire, findings);
    const failed = parts.filter((part) => result.failures.has(part));
    if (failed.length === 0) return { parts, refused, world: result.world, redundant: result.redundant };
    for (const part of failed) refused.push(...failureOf(part, result));
    parts = parts.filter((part) => !failed.includes(part));
  }
}

/** Deletes each monolith that nothing uses or names any more, and says who keeps the others. */
function finishMonoliths(
  before: World,
  after: World,
  monoliths: readonly Monolith[],
  request: SplitRequest,
  out: { changes: Change[]; kept: { file: string; because: readonly string[] }[] },
): void {
  const created = new Set(
    out.changes.flatMap((change) => (change.kind === 'create' ? [dirname(change.file)] : [])),
  );
  for (const file of new Set(monoliths.map((monolith) => monolith.image.file))) {
    if (!created.has(dirname(file))) continue;
    const monolith = monoliths.find((each) => each.image.file === file);
    if (!monolith) continue;
    const because = whyItStays(before, monolith.image, {
      keep: request.keep,
      users: usersOf(after, file),
      alone: monolith.alone,
    });
    if (because.length > 0) {
      out.kept.push({ file, because });
      continue;
    }
    for (const each of [`${file}.dockerignore`, file]) {
      const state = before.reader.file(each);
      if (state.kind === 'text') out.changes.push(deletionOf(each, state.file.text));
    }
  }
}

/** Lower-case paths beside the Dockerfiles that new files may not have. */
function takenNames(world: World): Set<string> {
  const dirs = new Set(world.images.map((image) => dirname(image.file)));
  return new Set(
    [...dirs].flatMap((dir) =>
      (world.reader.list(dir) ?? []).map((entry) => `${dir === '/' ? '' : dir}/${entry.name}`.toLowerCase()),
    ),
  );
}
