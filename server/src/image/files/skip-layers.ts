import { dirname } from '../../text/path.ts';
import type { FileTree, Layer, Run } from './file-tree.ts';

/** What a look for a path asks of the layers that it meets. */
export interface Wanted {
  readonly path: string;
  /** The path and each folder that it lies in. */
  readonly chain: readonly string[];
}

/** What is not known yet, so that a layer that says no more than that counts. */
export interface Still {
  /** Whether something may have been written there. */
  readonly maybe: boolean;
  /** Whether something was written below it. */
  readonly folders: boolean;
}

export const wanted = (path: string): Wanted => {
  const chain = [path];
  for (let dir = path; dir !== '/' && dir !== '.' && dir !== ''; ) chain.push((dir = dirname(dir)));
  return { path, chain };
};

/**
 * The tree under a run of layers of which none says anything of a path, with `layer` the newest of them; `layer` itself
 * where the run that ends there may say something. Looking for a file then takes steps by the hundred, and the time to
 * follow a Dockerfile grows with its length, not with its square.
 */
export function skipLayers(layer: Layer, { path, chain }: Wanted, stop: FileTree, still: Still): FileTree {
  for (const size of SIZES) {
    if (layer.height % size !== 0 || layer.height < size) continue;
    const run = runOf(layer, size);
    if ((run.under?.height ?? 0) < (stop?.height ?? 0)) continue;
    if (!run.anywhere && !says(run, path, chain, still)) return run.under;
  }
  return layer;
}

/** How many layers are looked at as one, the most first. A layer whose height is a multiple ends such a run. */
const SIZES = [4096, 256, 16];

function says(
  { paths, folders, parted, maybe }: Run,
  path: string,
  chain: readonly string[],
  still: Still,
): boolean {
  if (parted.has(path) || (still.folders && folders.has(path))) return true;
  return chain.some((each) => paths.has(each) || (still.maybe && maybe.has(each)));
}

function runOf(newest: Layer, size: number): Run {
  const old = newest.memo.runs.get(size);
  if (old) return old;
  const smaller = size / 16;
  let under: FileTree = newest;
  const run = {
    paths: new Set<string>(),
    folders: new Set<string>(),
    parted: new Set<string>(),
    maybe: new Set<string>(),
    anywhere: false,
  };
  for (let i = 0; i < 16 && under !== null; i++) {
    if (smaller === 1) {
      include(run, under);
      under = under.under;
    } else {
      const part: Run = runOf(under, smaller);
      for (const path of part.paths) run.paths.add(path);
      for (const path of part.folders) run.folders.add(path);
      for (const path of part.parted) run.parted.add(path);
      for (const path of part.maybe) run.maybe.add(path);
      run.anywhere ||= part.anywhere;
      under = part.under;
    }
  }
  const made: Run = { ...run, under };
  newest.memo.runs.set(size, made);
  return made;
}

function include(run: Omit<Run, 'under'>, layer: Layer): void {
  switch (layer.kind) {
    case 'base':
      if (layer.files.within) for (const path of layer.files.within) run.paths.add(path);
      else run.anywhere = true;
      return;
    case 'choice': {
      // What its ways do above the tree that they stand on. A folder that exists by one of them is decided there, also
      // where it is known already that there is such a folder.
      const ways: Omit<Run, 'under'> = { ...run, folders: new Set() };
      for (const option of layer.options)
        for (let each = option; each !== null && each !== layer.under; each = each.under) include(ways, each);
      for (const path of ways.folders) run.parted.add(path);
      run.anywhere ||= ways.anywhere;
      return;
    }
    case 'access':
      return;
    case 'opaque':
      run.maybe.add(layer.path);
      return;
    case 'removed':
    case 'doubtful':
      run.paths.add(layer.path);
      return;
    default:
      run.paths.add(layer.path);
      for (let dir = layer.path; dir !== '/' && dir !== '.' && dir !== ''; ) {
        dir = dirname(dir);
        if (run.folders.has(dir)) return;
        run.folders.add(dir);
      }
  }
}
