import { type ConstraintWorld, satisfies } from './build-constraint.ts';
import type { GoFiles, GoFolder, GoHead, GoScope } from './model.ts';

/** The Go files of one folder that take part in a build. */
export interface LoadedPackage {
  readonly dir: string;
  /** The name in the package clauses; empty when there is no file. */
  readonly name: string;
  readonly files: readonly LoadedFile[];
  /** Files that cannot be read. */
  readonly unreadable: readonly string[];
}

export interface LoadedFile {
  readonly path: string;
  readonly head: GoHead;
}

/**
 * The files of a package, by the rules of go/build: names, constraints, `import "C"`, `package documentation`. The same
 * folder in the same world gives the same object, and one whose files are the same with and without cgo gives one for both.
 */
export function loadPackage(
  files: GoFiles,
  dir: string,
  world: ConstraintWorld,
  hidden: GoScope['hidden'],
): LoadedPackage {
  const { goos, goarch } = world.target;
  const seen = files.folder(dir, goos, goarch);
  if (!seen) return { dir, name: '', files: [], unreadable: [] };
  const folder = visible(seen, hidden);
  const worlds = known.get(folder) ?? new Map<string, Pair>();
  known.set(folder, worlds);
  const key = `${world.minor} ${world.target.tags.join(' ')}`;
  let pair = worlds.get(key);
  if (!pair) worlds.set(key, (pair = both(folder, world)));
  return world.cgo ? pair.on : pair.off;
}

interface Pair {
  readonly on: LoadedPackage;
  readonly off: LoadedPackage;
}

/** Facts hang on the identity of the folder: a change in it makes another one. Its system is part of it. */
const known = new WeakMap<GoFolder, Map<string, Pair>>();

/** The folder less what is hidden: itself when that is nothing. */
function visible(folder: GoFolder, hidden: GoScope['hidden']): GoFolder {
  const folders = shown.get(hidden) ?? new WeakMap<GoFolder, GoFolder>();
  shown.set(hidden, folders);
  let out = folders.get(folder);
  if (!out) {
    const files = folder.files.filter(({ path }) => !hidden(path));
    out = files.length === folder.files.length ? folder : { dir: folder.dir, files };
    folders.set(folder, out);
  }
  return out;
}

const shown = new WeakMap<GoScope['hidden'], WeakMap<GoFolder, GoFolder>>();

function both(folder: GoFolder, world: ConstraintWorld): Pair {
  const on = load(folder, { ...world, cgo: true });
  const off = load(folder, { ...world, cgo: false });
  const isSame =
    on.files.length === off.files.length && on.files.every(({ path }, i) => off.files[i]?.path === path);
  return { on, off: isSame ? on : off };
}

function load({ dir, files }: GoFolder, world: ConstraintWorld): LoadedPackage {
  const out: LoadedFile[] = [];
  const unreadable: string[] = [];
  for (const { path, head } of files) {
    if (!head) unreadable.push(path);
    else if (
      head.package !== 'documentation' &&
      (head.cgo === null || world.cgo) &&
      (head.constraint === null || satisfies(head.constraint, world))
    )
      out.push({ path, head });
  }
  return { dir, name: out[0]?.head.package ?? '', files: out, unreadable };
}
