import { parseDockerfile } from '../../dockerfile/parse-dockerfile.ts';
import type { StageTrace } from '../../image/model.ts';
import type { Span } from '../../text/span.ts';
import { applyEdits, type TextEdit } from '../../text/edit.ts';
import { buildImage } from '../../world/build-world.ts';
import { unneededPackages } from '../../world/needs/native-use.ts';
import type { ImageKey } from '../../world/image-facts.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { cacheMounts } from '../dockerfile/cache-mounts.ts';
import { dropPackages } from '../dockerfile/drop-packages.ts';
import type { ProgramGroup } from '../../world/needs/program-groups.ts';
import { asksForCgo } from '../../world/needs/asks-for-cgo.ts';
import { needsOf } from '../../world/needs/needs.ts';
import { overall, type Reason, reasonIn, type Refused, refused, startOf } from './reason.ts';
import { removeLines } from '../dockerfile/remove-instruction.ts';
import { slice } from './slice.ts';
import { startEdits } from './start-edits.ts';
import { tidyEdits } from '../dockerfile/tidy-edits.ts';
import { whyKept } from './why-kept.ts';
import { turnCgoOff } from '../dockerfile/turn-cgo-off.ts';

export interface SliceOptions {
  /** Whether cgo goes off where nothing needs it. */
  readonly cgo?: 'as-needed' | 'keep';
  /** Whether cache mounts are added where there are none. */
  readonly mounts?: boolean;
}

export type SlicedProgram =
  | {
      readonly ok: true;
      readonly text: string;
      readonly cgo: 'on' | 'off' | 'unknown';
      readonly because: readonly Reason[];
      readonly keeps: readonly Reason[];
      readonly offers: readonly string[];
      readonly listens: ReadonlyMap<number, string>;
      readonly paths: ReadonlyMap<string, string>;
    }
  | Refused;

/**
 * The Dockerfile of one program: the monolith sliced, then analysed again as the new file, then freed of what the
 * analysis shows to be unneeded now — cgo, packages, stages.
 */
export function sliceProgram(
  snapshot: Reader,
  settings: Settings,
  world: World,
  { image }: { readonly image: Image },
  group: ProgramGroup,
  file: string,
  { cgo = 'as-needed', mounts = false }: SliceOptions = {},
): SlicedProgram {
  const because: Reason[] = [];
  const draft = new Draft(snapshot, settings, image, file);
  const dirs = new Set([group.program, ...group.also].map((program) => program.dir));
  const mine = [group.program, ...group.also].map((program) =>
    needsOf(world, image, program, program === group.program ? group.services : []),
  );
  const others = [
    ...new Map(
      image.programs.filter((program) => !dirs.has(program.dir)).map((program) => [program.dir, program]),
    ).values(),
  ].map((program) =>
    needsOf(
      world,
      image,
      program,
      image.usedBy.filter((service) => service.program?.dir === program.dir),
    ),
  );
  const sliced = slice(image, [group.program, ...group.also], { mine, others });
  if (!sliced.ok) return sliced;
  const [needs] = mine;
  const start = needs
    ? startEdits(image, group.program, group.services, needs, others)
    : { edits: [], because: [] };
  for (const each of group.also)
    because.push(
      overall(
        `${each.package.binaryName} stays beside ${group.program.package.binaryName}: ${group.because.get(each)}`,
      ),
    );
  because.push(...sliced.because, ...start.because);
  if (!draft.apply([...sliced.edits, ...start.edits]))
    return refused('what belongs to other programs is too entangled to be cut out', startOf(image));

  if (cgo === 'as-needed') because.push(...switchOff(draft, image, group.program.dir));
  // Each round may free more: without its headers a library is nobody's.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const current = draft.image();
    if (!current) return refused('the sliced Dockerfile cannot be traced', startOf(image));
    const { dockerfile } = current.trace.request;
    const edits: TextEdit[] = [];
    for (const stage of current.trace.needed) {
      const unneeded = unneededPackages(current, stage);
      if (unneeded.length === 0) continue;
      const dropped = dropPackages(dockerfile, stage, unneeded);
      if (dropped === null) continue;
      edits.push(...dropped);
      const names = unneeded.map((each) => each.package.name).join(', ');
      const index = stageLike(image, stage)?.stage.index ?? -1;
      because.push(
        reasonIn(
          image,
          index,
          installOf(image, index, unneeded[0]?.package.name ?? ''),
          `${names} ${unneeded.length === 1 ? 'goes' : 'go'}: nothing in stage ${stage.stage.name?.value ?? stage.stage.index} needs ${unneeded.length === 1 ? 'it' : 'them'}`,
        ),
      );
    }
    if (edits.length === 0) break;
    if (!draft.apply(edits))
      return refused('the packages that nothing needs cannot be taken off their lines', startOf(image));
  }
  because.push(...dropStages(draft, image));
  const result = draft.image()?.programs.find((program) => program.dir === group.program.dir);
  if (!result) return refused('the sliced Dockerfile does not build it', startOf(image));
  if (result.build.cgo.effective === 'on' && result.grade === 'required')
    because.push(...whyCgoStays(result));
  const offers: string[] = [];
  const lacking = cacheMounts(draft.image() ?? image);
  if (lacking && mounts) {
    if (!draft.apply(lacking.edits)) return refused('no cache mounts can be added', startOf(image));
    because.push(overall('cache mounts keep modules and compiled packages between builds, as was asked'));
  } else if (lacking)
    offers.push('cache mounts would keep modules and compiled packages between builds (--cache-mounts)');
  return {
    ok: true,
    text: draft.text,
    cgo: result.build.cgo.effective,
    because,
    offers,
    keeps: whyKept(image, draft.text, [group.program, ...group.also], mine),
    listens: needs?.ports ?? new Map(),
    paths: needs?.paths ?? new Map(),
  };
}

const MAX_ROUNDS = 3;
const BLANK_END = /(\r?\n)(?:[ \t]*\r?\n)+$/;

/** A text on its way, analysed anew after each change. */
class Draft {
  text: string;
  readonly #snapshot: Reader;
  readonly #settings: Settings;
  readonly #key: ImageKey;

  constructor(snapshot: Reader, settings: Settings, image: Image, file: string) {
    this.text = image.trace.request.dockerfile.text;
    this.#settings = settings;
    this.#key = { ...image.key, file, context: { ...image.key.context, dockerfile: file } };
    const ignore = snapshot.file(`${image.file}.dockerignore`);
    this.#snapshot =
      ignore.kind === 'text'
        ? snapshot.with([{ path: `${file}.dockerignore`, text: ignore.file.text }])
        : snapshot;
  }

  apply(edits: readonly TextEdit[]): boolean {
    const tidy = tidyEdits(edits);
    if (tidy === null) return false;
    const before = this.text;
    this.text = applyEdits(before, tidy);
    // What stood last may be gone: the blank lines that parted it from the rest go too.
    if (!BLANK_END.test(before)) this.text = this.text.replace(BLANK_END, '$1');
    return parseDockerfile(this.text).errors.length === 0;
  }

  get reader(): Reader {
    return this.#snapshot;
  }

  image(): Image | null {
    return buildImage(
      this.#snapshot.with([{ path: this.#key.file, text: this.text }]),
      this.#settings,
      this.#key,
    );
  }
}

function switchOff(draft: Draft, before: Image, dir: string): Reason[] {
  const image = draft.image();
  const program = image?.programs.find((each) => each.dir === dir);
  if (!image || !program || program.grade !== 'none' || program.build.cgo.effective !== 'on') return [];
  // The image is a draft: who uses it, and with which variables, is known of the one that it came from.
  if (asksForCgo(draft.reader, { ...image, usedBy: before.usedBy }, program) !== null) return [];
  const { cgo } = program.build;
  // A default that costs nothing stays: it also decides the DNS resolver and user lookups.
  if (cgo.value !== '1' && cgo.compiler === null) return [];
  const edits = turnCgoOff(image.trace.request.dockerfile, image, program);
  if (edits === null || !draft.apply(edits)) return [];
  const old = before.programs.find((each) => each.dir === dir);
  return [
    reasonIn(
      before,
      old?.build.stage ?? -1,
      old?.build.command ?? null,
      `CGO_ENABLED=0: ${program.package.binaryName} imports nothing that needs cgo (${cgo.because})`,
    ),
  ];
}

/** Stages that the image needed before the slice, and needs no more. */
function dropStages(draft: Draft, before: Image): Reason[] {
  const image = draft.image();
  if (!image) return [];
  const { dockerfile } = image.trace.request;
  const needed = new Set(image.trace.needed.map((stage) => stage.stage.index));
  const wasNeeded = new Set(before.trace.needed.map((stage) => stage.stage.name?.value.toLowerCase()));
  const going = image.trace.stages.filter(
    ({ stage }) =>
      !needed.has(stage.index) && stage.name !== null && wasNeeded.has(stage.name.value.toLowerCase()),
  );
  const edits = going.flatMap(({ stage }) => {
    const last = stage.instructions.at(-1) ?? stage.from;
    return [removeLines(dockerfile, stage.from.startLine, last.endLine)];
  });
  if (edits.length === 0 || !draft.apply(edits)) return [];
  return going.map(({ stage }) => {
    const old = before.trace.stages.find(
      (each) => each.stage.name?.value.toLowerCase() === stage.name?.value.toLowerCase(),
    );
    return reasonIn(
      before,
      old?.stage.index ?? -1,
      old?.stage.span ?? null,
      `stage ${stage.name?.value} goes: nothing is copied from it any more`,
    );
  });
}

function whyCgoStays(program: Program): Reason[] {
  const { chain, cuts, singleCut } = program.cgo;
  const out = [
    `cgo stays on: ${program.package.binaryName} needs it (${program.needCgo[0] ?? chain.map((link) => link.importPath).join(' → ')})`,
  ];
  const named = cuts.map(({ from, to }) => `${from} → ${to}`);
  if (singleCut && named.length > 0)
    out.push(`cutting one import would free it of cgo: ${named.join(', or ')}`);
  else if (named.length > 0) out.push(`cutting these imports would free it of cgo: ${named.join(', ')}`);
  return out.map(overall);
}

/** The stage of the monolith that a stage of the draft was. */
const stageLike = (before: Image, { stage }: StageTrace): StageTrace | undefined =>
  stage.name
    ? before.trace.stages.find(
        (each) => each.stage.name?.value.toLowerCase() === stage.name?.value.toLowerCase(),
      )
    : before.trace.final?.stage.name === null
      ? before.trace.final
      : undefined;

/** Where a stage of the monolith installs a package. */
const installOf = (before: Image, index: number, name: string): Span | null =>
  before.trace.stages
    .find(({ stage }) => stage.index === index)
    ?.steps.find(
      ({ effect }) => effect.kind === 'install' && effect.install.packages.some((each) => each.name === name),
    )?.instruction ?? null;
