import type { Instruction } from '../dockerfile/ast.ts';
import type { StageTrace } from '../image/model.ts';
import { classify } from '../native/packages.ts';
import type { Place, Span } from '../text/span.ts';
import type { Image, Program } from '../world/world.ts';
import { placeOf, startOf } from '../edit/slice/reason.ts';

/** What an image had and its program needs, and a new one has not; where the old one had it. */
export interface LostFact {
  readonly reason: string;
  readonly at: Place;
}

/** What of the old image is to be found in the new one. */
export interface Kept {
  readonly program: Program;
  /** Programs that its entry starts besides. */
  readonly also: readonly Program[];
  readonly image: Image;
  /** The ports that it listens on and the paths that it uses, with who says so. */
  readonly listens: ReadonlyMap<number, string>;
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * Compares the image of a part with the one it came from: the new one holds its programs and no other, and has the user,
 * folder, environment, labels, packages, certificates, ports and paths of the old one, as far as its program needs them.
 */
export function lostFact({ image: old, program, also, listens, paths }: Kept, image: Image): LostFact | null {
  const before = old.trace.final;
  const after = image.trace.final;
  if (!before || !after) return { reason: 'the image would not be built', at: startOf(old) };
  const lost = (reason: string, span: Span | null): LostFact => ({
    reason,
    at: span ? placeOf(old, span) : startOf(old),
  });
  const own = new Set([program, ...also].map(({ dir }) => dir));
  const stranger = image.holds.find((each) => !own.has(each.program.dir));
  if (stranger) return lost(`the image would still hold ${stranger.path}`, stranger.program.build.command);
  const lineage = { before: lineageOf(old, before), after: lineageOf(image, after) };
  const said = (keyword: string): Span | null =>
    instructionsOf(lineage.before).findLast((each) => each.keyword === keyword) ?? null;
  if (before.user !== after.user)
    return lost(`the image would run as ${named(after.user)} instead of ${named(before.user)}`, said('USER'));
  if (before.workdir !== after.workdir)
    return lost('the image would start in another folder', said('WORKDIR'));
  for (const [name, value] of before.env)
    if (name !== 'CGO_ENABLED' && after.env.get(name) !== value)
      return lost(`the image would lose ${name}`, said('ENV'));
  return (
    lostSetting(old, image, lineage) ??
    lostPackage(old, lineage) ??
    lostPort(old, before, after, listens) ??
    lostPath(old, before, after, [...paths.keys(), ...SHARED])
  );
}

/** An empty user is root, one that is not known is none by name. */
const named = (user: string | null): string => (user === null ? 'another user' : user || 'root');

/** What programs read wherever they come from: certificates and time zones. */
const SHARED = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs', '/usr/share/zoneinfo', '/etc/passwd'];

interface Lineages {
  readonly before: readonly StageTrace[];
  readonly after: readonly StageTrace[];
}

/** A stage and those that it stands on, the lowest first. */
function lineageOf({ trace }: Image, stage: StageTrace): StageTrace[] {
  const out = [stage];
  for (let at: StageTrace | undefined = stage; at?.parent.kind === 'stage'; ) {
    const index: number = at.parent.index;
    at = trace.stages.find((each) => each.stage.index === index);
    if (at) out.unshift(at);
  }
  return out;
}

const instructionsOf = (lineage: readonly StageTrace[]): Instruction[] =>
  lineage.flatMap(({ stage }) => stage.instructions);

function lostSetting(old: Image, image: Image, { before, after }: Lineages): LostFact | null {
  const texts = (of: Image, lineage: readonly StageTrace[]): Map<string, Instruction> =>
    new Map(
      instructionsOf(lineage).flatMap((each) =>
        KEPT.has(each.keyword) ? [[of.trace.request.dockerfile.text.slice(each.start, each.end), each]] : [],
      ),
    );
  const now = texts(image, after);
  for (const [text, instruction] of texts(old, before))
    if (!now.has(text)) return { reason: `the image would lose ${text}`, at: placeOf(old, instruction) };
  return null;
}

const KEPT = new Set(['LABEL', 'STOPSIGNAL', 'SHELL', 'MAINTAINER']);

/** Compilers, headers and C libraries may go where the analysis says so; anything else is what a program may run. */
function lostPackage(old: Image, { before, after }: Lineages): LostFact | null {
  const installs = (lineage: readonly StageTrace[]) =>
    lineage.flatMap(({ steps }) =>
      steps.flatMap(({ effect }) => (effect.kind === 'install' ? [effect.install] : [])),
    );
  const now = new Set(installs(after).flatMap(({ packages }) => packages.map(({ name }) => name)));
  for (const { manager, packages } of installs(before))
    for (const { name, span } of packages) {
      const { kind } = classify(manager, name);
      if (!now.has(name) && kind !== 'compiler' && kind !== 'headers' && kind !== 'library')
        return { reason: `the image would lose the package ${name}`, at: placeOf(old, span) };
    }
  return null;
}

function lostPort(
  old: Image,
  before: StageTrace,
  after: StageTrace,
  listens: ReadonlyMap<number, string>,
): LostFact | null {
  const lost = before.exposes.find(
    ({ port }) => port !== null && listens.has(port) && after.exposes.every((each) => each.port !== port),
  );
  return lost ? { reason: `the image would not expose ${lost.port}`, at: placeOf(old, lost.token) } : null;
}

/** What was there for sure must not be gone for sure. */
function lostPath(
  old: Image,
  before: StageTrace,
  after: StageTrace,
  paths: readonly string[],
): LostFact | null {
  for (const path of paths) {
    const found = before.files.at(path);
    if (found.kind === 'absent' || found.kind === 'unknown' || after.files.at(path).kind !== 'absent')
      continue;
    const step = found.steps.at(-1);
    const isHere = step !== undefined && before.stage.index === step.stage;
    return {
      reason: `the image would lose ${path}`,
      at: isHere ? placeOf(old, step.span) : startOf(old),
    };
  }
  return null;
}
