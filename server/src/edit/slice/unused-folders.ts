import type { Execution, StageTrace } from '../../image/model.ts';
import { isInside, resolve } from '../../text/path.ts';
import type { Image } from '../../world/world.ts';
import type { SliceNeeds } from './slice-needs.ts';

/**
 * The folders that a stage makes, that some other program is known to use, and that neither those which stay nor anything
 * that the image is built from do; each with why.
 */
export function unusedFolders(
  image: Image,
  stage: StageTrace,
  { mine, others }: SliceNeeds,
): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  if (!mine.every((needs) => needs.complete)) return out;
  for (const path of madeIn(stage)) {
    if (stage.steps.some(({ workdir }) => workdir !== null && isInside(path, workdir))) continue;
    // What lies in the folder that the program starts in may be named from there.
    const { workdir } = stage;
    if (workdir !== null && (isInside(path, workdir) || (workdir !== '/' && isInside(workdir, path))))
      continue;
    if (mine.some((needs) => needs.uses(path) !== null)) continue;
    if (isUsed(image, stage, path)) continue;
    const owners = others.flatMap((needs) => {
      const witness = needs.uses(path);
      return witness === null ? [] : [`${needs.program.package.binaryName} (${witness})`];
    });
    if (owners.length > 0) out.set(path, `what uses it is ${owners.join(', ')}`);
  }
  return out;
}

const madeIn = ({ steps }: StageTrace): readonly string[] =>
  steps.flatMap(({ effect, instruction, paths }) =>
    effect.kind === 'files' && effect.verb === 'mkdir'
      ? paths.map(({ path }) => path)
      : instruction.keyword === 'VOLUME'
        ? (instruction.json ?? instruction.words).map(({ value }) => value)
        : [],
  );

/** Whether something of the build puts files there, reads there, or takes the folder along. */
function isUsed({ trace }: Image, stage: StageTrace, folder: string): boolean {
  const copied = trace.stages.some(({ stage: { index }, steps }) =>
    steps.some(({ effect, paths }) => {
      if (effect.kind !== 'copy') return false;
      const { from, sources } = effect.copy;
      const takes =
        from.kind === 'stage' &&
        from.stage === stage.stage.index &&
        sources.some(({ path }) => path !== null && (isInside(folder, path) || isInside(path, folder)));
      return takes || (index === stage.stage.index && paths.some(({ path }) => isInside(folder, path)));
    }),
  );
  return copied || stage.executions.some((execution) => mentions(execution, folder));
}

/** Whether a command other than those that make it and set its owner names the folder or something in it. */
function mentions({ effect, words, workdir, writes }: Execution, folder: string): boolean {
  if (effect.kind === 'files' && SETS_UP.has(effect.verb) && !writes) return false;
  return words.some(({ text }) =>
    text
      .split(/[\s"'`;|&()=:,<>{}[\]]+/)
      .some((token) => token.includes('/') && isInside(folder, resolve(workdir ?? '/', token))),
  );
}

const SETS_UP = new Set<string>(['mkdir', 'chown', 'chmod', 'touch', 'rm']);
