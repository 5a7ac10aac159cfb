import { goCommand } from './go-command.ts';
import { packageCommand } from './package-command.ts';
import { parsePlatform } from '../platform.ts';
import { addStep, type ShellCommand, variableFor } from '../shell/shell-command.ts';
import type { Shell } from '../state.ts';
import { Variables } from '../variables.ts';

/**
 * Follows the helpers of https://github.com/tonistiigi/xx that matter here: they do for the platform of the image what
 * `go`, `apk` and `apt-get` do for the one that the build runs on. False for every other command.
 */
export function xxCommand(command: ShellCommand, name: string, shell: Shell): boolean {
  if (name === 'xx-go') crossGo(command, shell);
  else if (Object.hasOwn(MANAGERS, name)) crossInstall(command, MANAGERS[name] ?? '', shell);
  else if (ASKS.has(name)) addStep(shell, command.node, { kind: 'nothing' });
  else return false;
  return true;
}

const MANAGERS: Readonly<Record<string, string>> = {
  'xx-apk': 'apk',
  'xx-apt': 'apt',
  'xx-apt-get': 'apt-get',
  'xx-dnf': 'dnf',
};

/** They say something, or look at a program that is there. */
const ASKS = new Set(['xx-info', 'xx-verify', 'xx-ld-shas']);

function crossGo(command: ShellCommand, shell: Shell): void {
  const { os, arch } = targetOf(command, shell);
  const settings = [
    ...(os === undefined ? [] : [['GOOS', os] as const]),
    ...(arch === undefined ? [] : [['GOARCH', arch] as const]),
  ];
  const [first] = command.args;
  if (first?.value === '--wrap' || first?.value === '--unwrap') {
    // It writes the file of `go env -w` anew, or removes it.
    let goEnv = new Variables();
    for (const [name, value] of first.value === '--wrap' ? settings : [])
      goEnv = goEnv.with(name, { value, span: null, via: 'env', exported: true });
    shell.world = { ...shell.world, goEnv };
    addStep(shell, command.node, { kind: 'nothing' });
    return;
  }
  // It exports them itself: what stands before the command is overridden.
  const own = new Map(command.own);
  for (const [name, value] of settings) own.set(name, { value, span: null });
  const compiler = clang(shell);
  if (compiler !== undefined) own.set('CC', { value: compiler, span: null });
  goCommand({ ...command, own }, shell);
}

/** With clang there, `xx-go` names it as the C compiler; null when that depends, undefined without it. */
function clang(shell: Shell): string | null | undefined {
  const found = shell.world.installs.filter(({ install }) =>
    install.packages.some((each) => /^clang(?:-?\d+)?$/.test(each.name)),
  );
  if (found.length === 0) return undefined;
  return found.some((each) => !each.conditional) ? 'clang' : null;
}

/**
 * `xx-apk add` installs into the image itself where the platform is the one that the build runs on, else into a folder
 * that is called after the platform, whose programs do not run here.
 */
function crossInstall(command: ShellCommand, manager: string, shell: Shell): void {
  const { os, arch } = targetOf(command, shell);
  const host = shell.stage.platform ?? { os: 'linux', arch: 'amd64' };
  const verb = command.args[0]?.value;
  if (verb === 'setup' || verb === 'clean') addStep(shell, command.node, { kind: 'nothing' });
  else if (os === null || arch === null) {
    const before = shell.conditional;
    shell.conditional = true;
    packageCommand({ ...command, name: manager }, shell);
    shell.conditional = before;
  } else if ((os ?? host.os) === host.os && (arch ?? host.arch) === host.arch)
    packageCommand({ ...command, name: manager }, shell);
  else addStep(shell, command.node, { kind: 'tool', name: `xx-${manager}`, usesCompiler: false });
}

interface Target {
  readonly os: string | null | undefined;
  readonly arch: string | null | undefined;
}

/** As `xx-info` reads it: TARGETPLATFORM, else TARGETPAIR, else its parts; without them it is where the build runs. */
function targetOf(command: ShellCommand, shell: Shell): Target {
  const whole = variableFor(command, shell, 'TARGETPLATFORM');
  if (whole === null) return { os: null, arch: null };
  const platform = whole ? parsePlatform(whole) : null;
  if (platform) return platform;
  const pair = variableFor(command, shell, 'TARGETPAIR');
  if (pair === null) return { os: null, arch: null };
  const [, os, arch] = /^([a-z0-9]+)-([a-z0-9]+)/.exec(pair ?? '') ?? [];
  if (os !== undefined && arch !== undefined) return { os, arch: arch.replace(/^armv\d$/, 'arm') };
  const part = (name: string): string | null | undefined => {
    const value = variableFor(command, shell, name);
    return value === '' ? undefined : value;
  };
  return { os: part('TARGETOS'), arch: part('TARGETARCH') };
}
