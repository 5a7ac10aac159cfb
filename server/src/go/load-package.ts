import { type ConstraintWorld, nameFits, satisfies } from './build-constraint.ts';
import type { GoFiles, GoHead, GoScope } from './model.ts';

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

/** The files of a package, by the rules of go/build: names, constraints, `import "C"`, `package documentation`. */
export function loadPackage(
  files: GoFiles,
  dir: string,
  world: ConstraintWorld,
  hidden: GoScope['hidden'],
): LoadedPackage {
  const out: LoadedFile[] = [];
  const unreadable: string[] = [];
  for (const name of files.list(dir) ?? []) {
    if (!nameFits(name, world)) continue;
    const path = dir === '/' ? `/${name}` : `${dir}/${name}`;
    if (hidden(path)) continue;
    const head = files.head(path);
    if (!head) {
      unreadable.push(path);
      continue;
    }
    if (head.package === 'documentation' || (head.cgo !== null && !world.cgo)) continue;
    if (head.constraint !== null && !satisfies(head.constraint, world)) continue;
    out.push({ path, head });
  }
  return { dir, name: out[0]?.head.package ?? '', files: out, unreadable };
}
