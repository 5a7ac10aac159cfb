import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/edit.ts';
import { opensLibraries } from '../../world/needs/opens-libraries.ts';
import { unneededPackages } from '../../world/needs/native-use.ts';
import type { Settings } from '../../world/settings.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { withUsers } from '../../world/with-users.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { cacheMounts } from '../dockerfile/cache-mounts.ts';
import { dropPackages } from '../dockerfile/drop-packages.ts';
import type { ProgramGroup } from '../../world/needs/program-groups.ts';
import { asksForCgo } from '../../world/needs/asks-for-cgo.ts';
import { type Needs, needsOf } from '../../world/needs/needs.ts';
import { overall, type Reason, reasonIn, type Refused, refused, startOf } from './reason.ts';
import { defaultStarts } from './default-start.ts';
import { Draft } from './draft.ts';
import { dropStages } from './drop-stages.ts';
import { embeddedSources } from './embedded-sources.ts';
import type { Tool } from './program-places.ts';
import { repairFolders } from './repair-folders.ts';
import { slice } from './slice.ts';
import { stageLike } from './stage-like.ts';
import { isDefaultOf, startEdits } from './start-edits.ts';
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
      /** The other programs that its image holds. */
      readonly also: readonly Program[];
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
  const sliced = slice(image, [group.program, ...group.also], {
    mine,
    others,
    embeds: embeddedSources(world, image),
  });
  if (!sliced.ok) return sliced;
  because.push(...whyOthersStay(image, group, sliced.tools), ...sliced.because);
  if (!draft.apply(sliced.edits))
    return refused('what belongs to other programs is too entangled to be cut out', startOf(image));
  const repaired = repairFolders(draft, image);
  if ('ok' in repaired) return repaired;
  because.push(...repaired);
  const [needs] = mine;
  const start = startAlone(draft, image, group, needs, others);
  if (start === null)
    return refused('what its image would start by itself cannot be written down', startOf(image));
  because.push(...start);
  const inFinal = sliced.tools.filter(({ stage }) => stage === image.trace.final?.stage.index);
  const also = [
    ...group.also,
    ...inFinal.flatMap(
      ({ program }) => image.programs.find((each) => each.package.dir === program.dir) ?? [],
    ),
  ];

  if (cgo === 'as-needed') because.push(...switchOff(draft, image, group.program.dir));
  const opens = (): boolean => opensLibraries(world, image, [group.program, ...also], group.services);
  // Each round may free more: without its headers a library is nobody's.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const current = draft.image();
    if (!current) return refused('the sliced Dockerfile cannot be traced', startOf(image));
    const { dockerfile } = current.trace.request;
    const edits: TextEdit[] = [];
    for (const stage of current.trace.needed) {
      const unneeded = unneededPackages(current, stage, opens);
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
    also,
    because,
    offers,
    keeps: whyKept(image, draft.text, [group.program, ...also], mine),
    listens: needs?.ports ?? new Map(),
    paths: needs?.paths ?? new Map(),
  };
}

const MAX_ROUNDS = 3;

/** Why programs stay in stages of a slice that is not theirs. */
function whyOthersStay(
  image: Image,
  { program, also, because }: ProgramGroup,
  tools: readonly Tool[],
): readonly Reason[] {
  const name = program.package.binaryName;
  return [
    ...also.map((each) => overall(`${each.package.binaryName} stays beside ${name}: ${because.get(each)}`)),
    ...tools.map((tool) =>
      reasonIn(
        image,
        tool.stage,
        tool.at,
        `${tool.program.binaryName} stays where it is built: ${tool.reason}`,
      ),
    ),
  ];
}

/** Has the slice start its program alone, and say where it listens; null where that cannot be written. */
function startAlone(
  draft: Draft,
  before: Image,
  { program, services }: ProgramGroup,
  needs: Needs | undefined,
  others: readonly Needs[],
): readonly Reason[] | null {
  const because: Reason[] = [];
  const now = draft.image();
  if (!now || !needs) return because;
  const start = startEdits(before, now, program, needs, others);
  because.push(...start.because);
  if (!draft.apply(start.edits)) return null;
  const current = draft.image();
  if (!current || isDefaultOf(before, program)) return because;
  const ways = defaultStarts(before, current, program, services);
  const tried = ways.flatMap((way) => {
    const trial = draft.fork();
    return trial.apply(way.edits) ? [{ way, image: trial.image() }] : [];
  });
  const [first] = tried;
  const alone = tried.find(({ image }) => image && isDefaultOf(image, program)) ?? first;
  if (!alone || !draft.apply(alone.way.edits)) return tried.length === 0 ? because : null;
  return [...alone.way.because, ...because];
}

function switchOff(draft: Draft, before: Image, dir: string): Reason[] {
  const image = draft.image();
  const program = image?.programs.find((each) => each.dir === dir);
  if (!image || !program || program.grade !== 'none' || program.build.cgo.effective !== 'on') return [];
  // The image is a draft: who uses it, and with which variables, is known of the one that it came from.
  if (asksForCgo(draft.reader, withUsers(image, before.usedBy), program) !== null) return [];
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

/** Where a stage of the monolith installs a package. */
const installOf = (before: Image, index: number, name: string): Span | null =>
  before.trace.stages
    .find(({ stage }) => stage.index === index)
    ?.steps.find(
      ({ effect }) => effect.kind === 'install' && effect.install.packages.some((each) => each.name === name),
    )?.instruction ?? null;
