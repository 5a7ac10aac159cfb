import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { editOf, type Change } from '../../text/change.ts';
import { relative } from '../../text/path.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/ast.ts';
import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { World } from '../../world/world.ts';
import { type ProgramGroup, servicesByProgram } from '../../world/needs/program-groups.ts';
import type { Monolith } from '../find-monoliths.ts';
import type { Refusal, SplitPlan, SplitRequest } from '../model.ts';
import { entriesOf, ofProgram, once, type Part, serviceNames } from '../part.ts';
import type { Findings } from '../../proof/prove.ts';
import { failureOf, provePlan } from '../prove-plan.ts';
import { overall, placeOf, type Refused, refused as refuse, startOf } from '../../edit/slice/reason.ts';
import { Rewire } from '../rewire.ts';
import { whyItStays } from '../stays.ts';
import { restage } from './restage.ts';
import { sharesAll } from '../shares-all.ts';
import { type SlicedProgram, sliceProgram } from '../../edit/slice/slice-program.ts';
import { nameStage, stageNamed, stageSpan } from './stage-text.ts';
import { turnCgoOff } from '../../edit/dockerfile/turn-cgo-off.ts';

/**
 * Splits monoliths inside their own Dockerfiles: the stages that build stay as they are and are shared, the last stage
 * becomes one stage per program, and each service builds its own by `target`. What a file builds without a target
 * stays the same wherever something else may build it.
 */
export function planStages(
  snapshot: Reader,
  settings: Settings,
  world: World,
  monoliths: readonly Monolith[],
  request: SplitRequest,
  findings: Findings,
): SplitPlan {
  const refused: Refusal[] = [];
  const failed = new Set<ProgramGroup>();
  for (;;) {
    const rewire = new Rewire(world);
    const drafts = monoliths.flatMap((monolith, index) => {
      if (monoliths.findIndex((each) => each.image.file === monolith.image.file) !== index)
        return { parts: [], groups: [], change: null, kept: null, refused: [twice(monolith, settings)] };
      const groups = monolith.groups.filter((group) => !failed.has(group));
      const draft = new StageDraft(snapshot, settings, world, monolith, request, rewire);
      return draft.run(groups);
    });
    const changes = drafts.flatMap((draft) => draft.change ?? []);
    const parts = drafts.flatMap((draft) => draft.parts);
    const proof = provePlan(snapshot, settings, parts, changes, rewire, findings);
    for (const { groups } of drafts)
      for (const group of groups) {
        const part = parts.find((each) => each.services === group.services);
        if (!part || !proof.failures.has(part)) continue;
        failed.add(group);
        refused.push(...failureOf(part, proof));
      }
    if (proof.failures.size > 0) continue;
    refused.push(...drafts.flatMap((draft) => draft.refused));
    const entries = parts.map((part) => part.entry);
    const again = whole(snapshot, settings, world, monoliths, failed, request, findings);
    if (again) return { ...again, refused: drafts.flatMap((draft) => draft.refused) };
    return {
      entries: parts.flatMap(entriesOf),
      changes: [...changes, ...rewire.changes(entries, proof.redundant)],
      kept: drafts.flatMap((draft) => draft.kept ?? []),
      refused,
    };
  }
}

/**
 * The way for a monolith alone of which no program could get a stage on the shared builder, and whose last stage nobody
 * else needs.
 */
function whole(
  snapshot: Reader,
  settings: Settings,
  world: World,
  monoliths: readonly Monolith[],
  failed: ReadonlySet<ProgramGroup>,
  request: SplitRequest,
  findings: Findings,
): SplitPlan | null {
  const [monolith, ...others] = monoliths;
  if (!monolith || others.length > 0 || !monolith.groups.every((group) => failed.has(group))) return null;
  const draft = new StageDraft(snapshot, settings, world, monolith, request, new Rewire(world));
  return draft.kept(monolith.groups).length > 0
    ? null
    : restage(snapshot, settings, world, monolith, findings);
}

const twice = ({ image }: Monolith, settings: Settings): Refusal => ({
  subject: relative(settings.path, image.file),
  reason: 'services build it in several ways, with different arguments or targets',
  at: image.usedBy[0]?.model.build?.at ?? startOf(image),
  project: image.usedBy[0]?.project.id ?? null,
});

interface Drafted {
  readonly parts: readonly Part[];
  readonly groups: readonly ProgramGroup[];
  /** Null where no program got a stage. */
  readonly change: Change | null;
  /** Why the stage that all programs shared stays, as the last one. */
  readonly kept: SplitPlan['kept'][number] | null;
  readonly refused: readonly Refusal[];
}

/** One attempt to write the stages of some programs. */
class StageDraft {
  readonly #snapshot: Reader;
  readonly #settings: Settings;
  readonly #world: World;
  readonly #monolith: Monolith;
  readonly #request: SplitRequest;
  readonly #rewire: Rewire;

  constructor(
    snapshot: Reader,
    settings: Settings,
    world: World,
    monolith: Monolith,
    request: SplitRequest,
    rewire: Rewire,
  ) {
    this.#snapshot = snapshot;
    this.#settings = settings;
    this.#world = world;
    this.#monolith = monolith;
    this.#request = request;
    this.#rewire = rewire;
  }

  run(groups: readonly ProgramGroup[]): Drafted {
    const { image } = this.#monolith;
    const { dockerfile } = image.trace.request;
    const taken = new Set(dockerfile.stages.flatMap(({ name }) => (name ? [name.value.toLowerCase()] : [])));
    const refused: Refusal[] = [];
    const written: { part: Part; group: ProgramGroup; text: string }[] = [];
    const builder: TextEdit[] = [];
    for (const group of groups) {
      const result = this.#stage(group, taken, builder);
      if ('reason' in result)
        refused.push(ofProgram(group.program, group.services[0].project.id, result.reason, result.at));
      else written.push({ ...result, group });
    }
    if (written.length === 0) return { parts: [], groups: [], change: null, kept: null, refused };
    const kept = this.kept(written.map(({ group }) => group));
    const own = image.trace.final?.stage;
    // The program that the file starts without a target comes last, since the last stage is what is built then.
    const first = image.runs.kind === 'program' ? image.runs.program.package.dir : null;
    const ordered = [
      ...written.filter(({ group }) => group.program.package.dir !== first),
      ...written.filter(({ group }) => group.program.package.dir === first),
    ];
    const span = own ? stageSpan(dockerfile, own) : { start: 0, end: 0 };
    const eol = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
    const texts = ordered.map(({ text }) => text);
    const withOld = [...texts, dockerfile.text.slice(span.start, span.end)];
    const edits = (stages: readonly string[]): TextEdit[] => [
      ...builder.sort((a, b) => a.span.start - b.span.start),
      { span, text: stages.join(`${eol}${eol}`) },
    ];
    return {
      parts: written.map(({ part }) => part),
      groups: written.map(({ group }) => group),
      change:
        kept.length > 0
          ? editOf(image.file, dockerfile.text, edits(withOld))
          : // Until the services name their stages they build the last one, which is the old one meanwhile.
            { ...editOf(image.file, dockerfile.text, edits(texts)), meanwhile: edits(withOld) },
      kept: kept.length > 0 ? { file: image.file, because: kept } : null,
      refused,
    };
  }

  /** The stage of one program: that of the Dockerfile it would get alone, under its name. */
  #stage(
    group: ProgramGroup,
    taken: Set<string>,
    builder: TextEdit[],
  ): { part: Part; text: string } | Refused {
    const { image } = this.#monolith;
    const { program, services } = group;
    const final = image.trace.final?.stage;
    const { dockerfile } = image.trace.request;
    if (!final) return refuse('its Dockerfile has no stage', startOf(image));
    const name = nameStage({ name: program.package.binaryName, dir: program.package.dir }, taken);
    if (name === null) return refuse('each name for its stage is taken', placeOf(image, final.from));
    const shares = sharesAll(this.#monolith, group);
    if (shares !== null) return refuse(shares, placeOf(image, final.from));
    const slice = (cgo: 'keep' | 'as-needed'): SlicedProgram =>
      sliceProgram(
        this.#snapshot,
        this.#settings,
        this.#world,
        this.#monolith,
        group,
        `${image.file}.${name}`,
        { cgo },
      );
    let sliced = slice('as-needed');
    if (sliced.ok && sliced.cgo === 'off' && program.build.cgo.effective === 'on') {
      const edits = this.#cgoOff(group);
      if (edits) builder.push(...edits);
      else sliced = slice('keep');
    }
    if (!sliced.ok) return sliced;
    const parsed = parseDockerfile(sliced.text).value;
    const stage = final.name
      ? parsed.stages.find((each) => each.name?.value === final.name?.value)
      : parsed.stages.at(-1);
    if (!stage) return refuse('its stage is lost in the slice', placeOf(image, final.from));
    // What its stages are called must not change with their number.
    const numbered = byNumber(dockerfile);
    if (numbered)
      return refuse('it names a stage by its number, which would change', placeOf(image, numbered));
    const wired = this.#rewire.pointAt(services, { dockerfile: image.file, target: name });
    if (!wired.ok) return wired;
    taken.add(name);
    // The builder is shared and stays.
    const because = [...sliced.because.filter(({ ofBuilder }) => !ofBuilder), ...wired.because];
    const entry = {
      project: services[0].project.id,
      program: program.dir,
      services: serviceNames(services),
      dockerfile: image.file,
      target: name,
      cgo: sliced.cgo,
      because: once([overall(`stage ${name} has what ${program.package.binaryName} needs`), ...because]),
      keeps: sliced.keeps,
      // The builder is shared and stays as it is.
      offers: [],
      listens: sliced.listens,
      paths: sliced.paths,
    };
    const part: Part = { kind: 'part', entry, services, program, also: sliced.also, image, creates: [] };
    return { part, text: stageNamed(parsed, stage, name) };
  }

  /** Turns cgo off for one program in the shared builder; null where its command builds others too. */
  #cgoOff({ program }: ProgramGroup): readonly TextEdit[] | null {
    const { image } = this.#monolith;
    const { dockerfile } = image.trace.request;
    const together = image.programs.some(
      (each) => each.dir !== program.dir && each.build.command.start === program.build.command.start,
    );
    if (together) return null;
    const edits = turnCgoOff(dockerfile, image, program);
    return edits && parseDockerfile(applyEdits(dockerfile.text, edits)).errors.length === 0 ? edits : null;
  }

  /** Why the shared stage has to stay. */
  kept(groups: readonly ProgramGroup[]): string[] {
    const { image, alone } = this.#monolith;
    const moved = new Set(groups.flatMap((group) => group.services.map((service) => service.id)));
    const users = this.#world.images.flatMap((other) =>
      other.file === image.file && other.key.target === image.key.target
        ? other.usedBy.flatMap(({ id, model }) => (moved.has(id) ? [] : [model.name.value]))
        : [],
    );
    const because = whyItStays(this.#world, image, { keep: this.#request.keep, users, alone });
    const final = image.trace.final;
    for (const stage of image.trace.stages)
      if (final && stage.parent.kind === 'stage' && stage.parent.index === final.stage.index)
        because.push(`stage ${stage.stage.name?.value ?? stage.stage.index} stands on it`);
    for (const [program] of servicesByProgram(image))
      if (!groups.some((each) => each.program.dir === program.dir))
        because.push(`${program.package.binaryName} was not split off`);
    return [...new Set(because)];
  }
}

/** The first instruction that names a stage by its number. */
const byNumber = ({ instructions }: Dockerfile): Instruction | undefined =>
  instructions.find(({ flags }) =>
    flags.some((flag) => flag.name === 'from' && /^\d+$/.test(flag.argument?.value ?? '')),
  );
