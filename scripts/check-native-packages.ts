/**
 * Checks every package name of the table of native libraries, and writes those that exist to
 * server/src/native/checked-packages.ts.
 *
 *   tsx scripts/check-native-packages.ts [--aports DIR] [--check]
 *
 * Debian's names are asked of `apt-cache` (run it on Debian 12, after `apt-get update`). Alpine's are looked for in
 * the APKBUILD files of a checkout of Alpine's package sources, where one is given; without one they stay as they
 * are. `--check` writes nothing and fails when the file would change.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHECKED_PACKAGES } from '../server/src/native/checked-packages.ts';
import { LIBRARIES } from '../server/src/native/libraries.ts';

const FILE = fileURLToPath(new URL('../server/src/native/checked-packages.ts', import.meta.url));
const { values } = parseArgs({ options: { aports: { type: 'string' }, check: { type: 'boolean' } } });

const wanted = (distribution: 'alpine' | 'debian'): string[] => {
  const names = LIBRARIES.flatMap((library) => [
    ...library[distribution].build,
    ...library[distribution].run,
  ]);
  return [...new Set(names)].sort();
};

const debian = wanted('debian').filter(inDebian);
const alpine =
  values.aports === undefined
    ? [...CHECKED_PACKAGES.alpine].sort()
    : inAports(values.aports, wanted('alpine'));
report('debian', wanted('debian'), debian);
report('alpine', wanted('alpine'), alpine);
const text = render(alpine, debian);
if (values.check) process.exitCode = readFileSync(FILE, 'utf8') === text ? 0 : 1;
else writeFileSync(FILE, text);

/** Virtual packages do not count: nobody can install them by that name for sure. */
function inDebian(name: string): boolean {
  const shown = execFileSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(shown);
}

/** A name exists when some APKBUILD has it as `pkgname`, or in `subpackages`, with `$pkgname` expanded. */
function inAports(dir: string, names: readonly string[]): string[] {
  const known = new Set<string>();
  for (const repository of ['main', 'community']) {
    const folder = join(dir, repository);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const file = join(folder, name, 'APKBUILD');
      if (existsSync(file)) for (const each of packagesOf(readFileSync(file, 'utf8'))) known.add(each);
    }
  }
  return names.filter((name) => known.has(name));
}

function packagesOf(text: string): string[] {
  const variables = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.matchAll(/^\s*(\w+)\+?=(?:"([^"]*)"|(\S*))/gm)) {
    variables.set(name, `${variables.get(name) ?? ''} ${expand(quoted ?? bare ?? '', variables)}`.trim());
  }
  const list = [
    variables.get('pkgname') ?? '',
    variables.get('subpackages') ?? '',
    variables.get('provides') ?? '',
  ].join(' ');
  return list.split(/\s+/).map((each) => each.replace(/[:=].*$/, ''));
}

const expand = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replace(/\$\{?(\w+)\}?/g, (_match, name: string) => variables.get(name) ?? '');

function report(distribution: string, all: readonly string[], found: readonly string[]): void {
  const missing = all.filter((name) => !found.includes(name));
  console.log(
    `${distribution}: ${found.length} of ${all.length} names found${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
  );
}

function render(alpineNames: readonly string[], debianNames: readonly string[]): string {
  const list = (names: readonly string[]): string =>
    names.length === 0 ? '' : `\n    '${names.join(' ')}'.split(' '),\n  `;
  return `/** Written by scripts/check-native-packages.ts: the names of the table that the distributions' indexes hold. */
export const CHECKED_PACKAGES: {
  readonly alpine: ReadonlySet<string>;
  readonly debian: ReadonlySet<string>;
} = {
  alpine: new Set(${list(alpineNames)}),
  debian: new Set(${list(debianNames)}),
};
`;
}
