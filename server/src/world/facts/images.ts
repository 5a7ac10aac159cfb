import type { ComposeService } from '../../compose/model.ts';
import type { GoTarget } from '../../go/model.ts';
import type { GoBuild, ImageTrace } from '../../image/model.ts';
import type { Query, Reader } from '../../memory/snapshot.ts';
import { baseImage } from '../../native/base-images.ts';
import { resolve } from '../../text/path.ts';
import { sameData } from '../../text/same-data.ts';
import { isForeign } from '../find/is-foreign.ts';
import { cgoVerdict, PLAIN } from '../go/go-facts.ts';
import { contextOf, type ImageKey, imageTrace } from '../image-facts.ts';
import type { Settings } from '../settings.ts';
import { type RunProgram, type Runs, whatRuns } from '../start/what-runs.ts';
import type { Image, Program } from '../world.ts';
import type { Scoped } from './scope.ts';

/** What the stages that an image needs build, judged, and which of it the image holds. */
export const imagePrograms: Query<Scoped<ImageKey>, ImagePrograms> = {
  name: 'image-programs',
  same: samePrograms,
  compute(reader, { scope, key }) {
    const trace = reader.derive(imageTrace, key);
    if (!trace) return { programs: [], holds: [] };
    const programs = neededBuilds(trace).flatMap((build) =>
      programsOf(reader, scope.settings, key, trace, build),
    );
    const holds = (trace.final?.files.programs() ?? []).flatMap((held) => {
      const program = programs.find(
        (each) => each.build === held.build && each.package.dir === held.package.dir,
      );
      return program ? [{ program, path: held.path }] : [];
    });
    return { programs, holds };
  },
};

export type ImagePrograms = Pick<Image, 'programs' | 'holds'>;

function programsOf(
  reader: Reader,
  { root, moduleCache }: Settings,
  { context }: ImageKey,
  trace: ImageTrace,
  build: GoBuild,
): Program[] {
  if (!build.packages.known) return [];
  const { needCgo, mod } = build.flags;
  const target = targetOf(trace, build);
  return build.packages.value.flatMap((main): Program[] => {
    if (!main.isMain) return [];
    const dir = resolve(context.dir, main.dir);
    const cgo = reader.derive(cgoVerdict, { context, root, moduleCache, target, mod, dir });
    return [{ dir, package: main, build, cgo, needCgo, grade: needCgo.length > 0 ? 'required' : cgo.grade }];
  });
}

/** What an image starts when no service has a say. */
export const imageStart: Query<Scoped<ImageKey>, Runs> = {
  name: 'image-runs',
  same: sameRuns,
  compute: (reader, { scope, key }) => imageRuns(reader, scope.settings, key, null),
};

export function imageRuns(
  reader: Reader,
  settings: Settings,
  key: ImageKey,
  service: ComposeService | null,
): Runs {
  const trace = reader.derive(imageTrace, key);
  if (!trace) return { kind: 'other' };
  const stage = trace.final;
  if (!stage)
    return {
      kind: 'unknown',
      reason:
        key.target === null ? 'its Dockerfile has no stage' : `its Dockerfile has no stage ${key.target}`,
    };
  const runs = whatRuns({ service, stage, context: contextOf(reader, key), file: key.file });
  return runs.kind === 'unknown' && isForeign(reader, settings, { key, trace }) ? { kind: 'other' } : runs;
}

const neededBuilds = ({ needed, builds }: ImageTrace): GoBuild[] => {
  const stages = new Set(needed.map(({ stage }) => stage.index));
  return builds.filter((build) => stages.has(build.stage));
};

const targetOf = (trace: ImageTrace, build: GoBuild): GoTarget => ({
  goos: build.goos.known ? build.goos.value : PLAIN.goos,
  goarch: build.goarch.known ? build.goarch.value : PLAIN.goarch,
  tags: build.tags,
  goMinor: goOf(trace, build),
});

/** The Go of the official image that a stage stands on; null where go.mod may have another one fetched. */
function goOf(trace: ImageTrace, build: GoBuild): number | null {
  const stage = trace.stages[build.stage];
  const minor = baseImage(stage?.baseImage ?? '').go?.minor ?? null;
  return minor !== null && (minor < 21 || stage?.env.get('GOTOOLCHAIN') === 'local') ? minor : null;
}

/**
 * Equal answers keep the old object only where they speak of the same build: a program is found by the identity of its build,
 * and a trace that was made anew has builds of its own.
 */
export function sameRuns(a: Runs, b: Runs): boolean {
  if (a.kind !== 'program' || b.kind !== 'program') return sameData(a, b);
  const are = (one: RunProgram, two: RunProgram | undefined): boolean =>
    one.build === two?.build && one.package === two.package;
  return are(a.program, b.program) && a.also.every((each, i) => are(each, b.also[i])) && sameData(a, b);
}

function samePrograms(a: Pick<Image, 'programs' | 'holds'>, b: Pick<Image, 'programs' | 'holds'>): boolean {
  return (
    a.programs.every(
      ({ build, package: main }, i) => build === b.programs[i]?.build && main === b.programs[i].package,
    ) && sameData(a, b)
  );
}
