import type { GoRun, StageTrace } from '../../image/model.ts';
import { dirname, normalize, resolve } from '../../text/path.ts';
import { importsModule } from '../../world/go/imports-module.ts';
import { mayVendor, stageModule, stageWorkspace } from '../../world/go/stage-modules.ts';
import type { Image, World } from '../../world/world.ts';

/** A folder that go.work or a `replace` names and the stage surely does not hold. */
export interface FailingModule {
  readonly kind: 'module';
  readonly stage: number;
  readonly at: number;
  readonly run: GoRun;
  readonly by: 'use' | 'replace';
  /** The go.mod or go.work that names it, in the build context. */
  readonly file: string;
  /** The folder as it is written there. */
  readonly written: string;
  /** The module that is replaced; null for `use`. */
  readonly module: string | null;
  /** Where the go command looks for it, in the image. */
  readonly path: string;
  /** Where it lies, seen from the build context: `../…` is outside. */
  readonly source: string;
}

/** What the first run of the go command in a stage that needs its modules does not find; empty where all is well. */
export function failingModules(world: World, image: Image, { stage, goRuns }: StageTrace): FailingModule[] {
  for (const run of goRuns) {
    if (!run.fatal || !NEEDS_MODULES.test(run.verb) || run.modules === null || run.modules === 'off')
      continue;
    const failing = { kind: 'module', stage: stage.index, at: run.command.start, run } as const;
    const found = [...workspaceFolders(image, run), ...replacedFolders(world, image, run)].filter(
      ({ path }) => run.at(resolve(path, 'go.mod')).kind === 'absent',
    );
    if (found.length > 0) return found.map((each) => ({ ...failing, ...each }));
  }
  return [];
}

/** Others look at no other module, or at none. */
const NEEDS_MODULES = /^(?:build|install|test|vet|mod (?:download|verify|graph))$/;

type Folder = Pick<FailingModule, 'by' | 'file' | 'written' | 'module' | 'path' | 'source'>;

function workspaceFolders({ context }: Image, run: GoRun): Folder[] {
  const work = stageWorkspace(run, context);
  if (!work) return [];
  const { dir, file, value } = work;
  return value.use.flatMap((written) => {
    const source = sourceOf(file, written);
    return source === null
      ? []
      : [{ by: 'use', file, written, module: null, path: resolve(dir, written), source }];
  });
}

/** Local replacements of modules that the run surely reads. A vendor folder stands in for all of them. */
function replacedFolders(world: World, image: Image, run: GoRun): Folder[] {
  const module = stageModule(run, image.context);
  if (!module || mayVendor(run, module.dir)) return [];
  // A workspace may use the module itself, and have replacements of its own.
  const { dir, file, value } = module;
  if (run.at(resolve(dir, 'go.work')).kind !== 'absent' || stageWorkspace(run, image.context)) return [];
  return value.replace.flatMap(({ path, to, toVersion }): Folder[] => {
    const source = toVersion === null ? sourceOf(file, to) : null;
    if (source === null || !value.require.has(path) || !reads(world, image, run, path)) return [];
    return [{ by: 'replace', file, written: to, module: path, path: resolve(dir, to), source }];
  });
}

/** `go mod download` reads every module that is required; a build those alone that its packages import. */
function reads(world: World, image: Image, run: GoRun, module: string): boolean {
  if (run.verb.startsWith('mod ')) return true;
  return image.programs.some(
    ({ build, cgo }) => run.build === build && importsModule(world.reader, cgo.reachedFirstParty, module),
  );
}

/** A folder seen from the root of the context, `../…` outside of it; null where it is no place of the context. */
function sourceOf(file: string, written: string): string | null {
  return written.startsWith('/') ? null : normalize(`${dirname(file)}/${written}`);
}

/** Whether a folder, seen from the context, lies outside of it. */
export const isOutside = ({ source }: Pick<FailingModule, 'source'>): boolean =>
  source === '..' || source.startsWith('../');
