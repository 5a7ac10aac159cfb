import { goEngine } from '../go-engine.ts';
import { packageFolders } from './list-packages.ts';
import { loadPackage } from './load-package.ts';
import type { GoFiles, GoScope, GoTarget } from '../model.ts';
import { releaseMinor } from './release-minor.ts';
import { resolverFor } from './resolve-import.ts';
import { goModOf } from './go-mod.ts';

/**
 * Reads what the programs of all modules below a folder reach, package by package, and keeps nothing itself: `files`
 * does. After each package it yields how many were read, so that whoever drives it can do something else in between,
 * or stop. A judgement that follows finds everything in memory.
 */
export function* scanGo(files: GoFiles, root: string, target: GoTarget, scope: GoScope): Generator<number> {
  let count = 0;
  for (const module of goEngine(files).modules(root)) {
    const source = files.source(`${module.dir === '/' ? '' : module.dir}/go.mod`);
    if (!source) continue;
    const resolver = resolverFor(files, { dir: module.dir, mod: goModOf(files, source) }, scope);
    const world = { target, cgo: true, minor: releaseMinor(target, module.go) };
    const seen = new Set<string>();
    const queue: string[] = [];
    const read = (dir: string, onlyMain: boolean): void => {
      const { name, imports } = loadPackage(files, dir, world, scope.hidden);
      if (onlyMain && name !== 'main') return;
      for (const path of imports) {
        if (seen.has(path)) continue;
        seen.add(path);
        queue.push(path);
      }
    };
    for (const dir of packageFolders(files, module.dir, scope.hidden)) {
      read(dir, true);
      yield ++count;
    }
    for (const path of queue) {
      const resolved = resolver.resolve(path);
      if (resolved.kind !== 'folder') continue;
      read(resolved.dir, false);
      yield ++count;
    }
  }
}
