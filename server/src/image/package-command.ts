import { classify } from '../native/packages.ts';
import type { Field } from './expand-shell-word.ts';
import type { Install, InstalledPackage, Step } from './model.ts';
import { addStep, type ShellCommand } from './shell-command.ts';
import type { Shell } from './state.ts';
import { entry, write } from './write-files.ts';

type Manager = Install['manager'];

const MANAGERS: Readonly<Record<string, Manager>> = {
  apk: 'apk',
  'apt-get': 'apt',
  apt: 'apt',
  dnf: 'dnf',
  yum: 'yum',
  microdnf: 'microdnf',
  tdnf: 'tdnf',
  zypper: 'zypper',
};

export const isPackageManager = (name: string): boolean => name in MANAGERS;

/** Follows one run of a package manager. */
export function packageCommand(command: ShellCommand, shell: Shell): void {
  const manager = MANAGERS[command.name ?? ''];
  if (!manager) return;
  const { operands, virtual } = readArguments(command.args);
  const [verb, ...names] = operands;
  const adds =
    verb?.value === 'add' || verb?.value === 'install' || (manager === 'zypper' && verb?.value === 'in');
  const removes = ['del', 'remove', 'purge', 'autoremove', 'erase', 'rm'].includes(verb?.value ?? '');
  if (removes) {
    const tokens = names.map((field) => ({
      value: field.text,
      start: field.word.start,
      end: field.word.end,
    }));
    const gone = new Set(tokens.map((token) => token.value));
    const step = addStep(shell, command.node, { kind: 'uninstall', names: tokens });
    // What depends on a removed package goes too; a compiler that was in force is then not surely there.
    const installs = shell.world.installs.flatMap((each) => {
      if (each.install.virtual !== null && gone.has(each.install.virtual)) return [];
      const packages = each.install.packages.filter((item) => !gone.has(item.name));
      return packages.length === 0 ? [] : [{ ...each, install: { ...each.install, packages } }];
    });
    if (!step.conditional) shell.world = { ...shell.world, installs };
    return;
  }
  if (!adds) {
    addStep(shell, command.node, { kind: 'nothing' });
    return;
  }
  const packages: InstalledPackage[] = [];
  const install: Install = {
    manager,
    packages,
    virtual,
    unknown: names.filter((field) => field.value === null).map((field) => field.word),
  };
  const step = addStep(shell, command.node, { kind: 'install', install });
  for (const field of names)
    if (field.value !== null && !field.value.startsWith('/') && !field.value.startsWith('./'))
      packages.push(installed(field, manager, step));
  shell.world = {
    ...shell.world,
    installs: [...shell.world.installs, { install, step, conditional: shell.conditional }],
  };
  const programs = packages.map((each) => classify(manager, each.name).programs);
  const complete = install.unknown.length === 0 && programs.every((list) => list !== null);
  const folders = complete ? PLACES.filter((dir) => !dir.endsWith('bin')) : PLACES;
  for (const path of folders)
    write(shell, { kind: 'opaque', path, reason: 'a package that is installed may have put it there' });
  for (const name of new Set(programs.flatMap((list) => list ?? [])))
    write(shell, entry(`/usr/bin/${name}`, 'file', { kind: 'installed' }, [step]));
}

/** Where packages put their files; `/usr/local` and `/app` are never theirs. */
const PLACES = [
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/usr/bin',
  '/usr/sbin',
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

/** A version is pinned as `name=1.2`, `name~1.2`, `name>1`; apk also names a repository, `name@edge`. */
function installed(field: Field, manager: Manager, step: Step): InstalledPackage {
  const name = (field.value ?? '').replace(
    manager === 'apk' ? /[=<>~@].*$/s : manager === 'apt' ? /[=/].*$/s : /$/,
    '',
  );
  return { name, span: { start: field.word.start, end: field.word.end }, step };
}

function readArguments(args: readonly Field[]): { operands: Field[]; virtual: string | null } {
  const operands: Field[] = [];
  let virtual: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const field = args[i];
    if (!field) continue;
    const text = field.value ?? '';
    if (text === '--virtual' || text === '-t') {
      // For apt, -t names a release; both take the next word.
      virtual = args[++i]?.value ?? null;
    } else if (text.startsWith('--virtual=')) virtual = text.slice('--virtual='.length);
    else if (VALUED.has(text)) i++;
    else if (!text.startsWith('-') || field.value === null) operands.push(field);
  }
  return { operands, virtual };
}

const VALUED = new Set([
  '--repository',
  '-X',
  '-p',
  '--root',
  '--arch',
  '-o',
  '-c',
  '--option',
  '--target-release',
  '--setopt',
  '--enablerepo',
  '--disablerepo',
  '--releasever',
]);
