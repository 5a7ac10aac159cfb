import type { ConstraintWorld } from '../imports/build-constraint.ts';
import { type LoadedPackage, loadPackage } from '../imports/load-package.ts';
import type { GoFiles, GoScope } from '../model.ts';
import { apiDiff } from './api-diff.ts';
import { PackageChecker } from './package-checker.ts';
import { lastElement, ProgramScope } from './package-scope.ts';

/** A name that some files of a package use and only the others declare. */
export interface MissingName {
  readonly name: string;
  /** The file that declares it, absolute. */
  readonly declaredIn: string;
}

/** What surely does not compile when only some files of a package are built: in order of use, each name once. */
export function missingNames(
  files: GoFiles,
  dir: string,
  /** Absolute. */
  named: readonly string[],
  world: ConstraintWorld,
  hidden: GoScope['hidden'],
): readonly MissingName[] {
  const all = loadPackage(files, dir, world, hidden);
  const some = all.files.filter(({ path }) => named.includes(path));
  // A file that the build would leave out is built when it is named: what it declares then is not looked at here.
  if (some.length !== named.length || some.length === all.files.length || all.unreadable.length > 0)
    return [];
  const whole = packageIn(files, all);
  const part = packageIn(files, { ...plain(all), files: some });
  if (!whole || !part?.complete) return [];
  const diff = apiDiff(whole, part);
  const checker = new PackageChecker(part.program, new Map([[MAIN, diff]]));
  for (const file of part.files) checker.check(file);
  const out = new Map<string, MissingName>();
  for (const { kind, culprit, name } of checker.findings) {
    const declared = whole.names.get(name);
    if (kind === 'missing' && culprit === MAIN && declared && diff.missing.has(name) && !out.has(name))
      out.set(name, { name, declaredIn: declared.file.path });
  }
  return [...out.values()];
}

const MAIN = 'main';

/** What an import is called does not matter: no package may declare the name of an import in any of its files. */
const packageIn = (files: GoFiles, loaded: LoadedPackage) =>
  new ProgramScope(files, new Map([[MAIN, { loaded }]]), lastElement).package(MAIN);

const plain = ({ dir, name, imports, isEmpty, usesCgo, isSameWithoutCgo, unreadable }: LoadedPackage) => ({
  dir,
  name,
  imports,
  isEmpty,
  usesCgo,
  isSameWithoutCgo,
  unreadable,
});
