import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoIndex } from '../../server/src/host/go-index/go-index.ts';
import { IndexedFiles } from '../../server/src/host/go-index/indexed-files.ts';
import { NodeFiles } from '../../server/src/host/node-files.ts';
import { goFiles } from '../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../server/src/go/imports/nothing-hidden.ts';
import type { FileSystem } from '../../server/src/memory/file-system.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';
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
  const border = [root, moduleCache];
  const see = (files: FileSystem): ReturnType<typeof seenByEngine> =>
    seenByEngine(goFiles(new Snapshot(files)), dir, { root, moduleCache, hidden: nothingHidden, mod }, world);
  const ours = see(new NodeFiles(border));
  const all = [...ours];
  // The same as a first run sees it that writes an index, and as the next one does. By its clock the files are old.
  const first = new IndexedFiles(new NodeFiles(border), moduleCache, null, later());
  const withoutIndex = see(first);
  const index = GoIndex.read(first.toIndex(BUILD), BUILD);
  const withIndex = see(new IndexedFiles(new NodeFiles(border), moduleCache, index, later()));
  return {
    world,
    programs: all.filter(([, each]) => each.name === 'main').length,
    packages: all.length,
    files: all.reduce((sum, [, each]) => sum + each.goFiles.length + each.cgoFiles.length, 0),
    cgoPackages: all.filter(([, each]) => each.cgoFiles.length > 0).length,
    reached: [...ours.keys()],
    differences: [
      ...differences(ours, theirs),
      ...differences(withoutIndex, ours).map((each) => `a first run: ${each}`),
      ...differences(withIndex, ours).map((each) => `with an index: ${each}`),
    ],
  };
}

const BUILD = 1;
const later = (): number => Date.now() + 24 * 60 * 60 * 1000;
