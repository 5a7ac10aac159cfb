import type { ObjectFact } from '../../memory/made.ts';
import { minorOf } from './build-list.ts';
import type { GoFiles, GoScope, GoSource } from '../model.ts';

/** The vendor folder that a build takes its packages from. */
export interface Vendor {
  readonly dir: string;
  /** The packages that modules.txt lists; null where the go command does not ask it. */
  readonly packages: ReadonlySet<string> | null;
}

/**
 * The vendor folder that the go command would use for the module or the workspace in `dir`: where `-mod` says so, else
 * where there is one that was made in the same mode, and the go line is 1.14 or later. https://go.dev/ref/mod#vendoring
 */
export function readVendor(
  files: GoFiles,
  scope: GoScope,
  dir: string,
  go: string | null,
  isWorkspace: boolean,
): Vendor | null {
  if (scope.mod === 'mod' || scope.mod === 'readonly') return null;
  const vendor = `${dir === '/' ? '' : dir}/vendor`;
  const isThere = files.list(dir)?.some((name) => name === 'vendor/' || name === 'vendor@') ?? false;
  const names = isThere && !scope.hidden(vendor) ? files.list(vendor) : null;
  const list = `${vendor}/modules.txt`;
  const source = names?.includes('modules.txt') && !scope.hidden(list) ? files.source(list) : null;
  if (scope.mod !== 'vendor') {
    if (names === null || go === null || minorOf(go) < 14) return null;
    if (/^## .*\bworkspace\b/.test(source?.text ?? '') !== isWorkspace) return null;
  }
  const asks = go !== null && minorOf(go) >= EXPLICIT;
  return { dir: vendor, packages: asks ? packagesOf(files, source) : null };
}

/** From this minor version on a package that modules.txt does not list is not taken. */
const EXPLICIT = 23;

const packagesOf = (files: GoFiles, source: GoSource | null): ReadonlySet<string> =>
  source ? files.made(LISTED, source) : new Set();

const LISTED: ObjectFact<GoSource, ReadonlySet<string>> = {
  name: 'vendored-packages',
  of({ text }) {
    const lines = text.split('\n').map((line) => line.trim());
    return new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
  },
};
