import type { ObjectFact } from '../../memory/made.ts';
import { type ConstraintWorld, satisfies } from './build-constraint.ts';
import type { GoFiles, GoFolder, GoHead, GoScope, PackageFact, TablePackage } from '../model.ts';
import { nothingHidden } from './nothing-hidden.ts';

/** The Go files of one folder that take part in a build. */
export interface LoadedPackage {
  readonly dir: string;
  /** The name in the package clauses; empty when there is no file. */
  readonly name: string;
  /** The paths that its files import, sorted, `C` aside. */
  readonly imports: readonly string[];
  /** Whether it has no file. */
  readonly isEmpty: boolean;
  /** Whether a file imports "C". */
  readonly usesCgo: boolean;
  /** Whether the same files take part with cgo on and off. */
  readonly isSameWithoutCgo: boolean;
  /** Worked out when they are first asked for: most packages of a program are links of the graph and no more. */
  readonly files: readonly LoadedFile[];
  /** Files that cannot be read. */
  readonly unreadable: readonly string[];
}

/** A package of a table, whose folder is looked at when somebody asks for its files. */
export const tablePackage = (entry: TablePackage, world: ConstraintWorld): LoadedPackage =>
  new Known(entry, world);

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
  if (!seen) return new Loaded(dir, NOTHING, true);
  const folder = seen.inModuleCache || hidden === nothingHidden ? seen : visible(files, seen, hidden);
  const key = `${world.minor} ${world.target.tags.join(' ')}`;
  const pairs = files.made(PAIRS, folder);
  let pair = pairs.last;
  while (pair && pair.world !== key) pair = pair.before;
  if (!pair) pairs.last = pair = pairOf(folder, world, key, pairs.last);
  return world.cgo ? pair.on : pair.off;
}

/** A package in one world; those of a folder hang in a row, which is seldom longer than one. */
interface Pair {
  readonly world: string;
  readonly before: Pair | null;
  readonly on: LoadedPackage;
  readonly off: LoadedPackage;
}

/** Facts hang on the identity of the folder: a change in it makes another one. Its system is part of it. */
const PAIRS: ObjectFact<GoFolder, { last: Pair | null }> = {
  name: 'packages-of-folder',
  of: () => ({ last: null }),
};

/** The folder less what is hidden: itself when that is nothing. */
function visible(all: GoFiles, folder: GoFolder, hidden: GoScope['hidden']): GoFolder {
  const folders = all.made(SHOWN, hidden);
  let out = folders.get(folder);
  if (!out) {
    const files = folder.files.filter(({ path }) => !hidden(path));
    out = files.length === folder.files.length ? folder : { dir: folder.dir, files };
    folders.set(folder, out);
  }
  return out;
}

const SHOWN: ObjectFact<GoScope['hidden'], WeakMap<GoFolder, GoFolder>> = {
  name: 'shown-folders',
  of: () => new WeakMap(),
};

function pairOf(folder: GoFolder, world: ConstraintWorld, key: string, before: Pair | null): Pair {
  const fact = folder.known?.get(key);
  if (fact) {
    const both = new Known({ dir: folder.dir, name: fact.name, imports: fact.imports, folder }, world);
    return { world: key, before, on: both, off: both };
  }
  const withCgo = load(folder, { ...world, cgo: true });
  const without = load(folder, { ...world, cgo: false });
  const isSame =
    withCgo.files.length === without.files.length &&
    withCgo.files.every(({ path }, i) => without.files[i]?.path === path);
  const on = new Loaded(folder.dir, withCgo, isSame);
  if (isSame && !on.isEmpty && on.unreadable.length === 0)
    folder.known?.set(key, { name: on.name, imports: on.imports });
  return { world: key, before, on, off: isSame ? on : new Loaded(folder.dir, without, false) };
}

type Files = Pick<LoadedPackage, 'files' | 'unreadable'>;

const NOTHING: Files = { files: [], unreadable: [] };

function load({ files }: GoFolder, world: ConstraintWorld): Files {
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
  return { files: out, unreadable };
}

/** A package whose files are at hand. */
class Loaded implements LoadedPackage {
  readonly dir: string;
  readonly name: string;
  readonly files: readonly LoadedFile[];
  readonly unreadable: readonly string[];
  readonly usesCgo: boolean;
  readonly isSameWithoutCgo: boolean;
  #imports: readonly string[] | null = null;

  constructor(dir: string, { files, unreadable }: Files, isSameWithoutCgo: boolean) {
    this.dir = dir;
    this.name = files[0]?.head.package ?? '';
    this.files = files;
    this.unreadable = unreadable;
    this.usesCgo = files.some(({ head }) => head.cgo !== null);
    this.isSameWithoutCgo = isSameWithoutCgo;
  }

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  get imports(): readonly string[] {
    if (this.#imports) return this.#imports;
    const paths = new Set<string>();
    for (const { head } of this.files) for (const { path } of head.imports) paths.add(path);
    paths.delete('C');
    return (this.#imports = [...paths].sort());
  }
}

interface FolderFact extends PackageFact {
  readonly dir: string;
  readonly folder: GoFolder;
}

/** A package that is known from before: the same with cgo and without, so that no file of it imports "C". */
class Known implements LoadedPackage {
  readonly dir: string;
  readonly name: string;
  readonly isEmpty = false;
  readonly usesCgo = false;
  readonly isSameWithoutCgo = true;
  readonly unreadable: readonly string[] = [];
  readonly #fact: FolderFact | TablePackage;
  readonly #world: ConstraintWorld;
  #files: readonly LoadedFile[] | null = null;

  constructor(fact: FolderFact | TablePackage, world: ConstraintWorld) {
    this.dir = fact.dir;
    this.name = fact.name;
    this.#fact = fact;
    this.#world = world;
  }

  get imports(): readonly string[] {
    const fact = this.#fact;
    return 'imports' in fact ? fact.imports : [...fact.targets, ...fact.standard].sort();
  }

  get files(): readonly LoadedFile[] {
    return (this.#files ??= load(this.#fact.folder, this.#world).files);
  }
}
