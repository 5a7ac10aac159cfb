import { type ConstraintWorld, satisfies } from '../../server/src/go/imports/build-constraint.ts';
import { cgoFlags } from '../../server/src/go/cgo/cgo-flags.ts';
import { type GraphNode, reach } from '../../server/src/go/imports/import-graph.ts';
import { packageFolders } from '../../server/src/go/imports/list-packages.ts';
import { loadPackage } from '../../server/src/go/imports/load-package.ts';
import type { GoFiles, GoScope } from '../../server/src/go/model.ts';
import { releaseMinor } from '../../server/src/go/imports/release-minor.ts';
import { describeModule, moduleAbove, resolverFor } from '../../server/src/go/imports/resolve-import.ts';
import { basename } from '../../server/src/text/path.ts';
import type { GoListPackage, GoWorld } from './go-list.ts';

/** A package as both sides see it, made comparable. Flags are there for packages with cgo files only. */
export interface SeenPackage {
  readonly dir: string;
  readonly name: string;
  readonly goFiles: readonly string[];
  readonly cgoFiles: readonly string[];
  readonly imports: readonly string[];
  readonly flags: Readonly<Record<string, readonly string[]>>;
}

/** The differences between what the engine and what `go list` see, one line each; empty when there are none. */
export function differences(
  ours: ReadonlyMap<string, SeenPackage>,
  theirs: ReadonlyMap<string, SeenPackage>,
): string[] {
  const out: string[] = [];
  for (const [path, seen] of theirs) {
    const own = ours.get(path);
    if (!own) out.push(`${path}: go list reaches it, we do not`);
    else
      for (const key of ['dir', 'name', 'goFiles', 'cgoFiles', 'imports', 'flags'] as const) {
        const [a, b] = [JSON.stringify(own[key]), JSON.stringify(seen[key])];
        if (a !== b) out.push(`${path}: ${key}: we say ${a}, go list ${b}`);
      }
  }
  for (const path of ours.keys()) if (!theirs.has(path)) out.push(`${path}: we reach it, go list does not`);
  return out;
}

/** Every package that the module in a folder reaches, as the engine sees it. */
export function seenByEngine(
  files: GoFiles,
  dir: string,
  scope: GoScope,
  world: GoWorld,
): Map<string, SeenPackage> {
  const module = moduleAbove(files, dir, scope);
  if (!module) throw new Error(`there is no go.mod in ${dir}`);
  const target = { ...world, goMinor: world.minor };
  const constraints = { target, cgo: world.cgo, minor: releaseMinor(target, module.mod.go) };
  const roots = packageFolders(files, dir, scope.hidden)
    .filter((each) => loadPackage(files, each, constraints, scope.hidden).files.length > 0)
    .map((each) => ({ dir: each, importPath: `${describeModule(module).path}${each.slice(dir.length)}` }));
  const nodes = reach(files, resolverFor(files, module, scope), scope, roots, constraints);
  return new Map([...nodes].map(([path, node]) => [path, ofNode(files, node, constraints)]));
}

function ofNode(files: GoFiles, node: GraphNode, world: ConstraintWorld): SeenPackage {
  const { loaded } = node;
  if (!loaded) return { dir: '', name: '', goFiles: [], cgoFiles: [], imports: [], flags: {} };
  const imports = loaded.files.flatMap(({ head }) => head.imports.map(({ path }) => path));
  // With cgo off `go list` leaves the cgo files out and lists their flags all the same.
  const withCgo = loadPackage(files, loaded.dir, { ...world, cgo: true }, () => false);
  const flagged = withCgo.files.filter(
    ({ head }) => head.cgo && (head.constraint === null || satisfies(head.constraint, world)),
  );
  return {
    dir: loaded.dir,
    name: loaded.name,
    goFiles: loaded.files.filter(({ head }) => !head.cgo).map(({ path }) => basename(path)),
    cgoFiles: loaded.files.filter(({ head }) => head.cgo).map(({ path }) => basename(path)),
    imports: [...new Set(imports)].sort(),
    flags: flagsOf(cgoFlags({ dir: loaded.dir, files: flagged }, world)),
  };
}

const flagsOf = (flags: ReadonlyMap<string, readonly string[]>): Record<string, readonly string[]> =>
  Object.fromEntries(
    FLAGS.flatMap((verb) => (flags.get(verb)?.length ? [[verb, flags.get(verb) ?? []]] : [])),
  );

const FLAGS = ['CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS', 'pkg-config'] as const;

/** The same from the output of `go list -e -deps -json ./...`, the standard library left out. */
export function seenByGo(packages: readonly GoListPackage[]): Map<string, SeenPackage> {
  const imported = new Set(packages.flatMap((each) => each.Imports ?? []));
  const out = new Map<string, SeenPackage>();
  for (const each of packages) {
    if (each.Standard) continue;
    const goFiles = each.GoFiles ?? [];
    const cgoFiles = each.CgoFiles ?? [];
    // Folders with nothing but tests match the pattern; tests are not looked at here.
    if (goFiles.length + cgoFiles.length === 0 && !imported.has(each.ImportPath)) continue;
    const flags = new Map<string, readonly string[]>([
      ['CFLAGS', each.CgoCFLAGS ?? []],
      ['CPPFLAGS', each.CgoCPPFLAGS ?? []],
      ['CXXFLAGS', each.CgoCXXFLAGS ?? []],
      ['LDFLAGS', each.CgoLDFLAGS ?? []],
      ['pkg-config', each.CgoPkgConfig ?? []],
    ]);
    out.set(each.ImportPath, {
      dir: each.Dir ?? '',
      name: goFiles.length + cgoFiles.length === 0 ? '' : (each.Name ?? ''),
      goFiles,
      cgoFiles,
      imports: each.Imports ?? [],
      flags: flagsOf(flags),
    });
  }
  return out;
}
