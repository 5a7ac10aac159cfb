import { baseImage, type BaseImage } from '../native/base-images.ts';
import { classify } from '../native/packages.ts';
import { ANY_NAME, baseFiles } from './files/base-files.ts';
import type { BaseFiles } from './files/file-tree.ts';
import { lineageOf } from './lineage.ts';
import type { Found, OtherImage, StageTrace } from './model.ts';
import { Variables } from './variables.ts';

/** What a stage gets from an image that is built from another Dockerfile. */
export interface Inherited {
  readonly base: BaseImage;
  readonly files: BaseFiles;
  readonly env: ReadonlyMap<string, string | null>;
  readonly workdir: string | null;
  readonly user: string | null;
  readonly shell: readonly string[] | null;
  /** True when it surely starts nothing: what another Dockerfile says is not followed into this one. */
  readonly startsNothing: boolean;
  readonly goEnv: Variables;
  /** Why the programs on its PATH are not known; null when they are. */
  readonly doubt: string | null;
}

/** Null when the image is not known. `name` is what it is called where it is used. */
export function inheritImage(other: OtherImage | null, name: string): Inherited | null {
  const stage = other?.trace.final ?? null;
  if (!other || !stage) return null;
  const lineage = lineageOf(other.trace, stage);
  const triggers = triggersOf(stage);
  const root = baseImage(stage.baseImage ?? '\0');
  return {
    base: { ...root, hasCompiler: hasCompiler(root, lineage), commands: null },
    files: otherFiles(other, name),
    env: new Map([...stage.env, ...variablesOf(stage).map((name) => [name, null] as const)]),
    workdir: triggers.includes('WORKDIR') ? null : stage.workdir,
    user: triggers.includes('USER') ? null : stage.user,
    shell: lineage.flatMap((each) => each.stage.instructions.flatMap(shellOf)).at(-1) ?? null,
    startsNothing: stage.startKnown && !stage.entrypoint && !stage.cmd && triggers.length === 0,
    goEnv: goEnvOf(lineage),
    doubt:
      triggers.length > 0 || lineage.some(({ opaque }) => opaque.length > 0)
        ? `not all that the Dockerfile of ${name} does is known`
        : null,
  };
}

/**
 * The files of an image that another Dockerfile builds. No line of this Dockerfile put them there, and a program among them
 * is one that is built elsewhere.
 */
export function otherFiles({ trace, sameContext }: OtherImage, name: string): BaseFiles {
  const files = trace.final?.files;
  const root = baseFiles(baseImage(trace.final?.baseImage ?? '\0'), name);
  const reason = `${name}, which another Dockerfile builds, may hold it`;
  const triggered = trace.final !== null && triggersOf(trace.final).length > 0;
  return {
    at(path) {
      if (!files || path.endsWith(ANY_NAME)) return { kind: 'unknown', reason };
      const found = files.at(path);
      if (found.kind === 'absent' && triggered)
        return { kind: 'unknown', reason: `ONBUILD of ${name} may put it there` };
      return found.kind === 'absent' || found.kind === 'unknown'
        ? found
        : { ...found, origin: originOf(found, name, sameContext), steps: [] };
    },
    alias: (path) => root.alias(path),
    names: (dir) => (triggered ? null : (files?.names(dir) ?? null)),
  };
}

/** The variables that ONBUILD sets in them. */
const variablesOf = ({ stage }: StageTrace): readonly string[] =>
  stage.instructions.flatMap(({ trigger }) =>
    trigger?.keyword === 'ENV' ? trigger.pairs.map(({ name }) => name.value) : [],
  );

/** What ONBUILD leaves to the images that stand on a stage; no line of theirs shows it, so that it is not followed. */
const triggersOf = ({ stage }: StageTrace): readonly string[] =>
  stage.instructions.flatMap(({ trigger }) => (trigger ? [trigger.keyword] : []));

function originOf(
  { origin }: Extract<Found, { readonly kind: 'file' | 'directory' }>,
  name: string,
  sameContext: boolean,
): typeof origin {
  switch (origin.kind) {
    case 'program':
      return { kind: 'unknown', reason: `it comes from ${name}, which another Dockerfile builds` };
    case 'context':
      return sameContext ? origin : { kind: 'remote', from: name };
    default:
      return origin;
  }
}

/** What is installed there counts as if the base had brought it. */
function hasCompiler(root: BaseImage, lineage: readonly StageTrace[]): boolean | null {
  const steps = lineage.flatMap((each) => each.steps);
  const brings = steps.flatMap(({ effect, conditional }) =>
    effect.kind === 'install'
      ? [
          ...effect.install.packages.map((each) => {
            const { bringsCompiler } = classify(effect.install.manager, each.name);
            return conditional && bringsCompiler ? null : bringsCompiler;
          }),
          ...effect.install.unknown.map(() => null),
        ]
      : effect.kind === 'uninstall'
        ? [null]
        : [],
  );
  if (brings.includes(null)) return null;
  return brings.includes(true) ? true : root.hasCompiler;
}

/** After `go env -w` on the way, what the go command is told is not known. */
function goEnvOf(lineage: readonly StageTrace[]): Variables {
  const isWritten = lineage.some(({ executions }) =>
    executions.some(({ words }) => {
      const texts = words.map(({ text }) => text);
      return texts.includes('env') && texts.includes('-w');
    }),
  );
  const none = new Variables();
  return isWritten ? none.with('CGO_ENABLED', { value: null, span: null, via: 'env', exported: true }) : none;
}

const shellOf = ({ keyword, json }: StageTrace['stage']['instructions'][number]): (readonly string[])[] =>
  keyword === 'SHELL' && json ? [json.map((token) => token.value)] : [];
