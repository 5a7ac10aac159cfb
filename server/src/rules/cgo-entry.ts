import type { CgoVerdict } from '../go/model.ts';
import { isInside } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import type { World } from '../world/world.ts';

/** An import of the repository's own, on the way to a package that needs cgo. */
export interface CgoEntry {
  readonly at: Place;
  readonly from: string;
  readonly to: string;
}

/** The last import of a chain that stands in a file of the repository: through it cgo enters. */
export function cgoEntry(world: World, { chain }: CgoVerdict): CgoEntry | null {
  for (let index = chain.length - 1; index > 0; index--) {
    const [before, link] = [chain[index - 1], chain[index]];
    if (before && link?.importedAt && isOwn(world, link.importedAt.file))
      return { at: link.importedAt, from: before.importPath, to: link.importPath };
  }
  return null;
}

/** The last import between packages of the repository, the main package aside, that frees a program of cgo when it goes. */
export function ownCut(world: World, { cuts, singleCut, chain }: CgoVerdict): CgoEntry | null {
  if (!singleCut) return null;
  const main = chain[0]?.importPath;
  for (const { from, to, at } of [...cuts].reverse()) {
    const [first, ...more] = at;
    if (!first || more.length > 0 || from === main || !isOwn(world, first.file)) continue;
    if (isOwnPackage(world, to)) return { at: first, from, to };
  }
  return null;
}

/** A file of the repository that its people write: neither a downloaded module nor a vendored one. */
const isOwn = ({ settings: { root, moduleCache } }: World, file: string): boolean =>
  isInside(root, file) &&
  !(moduleCache !== null && isInside(moduleCache, file)) &&
  !file.slice(root.length).includes('/vendor/');

const isOwnPackage = ({ modules }: World, importPath: string): boolean =>
  modules.some(({ module }) => importPath === module.path || importPath.startsWith(`${module.path}/`));
