import { goModOf } from './imports/go-mod.ts';
import { judge } from './cgo/judge.ts';
import { binaryName, listPackages, packageFolders } from './imports/list-packages.ts';
import { loadPackage } from './imports/load-package.ts';
import type { GoEngine, GoFiles, GoModule, MainPackage } from './model.ts';
import { nothingHidden } from './imports/nothing-hidden.ts';
import { type ReadFiles, readEvidence } from './code/read-evidence.ts';
import { releaseMinor } from './imports/release-minor.ts';
import { describeModule } from './imports/resolve-import.ts';

/** The Go engine over some files. It keeps the code that it read for evidence, and nothing else between calls. */
export function goEngine(files: GoFiles): GoEngine {
  const read: ReadFiles = new Map();
  return {
    modules: (root) => modulesBelow(files, root),
    folders: (module) => packageFolders(files, module.dir, isForeign),
    programs(module, folders, target) {
      const world = { target, cgo: true, minor: releaseMinor(target, module.go) };
      return folders.flatMap((dir): MainPackage[] => {
        const loaded = loadPackage(files, dir, world, nothingHidden);
        if (loaded.name !== 'main') return [];
        const importPath = `${module.path}${dir.slice(module.dir.length)}`;
        return [{ dir, importPath, name: binaryName(importPath), module }];
      });
    },
    packages: (dir, patterns, target, scope) => listPackages(files, dir, patterns, target, scope),
    judge: (dir, target, scope, before) => judge(files, dir, target, scope, before),
    evidence: (paths) => readEvidence(files, paths, read),
  };
}

/** Packages of another language may hold Go files, which `./...` matches; they are no programs of this repository. */
const isForeign = (path: string): boolean => path.endsWith('/node_modules');

/** Every go.mod below a folder; those of vendor, testdata and hidden folders are other people's. */
function modulesBelow(files: GoFiles, root: string): readonly GoModule[] {
  const out: GoModule[] = [];
  const walk = (dir: string, depth: number): void => {
    const names = files.list(dir) ?? [];
    if (names.includes('go.mod')) {
      const source = files.source(`${dir === '/' ? '' : dir}/go.mod`);
      if (source) out.push(describeModule({ dir, mod: goModOf(files, source) }));
    }
    if (depth > MAX_DEPTH) return;
    for (const name of names) {
      if (
        !name.endsWith('/') ||
        /^[._]/.test(name) ||
        name === 'testdata/' ||
        name === 'vendor/' ||
        name === 'node_modules/'
      )
        continue;
      walk(`${dir === '/' ? '' : dir}/${name.slice(0, -1)}`, depth + 1);
    }
  };
  walk(root, 0);
  return out;
}

const MAX_DEPTH = 24;
