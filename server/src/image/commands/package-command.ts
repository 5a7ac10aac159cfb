import { classify } from '../../native/packages.ts';
import { ANY_NAME, baseFiles } from '../files/base-files.ts';
import type { Field } from '../shell/field.ts';
import { type BaseFiles, holds } from '../files/file-tree.ts';
import type { Install, InstalledPackage, Step } from '../model.ts';
import { addStep, mayWrite, pathOf, type ShellCommand } from '../shell/shell-command.ts';
import type { Shell } from '../state.ts';
import { write } from '../files/write-files.ts';

type Manager = Install['manager'];

const MANAGERS: Readonly<Record<string, Manager>> = {
  apk: 'apk',
  'apt-get': 'apt',
  apt: 'apt',
  aptitude: 'apt',
  dnf: 'dnf',
  dnf5: 'dnf',
  yum: 'yum',
  microdnf: 'microdnf',
  tdnf: 'tdnf',
  zypper: 'zypper',
};

export const isPackageManager = (name: string): boolean => Object.hasOwn(MANAGERS, name);

/** Follows one run of a package manager. */
export function packageCommand(command: ShellCommand, shell: Shell): void {
  const manager = MANAGERS[command.name?.slice(command.name.lastIndexOf('/') + 1) ?? ''];
  if (!manager) return;
  const { operands, virtual, root } = readArguments(command.args, manager);
  const { verb, names } = verbOf(operands);
  if (root !== null) {
    // The packages go to another tree than the image's own.
    addStep(shell, command.node, { kind: 'tool', name: command.name ?? manager, usesCompiler: false });
    mayWrite(shell, root.value === null ? null : pathOf(root, shell), `${manager} installs packages there`);
  } else if (verb === 'add') install(command, shell, manager, names, virtual);
  else if (verb === 'remove') uninstall(command, shell, names);
  else addStep(shell, command.node, { kind: 'nothing' });
}

function install(
  command: ShellCommand,
  shell: Shell,
  manager: Manager,
  names: readonly Name[],
  virtual: string | null,
): void {
  const packages: InstalledPackage[] = [];
  const made: Install = {
    manager,
    packages,
    virtual,
    unknown: names.filter((name) => !name.isPackage).map((name) => name.field.word),
  };
  const step = addStep(shell, command.node, { kind: 'install', install: made });
  for (const { field, isPackage, group } of names)
    if (isPackage) packages.push(installed(field, manager, group, step));
  shell.world = {
    ...shell.world,
    installs: [...shell.world.installs, { install: made, step, conditional: shell.conditional }],
  };
  write(shell, { kind: 'base', files: installedFiles(made, step, shell) });
}

/**
 * What depends on a removed package goes too, and what it depended on may go; what is left of an install line is then
 * no longer sure.
 */
function uninstall(command: ShellCommand, shell: Shell, names: readonly Name[]): void {
  const tokens = names.map(({ field: { text, word } }) => ({
    value: text,
    start: word.start,
    end: word.end,
  }));
  const step = addStep(shell, command.node, { kind: 'uninstall', names: tokens });
  const isGone = (name: string): boolean =>
    names.some(({ field: { value } }) => value !== null && matches(value, name));
  const unsure = step.conditional || names.some(({ field }) => field.value === null);
  const installs = shell.world.installs.flatMap((each) => {
    if (unsure) return [{ ...each, conditional: true }];
    if (each.install.virtual !== null && isGone(each.install.virtual)) return [];
    const packages = each.install.packages.filter((item) => !isGone(item.name));
    if (packages.length === each.install.packages.length) return [each];
    return packages.length === 0 ? [] : [{ ...each, install: { ...each.install, packages } }];
  });
  const programs = shell.world.installs
    .filter((each) => !installs.includes(each))
    .flatMap(({ install: { manager, packages } }) =>
      packages.flatMap((each) => classify(manager, each.name).programs),
    );
  shell.world = { ...shell.world, installs };
  for (const program of new Set(programs))
    for (const folder of COMMANDS)
      write(shell, {
        kind: 'doubtful',
        path: `${folder}/${program}`,
        reason: 'its package is removed again',
      });
}

/** Package managers take patterns where packages are removed. */
function matches(pattern: string, name: string): boolean {
  const bare = pattern.replace(/:[a-z0-9]+$/, '');
  if (!bare.includes('*')) return bare === name;
  const [start = '', ...rest] = bare.split('*');
  return name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
}

/** The files that an install brings: a layer that, like a base image, has some surely and may have others. */
function installedFiles({ manager, packages, unknown }: Install, step: Step, shell: Shell): BaseFiles {
  const classes = packages.map((each) => classify(manager, each.name));
  const programs = new Set(classes.flatMap((each) => each.programs));
  const base = baseFiles(shell.stage.base, shell.stage.baseName);
  const may = { kind: 'unknown', reason: 'a package that is installed may have put it there' } as const;
  return {
    at(path) {
      const [, folder, command] = COMMAND.exec(path) ?? [];
      if (command === undefined) return PLACES.some((place) => holds(place, path)) ? may : { kind: 'absent' };
      if (programs.has(command) && path.endsWith(`bin/${command}`))
        return folder === 'bin' ? { kind: 'file', path, origin: { kind: 'installed' }, steps: [step] } : may;
      const surelyNot =
        command !== ANY_NAME &&
        unknown.length === 0 &&
        classes.every(({ mayBring }) => mayBring !== null && !mayBring(command));
      return surelyNot ? { kind: 'absent' } : may;
    },
    alias: (path) => base.alias(path),
    within: WITHIN,
  };
}

const COMMANDS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin'];
const COMMAND = /^(?:\/usr)?\/(s?bin)\/([^/]+)/;
/** Where packages put their other files; `/usr/local` and `/app` are never theirs. */
const PLACES = [
  '/lib',
  '/lib64',
  '/usr/lib',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/share',
  '/usr/include',
  '/etc',
  '/var',
  '/opt',
  '/run',
];
const WITHIN = [...COMMANDS, ...PLACES];

/** An operand of an install: a package, a group of packages, or what cannot be told (a variable, a file). */
interface Name {
  readonly field: Field;
  readonly isPackage: boolean;
  readonly group: boolean;
}

const ADDS = new Set([
  'add',
  'install',
  'in',
  'reinstall',
  'localinstall',
  'build-dep',
  'builddep',
  'satisfy',
]);
const REMOVES = new Set(['del', 'remove', 'purge', 'autoremove', 'autopurge', 'erase', 'rm', 'uninstall']);

function verbOf(operands: readonly Field[]): { verb: 'add' | 'remove' | null; names: readonly Name[] } {
  const [first, second] = operands;
  const verb = first?.value ?? '';
  // `dnf group install "Development Tools"`, `yum groupinstall …`
  const isGroup = /^groups?$/.test(verb) || /^group(?:install|remove)$/.test(verb);
  const word = isGroup ? (/install|remove/.exec(verb)?.[0] ?? second?.value ?? '') : verb;
  const rest = operands.slice(/^groups?$/.test(verb) ? 2 : 1);
  const isOpen = verb === 'build-dep' || verb === 'builddep' || verb === 'satisfy';
  const names = rest.map((field) => ({
    field,
    isPackage: field.value !== null && !isOpen && !isFile(field.value) && !field.value.startsWith('!'),
    group: isGroup,
  }));
  return { verb: ADDS.has(word) ? 'add' : REMOVES.has(word) ? 'remove' : null, names };
}

/** A package in a file, or at an address: nobody knows what is in it. */
const isFile = (name: string): boolean => /^(?:\.{0,2}\/|[a-z]+:\/\/)|\.(?:deb|rpm|apk)$/.test(name);

/** A version is pinned as `name=1.2`, `name~1.2`, `name>1`, `name-1.2-3.x86_64`; apk also names a repository, `name@edge`. */
function installed(field: Field, manager: Manager, group: boolean, step: Step): InstalledPackage {
  const span = { start: field.word.start, end: field.word.end };
  const written = field.value ?? '';
  if (group || written.startsWith('@')) {
    const name = written.replace(/^@/, '').toLowerCase().replaceAll(' ', '-');
    return { name: `@${name}`, span, step };
  }
  const name =
    manager === 'apk'
      ? written.replace(/[=<>~@].*$/s, '')
      : manager === 'apt'
        ? written.replace(/[=/].*$/s, '')
        : written
            .replace(/[=<>].*$/s, '')
            .replace(/\.(?:x86_64|aarch64|noarch|i686)$/, '')
            .replace(/-\d+\..*$/, '');
  return { name, span, step };
}

function readArguments(
  args: readonly Field[],
  manager: Manager,
): { operands: Field[]; virtual: string | null; root: Field | null } {
  const operands: Field[] = [];
  let virtual: string | null = null;
  let root: Field | null = null;
  for (let i = 0; i < args.length; i++) {
    const field = args[i];
    if (!field) continue;
    const text = field.value ?? '';
    // For apk -t names a virtual package, also behind other letters (-Ut); for apt a release.
    if (manager === 'apk' && (text === '--virtual' || /^-[a-zA-Z]*t$/.test(text)))
      virtual = args[++i]?.value ?? '?';
    else if (manager === 'apk' && text.startsWith('--virtual=')) virtual = text.slice('--virtual='.length);
    else if (ROOTS[manager]?.has(text)) root = args[++i] ?? field;
    else if (/^--(?:root|installroot)=/.test(text))
      root = { ...field, value: text.slice(text.indexOf('=') + 1) };
    else if (
      VALUED[manager === 'microdnf' || manager === 'yum' || manager === 'tdnf' ? 'dnf' : manager].has(text)
    )
      i++;
    else if (!text.startsWith('-') || field.value === null) operands.push(field);
  }
  return { operands, virtual, root };
}

const ROOTS: Partial<Record<Manager, ReadonlySet<string>>> = {
  apk: new Set(['--root', '-p']),
  dnf: new Set(['--installroot']),
  yum: new Set(['--installroot']),
  microdnf: new Set(['--installroot']),
  tdnf: new Set(['--installroot']),
  zypper: new Set(['--root', '-R', '--installroot']),
};

/** Options that take the next word. */
const VALUED: Readonly<Record<'apk' | 'apt' | 'dnf' | 'zypper', ReadonlySet<string>>> = {
  apk: new Set(
    '--repository -X --arch --keys-dir --repositories-file --wait --cache-dir --cache-max-age --progress-fd'.split(
      ' ',
    ),
  ),
  apt: new Set(
    '-o -c -t -a --option --config-file --target-release --default-release --host-architecture'.split(' '),
  ),
  dnf: new Set(
    '--setopt --enablerepo --disablerepo --releasever -x --exclude --repo --repoid --repofrompath -c --config --forcearch -d -e -R'.split(
      ' ',
    ),
  ),
  zypper: new Set('-r --repo --from -t --type -C -c --config --plus-repo -p'.split(' ')),
};
