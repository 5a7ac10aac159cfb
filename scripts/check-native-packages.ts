/**
 * Checks every package name of the tables of native libraries and packages, and writes what it finds to
 * server/src/native/debian-names.ts and library-dependencies.ts.
 *
 *   tsx scripts/check-native-packages.ts [--aports DIR] [--check]
 *
 * Debian's names are asked of the package index of each release in ./apt-release.ts. Alpine's are looked for in the
 * APKBUILD files of a checkout of Alpine's package sources, where one is given; without one they stay as they are.
 * `--check` writes nothing and fails when the file would change.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ALPINE_CHECKED } from '../server/src/native/debian-names.ts';
import { LIBRARIES, libraryOfPackage, stem } from '../server/src/native/libraries.ts';
import { DEBIAN_TOOLS } from '../server/src/native/package-table.ts';
import { type AptPackage, AptRelease, RELEASES } from './apt-release.ts';

const USES = ['build', 'run'] as const;
type Index = ReadonlyMap<string, AptPackage>;

const inNative = (name: string): string =>
  fileURLToPath(new URL(`../server/src/native/${name}`, import.meta.url));
const NAMES = inNative('debian-names.ts');
const DEPENDENCIES = inNative('library-dependencies.ts');
const { values } = parseArgs({ options: { aports: { type: 'string' }, check: { type: 'boolean' } } });

/** Libraries whose packages changed more than their version. */
const OTHER_STEM: Readonly<Record<string, string>> = {
  liblept5: 'libleptonica6',
  'libmagickwand-6.q16-6': 'libmagickwand-7.q16-10',
};

const names = sorted(LIBRARIES.flatMap(({ debian }) => [...debian.build, ...debian.run]));
const alpineNames = sorted(
  LIBRARIES.flatMap(({ alpine }) => [...(alpine?.build ?? []), ...(alpine?.run ?? [])]),
);
const alpine =
  values.aports === undefined ? sorted([...ALPINE_CHECKED]) : inAports(values.aports, alpineNames);
console.log(`alpine: ${alpine.length} of ${alpineNames.length} names found`);

const checked: string[] = [];
const renamed: string[] = [];
/** By the id of a library, those whose packages its own depend on, in some release: to build, and to run. */
const noDependencies = (): Map<string, Set<string>> => new Map(LIBRARIES.map(({ id }) => [id, new Set()]));
const depends = { build: noDependencies(), run: noDependencies() };
const closures: { brings: Set<string>; may: Set<string> }[] = [];
for (const release of RELEASES) {
  const apt = new AptRelease(release);
  const index = apt.packages();
  apt.remove();
  const found = names.filter((name) => index.has(name));
  const others = names
    .filter((name) => !index.has(name))
    .map((name) => [name, successor(name, index)] as const);
  checked.push(`${release}: new Set(words('${found.join(' ')}'))`);
  renamed.push(
    `${release}: new Map(Object.entries({ ${others.flatMap(([name, other]) => (other ? `'${name}': '${other}'` : [])).join(', ')} }))`,
  );
  closures.push(
    compilersIn(index, [...names, ...others.flatMap(([, other]) => other ?? []), ...DEBIAN_TOOLS]),
  );
  const byRelease = new Map(
    others.flatMap(([name, other]) => (other === null ? [] : [[name, other] as const])),
  );
  for (const { id, debian } of LIBRARIES) {
    for (const use of USES)
      for (const name of everyDependency(
        debian[use].map((each) => byRelease.get(each) ?? each),
        index,
      )) {
        const other = libraryOfPackage('debian', name);
        if (other && other.use === use && other.library.id !== id)
          depends[use].get(id)?.add(other.library.id);
      }
  }
  const gone = others.flatMap(([name, other]) => (other ? [] : [name]));
  console.log(
    `${release}: ${found.length} of ${names.length} names found, ${others.length - gone.length} go by another, not there: ${gone.join(' ')}`,
  );
  console.log(`${release}: unknown tools: ${DEBIAN_TOOLS.filter((name) => !index.has(name)).join(' ')}`);
}
const brings = sorted(closures.flatMap((each) => [...each.brings]));
const may = sorted(closures.flatMap((each) => [...each.may])).filter((name) => !brings.includes(name));
const files: readonly (readonly [file: string, text: string])[] = [
  [NAMES, formatted(NAMES, renderNames())],
  [DEPENDENCIES, formatted(DEPENDENCIES, renderDependencies())],
];
if (values.check)
  process.exitCode = files.every(([file, text]) => readFileSync(file, 'utf8') === text) ? 0 : 1;
else for (const [file, text] of files) writeFileSync(file, text);

function formatted(file: string, input: string): string {
  return execFileSync('npx', ['biome', 'format', `--stdin-file-path=${file}`], { input, encoding: 'utf8' });
}

/** The package that takes a runtime package's place in another release: the one of the same stem that its headers need. */
function successor(name: string, index: Index): string | null {
  const own = stem(name);
  const alike = [...index.keys()].filter(
    (each) => !/-(?:dev|dbg|dbgsym|doc)$/.test(each) && stem(each) === own,
  );
  const headers = LIBRARIES.filter(({ debian }) => debian.run.includes(name)).flatMap(
    ({ debian }) => debian.build,
  );
  const needed = new Set(headers.flatMap((each) => dependencies(each, index, 2)));
  const other = OTHER_STEM[name];
  return alike.find((each) => needed.has(each)) ?? (other !== undefined && index.has(other) ? other : null);
}

function dependencies(name: string, index: Index, depth: number): string[] {
  const own = index.get(name)?.depends ?? [];
  return depth === 1 ? [...own] : own.flatMap((each) => [each, ...dependencies(each, index, depth - 1)]);
}

function everyDependency(names: readonly string[], index: Index): ReadonlySet<string> {
  const seen = new Set(names);
  // What is added while a set is walked is walked too.
  for (const name of seen) for (const next of index.get(name)?.depends ?? []) seen.add(next);
  return seen;
}

/** Which packages bring gcc by what they depend on, and which only by what they recommend. */
function compilersIn(index: Index, all: readonly string[]): { brings: Set<string>; may: Set<string> } {
  const reaches = (start: string, recommends: boolean): boolean => {
    const seen = new Set([start]);
    for (const name of seen) {
      if (/^gcc$|^g\+\+$/.test(name)) return true;
      const each = index.get(name);
      for (const next of [...(each?.depends ?? []), ...(recommends ? (each?.recommends ?? []) : [])])
        seen.add(next);
    }
    return false;
  };
  const brings = all.filter((name) => reaches(name, false));
  return { brings: new Set(brings), may: new Set(all.filter((name) => reaches(name, true))) };
}

/** A name exists when some APKBUILD has it as `pkgname`, or in `subpackages`, with `$pkgname` expanded. */
function inAports(dir: string, wanted: readonly string[]): string[] {
  const known = new Set<string>();
  for (const repository of ['main', 'community']) {
    const folder = join(dir, repository);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const file = join(folder, name, 'APKBUILD');
      if (existsSync(file)) for (const each of packagesOf(readFileSync(file, 'utf8'))) known.add(each);
    }
  }
  const missing = wanted.filter((name) => !known.has(name));
  console.log(`alpine: not there: ${missing.join(' ')}`);
  return wanted.filter((name) => known.has(name));
}

function packagesOf(apkbuild: string): string[] {
  const variables = new Map<string, string>();
  for (const [, name = '', quoted, bare] of apkbuild.matchAll(/^\s*(\w+)\+?=(?:"([^"]*)"|(\S*))/gm)) {
    variables.set(name, `${variables.get(name) ?? ''} ${expand(quoted ?? bare ?? '', variables)}`.trim());
  }
  const list = ['pkgname', 'subpackages', 'provides'].map((name) => variables.get(name) ?? '').join(' ');
  return list.split(/\s+/).map((each) => each.replace(/[:=].*$/, ''));
}

function expand(value: string, variables: ReadonlyMap<string, string>): string {
  return value.replace(/\$\{?(\w+)\}?/g, (_match, name: string) => variables.get(name) ?? '');
}

function sorted(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

function tableOf(dependencies: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...dependencies]
    .flatMap(([id, ids]) => (ids.size === 0 ? [] : [`'${id}': words('${sorted([...ids]).join(' ')}')`]))
    .join(', ');
}

function renderNames(): string {
  return `// Written by scripts/check-native-packages.ts from the distributions' own indexes.

/** A release of Debian whose names of packages were checked. */
export type DebianRelease = ${RELEASES.map((each) => `'${each}'`).join(' | ')};

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/** Names of the table of libraries that a release of Debian has. */
export const DEBIAN_CHECKED: Readonly<Record<DebianRelease, ReadonlySet<string>>> = { ${checked.join(', ')} };

/** What a release calls a package that Debian 12 has under another name: the version in it differs. */
export const DEBIAN_NAMES: Readonly<Record<DebianRelease, ReadonlyMap<string, string>>> = { ${renamed.join(', ')} };

/** Debian's packages that bring gcc by what they depend on, in some release. */
export const DEBIAN_BRINGS_GCC: ReadonlySet<string> = new Set(words('${brings.join(' ')}'));

/** Debian's packages that bring gcc by what they recommend: with --no-install-recommends they do not. */
export const DEBIAN_MAY_BRING_GCC: ReadonlySet<string> = new Set(words('${may.join(' ')}'));

/** Names of the table of libraries that Alpine has. */
export const ALPINE_CHECKED: ReadonlySet<string> = new Set(words('${alpine.join(' ')}'));
`;
}

function renderDependencies(): string {
  return `// Written by scripts/check-native-packages.ts from the distributions' own indexes.

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/**
 * By the id of a library, those whose packages come along with its own, in some release of Debian: to build against it, and to
 * run what is linked to it.
 */
export const LIBRARY_DEPENDENCIES: Readonly<Record<'build' | 'run', ReadonlyMap<string, readonly string[]>>> = {
${USES.map((use) => `${use}: new Map(Object.entries({ ${tableOf(depends[use])} })),`).join('\n')}
};
`;
}
