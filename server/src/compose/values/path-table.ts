/**
 * Values by the path of keys that they are for, as compose-go's tree.Path matches it: `*` is any key, `[]` an item of a
 * list. A walk goes down the table along with the tree, so that it never looks below what the table knows.
 */
export interface Branch<T> {
  readonly value: T | null;
  readonly next: ReadonlyMap<string, Branch<T>>;
}

interface MutableBranch<T> {
  value: T | null;
  next: Map<string, MutableBranch<T>>;
}

/** `*` in a path takes the place of a key that the table does not name. */
export function pathTable<T>(paths: Readonly<Record<string, T>>): Branch<T> {
  const root: MutableBranch<T> = { value: null, next: new Map() };
  for (const [path, value] of Object.entries(paths)) {
    let branch = root;
    for (const part of path.split('.')) {
      let next = branch.next.get(part);
      if (!next) branch.next.set(part, (next = { value: null, next: new Map() }));
      branch = next;
    }
    branch.value = value;
  }
  return root;
}

/** Paths inside a service, for services and for jobs, which are services that run to their end. */
export const ofContainers = <T>(
  ...groups: readonly (readonly [value: T, paths: string])[]
): Record<string, T> =>
  Object.fromEntries(
    groups.flatMap(([value, paths]) =>
      paths.split(' ').flatMap((path) => [
        [`services.*.${path}`, value],
        [`jobs.*.${path}`, value],
      ]),
    ),
  );

export const step = <T>(branch: Branch<T> | null, key: string): Branch<T> | null =>
  branch?.next.get(key) ?? branch?.next.get('*') ?? null;
