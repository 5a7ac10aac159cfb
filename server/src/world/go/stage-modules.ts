import { type GoMod, type GoWork, parseGoMod, parseGoWork } from '../../go/imports/go-mod.ts';
import type { BuildContext, GoRun } from '../../image/model.ts';
import { dirname, resolve } from '../../text/path.ts';

/** A go.mod, or a go.work, that a run of the go command finds in a stage. */
interface Found<T> {
  /** Where it lies in the image, absolute. */
  readonly dir: string;
  /** Where it lies in the build context. */
  readonly file: string;
  readonly text: string;
  readonly value: T;
}

/** The go.mod at or above the folder of a run; null where there is none, or one that is not the context's. */
export function stageModule(run: GoRun, context: BuildContext): Found<GoMod> | null {
  return nearest(run, context, 'go.mod', parseGoMod);
}

/** The go.work that a run uses; null where it uses none, and where that is not known. */
export function stageWorkspace(run: GoRun, context: BuildContext): Found<GoWork> | null {
  const { gowork } = run;
  // GOWORK names another file, or turns it off.
  if (gowork === null || (gowork !== undefined && gowork !== '')) return null;
  return nearest(run, context, 'go.work', parseGoWork);
}

/** Whether a run has a vendor folder beside a module or workspace, or may have one. */
export const mayVendor = (run: GoRun, dir: string): boolean =>
  run.at(resolve(dir, 'vendor/modules.txt')).kind !== 'absent';

function nearest<T>(
  run: GoRun,
  context: BuildContext,
  name: string,
  parse: (text: string) => T,
): Found<T> | null {
  for (let dir = run.workdir; dir !== null; dir = dir === '/' ? null : dirname(dir)) {
    const found = run.at(resolve(dir, name));
    if (found.kind === 'absent') continue;
    if (found.kind !== 'file' || found.origin.kind !== 'context') return null;
    const text = context.read(found.origin.path);
    return text === null ? null : { dir, file: found.origin.path, text, value: parse(text) };
  }
  return null;
}
