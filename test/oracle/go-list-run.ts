import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeFiles } from '../../server/src/host/node-files.ts';
import { goFiles } from '../../server/src/workspace/context-view.ts';
import { nothingHidden } from '../../server/src/go/nothing-hidden.ts';
import { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { differences, seenByEngine, seenByGo } from './go-list-compare.ts';
import { checkOut, goList, type GoWorld, type PinnedModule, worldsOf } from './go-list.ts';

/** What came of one module in one world. */
export interface Compared {
  readonly world: GoWorld;
  readonly programs: number;
  readonly packages: number;
  readonly files: number;
  readonly cgoPackages: number;
  readonly reached: readonly string[];
  readonly differences: readonly string[];
}

/** Runs something on a copy of a published module, which is gone afterwards. */
export function onModule<T>(module: PinnedModule, run: (dir: string) => T): T {
  const parent = mkdtempSync(join(tmpdir(), 'go-oracle-'));
  try {
    return run(checkOut(module, parent));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Compares the engine with `go list` on a published module in five worlds. */
export const compareModule = (module: PinnedModule, minor: number, moduleCache: string): Compared[] =>
  onModule(module, (dir) =>
    worldsOf(module.tags, minor).map((world) => compareFolder(dir, world, moduleCache)),
  );

/** The same for the module in a folder and one world; `env` is the go command's, `root` the border of what is read. */
export function compareFolder(
  dir: string,
  world: GoWorld,
  moduleCache: string,
  env?: NodeJS.ProcessEnv,
  mod: string | null = 'mod',
  root = dir,
): Compared {
  const theirs = seenByGo(goList(dir, world, env));
  const files = goFiles(new Snapshot(new NodeFiles([root, moduleCache])));
  const ours = seenByEngine(files, dir, { root, moduleCache, hidden: nothingHidden, mod }, world);
  const all = [...ours];
  return {
    world,
    programs: all.filter(([, each]) => each.name === 'main').length,
    packages: all.length,
    files: all.reduce((sum, [, each]) => sum + each.goFiles.length + each.cgoFiles.length, 0),
    cgoPackages: all.filter(([, each]) => each.cgoFiles.length > 0).length,
    reached: [...ours.keys()],
    differences: differences(ours, theirs),
  };
}
