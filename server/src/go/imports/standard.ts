import { REACH_CGO, STANDARD_LIBRARY } from './standard-library.ts';

const MINORS = new Map(
  STANDARD_LIBRARY.flatMap(([minor, paths]) => paths.split(' ').map((path) => [path, minor] as const)),
);

/** The newest minor version of Go that the embedded list knows. */
export const NEWEST_MINOR = Math.max(...MINORS.values());

/** Whether an import path is of the standard library. The go command looks there first. */
export const isStandard = (path: string): boolean => MINORS.has(path);

/**
 * Whether a path that no module has may be of a standard library that is newer than the embedded list: its first element
 * has no dot, and the module asks for a newer Go.
 */
export const mayBeStandard = (path: string, minor: number): boolean =>
  minor > NEWEST_MINOR && !(path.split('/')[0] ?? '').includes('.');

/** The minor version of Go that brought a package; null when it is not in the list. */
export const standardSince = (path: string): number | null => MINORS.get(path) ?? null;

const REACHED = new Map(
  REACH_CGO.flatMap(([reached, paths]) =>
    paths.split(' ').map((path) => [path, reached.split(' ')] as const),
  ),
);

/** The packages with cgo files (net, os/user, plugin, runtime/cgo) that a package of the standard library reaches on Linux, itself included. */
export const standardCgoOf = (path: string): readonly string[] => REACHED.get(path) ?? [];
