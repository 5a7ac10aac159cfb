import { managerNamed } from '../../native/managers/all-managers.ts';
import type { PackageManager } from '../../native/managers/manager.ts';
import { classify } from '../../native/packages.ts';
import { ANY_NAME, baseFiles } from '../files/base-files.ts';
import type { Field } from '../shell/field.ts';
import { type BaseFiles, holds } from '../files/file-tree.ts';
import type { Install, InstalledPackage, Step } from '../model.ts';
import { addStep, mayWrite, pathOf, type ShellCommand } from '../shell/shell-command.ts';
import type { Shell } from '../state.ts';
import { write } from '../files/write-files.ts';

export const isPackageManager = (name: string): boolean =>
  managerNamed(name)?.programs.includes(name) ?? false;

/** Follows one run of a package manager. */
export function packageCommand(command: ShellCommand, shell: Shell): void {
  const manager = managerNamed(command.name?.slice(command.name.lastIndexOf('/') + 1) ?? '');
  if (!manager) return;
  const { operands, virtual, root } = readArguments(command.args, manager);
  const { verb, names } = verbOf(operands);
  if (root !== null) {
    // The packages go to another tree than the image's own.
    addStep(shell, command.node, { kind: 'tool', name: command.name ?? manager.id, usesCompiler: false });
    mayWrite(
      shell,
      root.value === null ? null : pathOf(root, shell),
      `${manager.id} installs packages there`,
    );
  } else if (verb === 'add') install(command, shell, manager, names, virtual);
  else if (verb === 'remove') uninstall(command, shell, names);
  else addStep(shell, command.node, { kind: 'nothing' });
}

function install(
  command: ShellCommand,
  shell: Shell,
  manager: PackageManager,
  names: readonly Name[],
  virtual: string | null,
): void {
  const packages: InstalledPackage[] = [];
  const made: Install = {
    manager: manager.id,
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

function installed(field: Field, manager: PackageManager, group: boolean, step: Step): InstalledPackage {
  const span = { start: field.word.start, end: field.word.end };
  const written = field.value ?? '';
  if (group || written.startsWith('@')) {
    const name = written.replace(/^@/, '').toLowerCase().replaceAll(' ', '-');
    return { name: `@${name}`, span, step };
  }
  return { name: manager.bareName(written), span, step };
}

function readArguments(
  args: readonly Field[],
  manager: PackageManager,
): { operands: Field[]; virtual: string | null; root: Field | null } {
  const operands: Field[] = [];
  let virtual: string | null = null;
  let root: Field | null = null;
  for (let i = 0; i < args.length; i++) {
    const field = args[i];
    if (!field) continue;
    const text = field.value ?? '';
    const [option, value] = /^(--[^=]+)=(.*)$/s.exec(text)?.slice(1) ?? [text];
    if (manager.names?.test(option ?? '')) virtual = value ?? args[++i]?.value ?? '?';
    else if (manager.roots.has(option ?? ''))
      root = value === undefined ? (args[++i] ?? field) : { ...field, value };
    else if (manager.valued.has(text)) i++;
    else if (!text.startsWith('-') || field.value === null) operands.push(field);
  }
  return { operands, virtual, root };
}
