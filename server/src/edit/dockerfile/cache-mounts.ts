import type { Instruction } from '../../dockerfile/ast.ts';
import type { StageTrace, Step } from '../../image/model.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import { isInside } from '../../text/path.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Image } from '../../world/world.ts';

/** Mounts that would keep modules and compiled packages between builds, where a Dockerfile has none. */
export interface CacheMounts {
  readonly edits: readonly TextEdit[];
  /** The instructions that get them. */
  readonly instructions: readonly Instruction[];
}

/**
 * The cache mounts that the builds of an image lack; null where it has some, and wherever they could change what is
 * built: a module that one RUN downloads into a cache is seen by another only through the same mount, so that every
 * command that may use Go must be known, and nobody may copy the modules out.
 */
export function cacheMounts(image: Image): CacheMounts | null {
  const { trace } = image;
  const building = new Set(trace.builds.map((build) => build.stage));
  const stages = trace.needed.filter((stage) => isBelow(stage, building, trace.stages));
  if (stages.length === 0 || stages.some((stage) => !isPlain(stage)) || copiesModules(image, stages))
    return null;
  const runs = new Map<Instruction, boolean>();
  for (const { steps } of stages)
    for (const step of steps) {
      if (step.instruction.keyword !== 'RUN') continue;
      const use = useOf(step);
      if (use === 'unknown') return null;
      if (use !== 'none')
        runs.set(step.instruction, (runs.get(step.instruction) ?? false) || use === 'compiles');
    }
  const instructions = [...runs.keys()];
  if (instructions.length === 0 || instructions.some(hasMounts)) return null;
  const { text, escape } = trace.request.dockerfile;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = [...runs].map(([instruction, compiles]): TextEdit => {
    const at = instruction.keywordSpan.end;
    const mounts = [MODULES, ...(compiles ? [PACKAGES] : [])].map(
      (path) => ` --mount=type=cache,target=${path}`,
    );
    const isHeredoc = instruction.heredocs.length > 0;
    return {
      span: { start: at, end: at },
      text: `${mounts.join('')}${isHeredoc ? '' : ` ${escape}${eol}   `}`,
    };
  });
  return { edits, instructions };
}

const MODULES = '/go/pkg/mod';
const PACKAGES = '/root/.cache/go-build';

/** Whether a stage builds, or one that builds stands on it. */
function isBelow(stage: StageTrace, building: ReadonlySet<number>, all: readonly StageTrace[]): boolean {
  return (
    building.has(stage.stage.index) ||
    all.some(
      (each) =>
        each.parent.kind === 'stage' &&
        each.parent.index === stage.stage.index &&
        each.stage.index > stage.stage.index &&
        isBelow(each, building, all),
    )
  );
}

/** Go's own image, run as root, with its caches where they are by default. */
const isPlain = ({ baseImage, user, env, opaque }: StageTrace): boolean =>
  parseImageReference(baseImage ?? '')?.repository === 'golang' &&
  (user === '' || user === 'root' || user === '0') &&
  opaque.length === 0 &&
  (env.get('GOPATH') ?? '/go') === '/go' &&
  ['GOMODCACHE', 'GOCACHE', 'GOFLAGS', 'HOME'].every((name) => !env.has(name));

function useOf({ effect, understood }: Step): 'none' | 'reads' | 'compiles' | 'unknown' {
  if (!understood) return 'unknown';
  switch (effect.kind) {
    case 'go-build':
      return 'compiles';
    case 'go-modules':
      return 'reads';
    case 'go-other':
      return 'compiles';
    case 'tool':
    case 'unknown':
      return 'unknown';
    default:
      return 'none';
  }
}

const hasMounts = ({ flags }: Instruction): boolean => flags.some(({ name }) => name === 'mount');

/** Whether something is copied out of the folders that would be caches. */
const copiesModules = ({ trace }: Image, stages: readonly StageTrace[]): boolean => {
  const ours = new Set(stages.map(({ stage }) => stage.index));
  return trace.stages.some(({ steps }) =>
    steps.some(
      ({ effect }) =>
        effect.kind === 'copy' &&
        effect.copy.from.kind === 'stage' &&
        ours.has(effect.copy.from.stage) &&
        effect.copy.sources.some(
          ({ path }) =>
            path === null ||
            [MODULES, PACKAGES].some((cache) => isInside(path, cache) || isInside(cache, path)),
        ),
    ),
  );
};
