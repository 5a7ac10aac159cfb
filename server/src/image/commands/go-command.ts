import { newAccess } from '../shell/new-access.ts';
import { known, unknown } from '../../text/answer.ts';
import { basename, normalize, relative } from '../../text/path.ts';
import type { Token } from '../../dockerfile/ast.ts';
import { cgoSetting } from './cgo-setting.ts';
import { contextFolder, copiedFrom } from '../files/context-folder.ts';
import type { Field } from '../shell/field.ts';
import { type FileTree, join } from '../files/file-tree.ts';
import { findFile } from '../files/find-file.ts';
import { LINUX_AMD64 } from '../platform.ts';
import type { BuildFlags, GoBuild, GoPackage } from '../model.ts';
import {
  addOpaque,
  addStep,
  mayWrite,
  placeIn,
  type ShellCommand,
  variableFor,
} from '../shell/shell-command.ts';
import { noteFolder } from '../note.ts';
import { noteGoRun } from './note-go-run.ts';
import { absolute } from '../shell/shell-path.ts';
import type { Shell } from '../state.ts';
import { entry, visibleTree, write } from '../files/write-files.ts';

/** Follows one run of the go command. */
export function goCommand(called: ShellCommand, shell: Shell): void {
  const command = globalOptions(called);
  const [verb, ...rest] = command.args;
  const name = verb?.value ?? null;
  writeCaches(command, shell, name);
  switch (name) {
    case 'build':
    case 'install':
      if (name === 'install' && rest.some((field) => field.text.includes('@'))) tool(command, shell, rest);
      else build(command, shell, name, rest);
      return;
    case 'mod':
    case 'work':
    case 'get':
      noteGoRun(command, shell, `${name} ${rest[0]?.value ?? ''}`.trim(), null, shell.cwd);
      addStep(shell, command.node, { kind: 'go-modules' });
      if (name !== 'get' && /^(?:edit|use|init)$/.test(rest[0]?.value ?? ''))
        write(shell, {
          kind: 'doubtful',
          path: join(shell.cwd ?? '/', name === 'work' ? 'go.work' : 'go.mod'),
          reason: `go ${name} changes it`,
        });
      // Before Go 1.18 it installed programs too.
      if (name === 'get') mayWrite(shell, binFolder(command, shell), 'go get may install it');
      if (rest[0]?.value === 'vendor')
        mayWrite(shell, shell.cwd === null ? null : `${shell.cwd}/vendor`, 'go mod vendor writes it');
      return;
    case 'env':
      if (rest[0]?.value === '-w') {
        for (const field of rest.slice(1)) {
          const [, key, value] = /^(\w+)=(.*)$/s.exec(field.text) ?? [];
          if (key !== undefined)
            shell.world = {
              ...shell.world,
              goEnv: shell.world.goEnv.with(key, {
                value: field.value === null ? null : (value ?? ''),
                span: placeIn(shell, field.word),
                via: 'env',
                exported: true,
              }),
            };
        }
      }
      if (rest[0]?.value === '-u')
        for (const field of rest.slice(1))
          shell.world = { ...shell.world, goEnv: shell.world.goEnv.without(field.value ?? '') };
      addStep(shell, command.node, { kind: 'nothing' });
      return;
    case 'version':
    case 'list':
    case 'fmt':
    case 'clean':
    case 'help':
      addStep(shell, command.node, { kind: 'nothing' });
      return;
    case 'test':
    case 'vet':
      noteGoRun(command, shell, name, null, shell.cwd);
      addStep(shell, command.node, { kind: 'go-other', verb: name, usesCompiler: true });
      return;
    case 'generate':
    case 'run':
    case 'tool':
      addStep(
        shell,
        command.node,
        { kind: 'go-other', verb: name, usesCompiler: true },
        { understood: false },
      );
      mayWrite(shell, '/', `go ${name} may write anything`);
      return;
    default:
      addOpaque(shell, command.node, 'which go command it runs is not known');
  }
}

/** Most of its commands fetch modules and keep what they compile. */
function writeCaches(command: ShellCommand, shell: Shell, verb: string | null): void {
  if (verb === 'env' || verb === 'version' || verb === 'help') return;
  const place = (name: string): string | null => variableFor(command, shell, name) || null;
  const path = place('GOPATH') ?? '/root/go';
  mayWrite(shell, place('GOMODCACHE') ?? `${path}/pkg`, 'the go command keeps modules there');
  mayWrite(shell, place('GOCACHE') ?? '/root/.cache', 'the go command keeps what it compiles there');
}

/** `go -C dir build` is `go build -C dir`. */
function globalOptions(command: ShellCommand): ShellCommand {
  const { args } = command;
  const [first, second, verb, ...rest] = args;
  if (first?.value === '-C' && second && verb) return { ...command, args: [verb, first, second, ...rest] };
  if (first?.value?.startsWith('-C=') && second)
    return { ...command, args: [second, first, ...args.slice(2)] };
  return command;
}

/** `go install example.com/tool@v1`: a program of others. */
function tool(command: ShellCommand, shell: Shell, rest: readonly Field[]): void {
  const step = addStep(shell, command.node, { kind: 'go-other', verb: 'install', usesCompiler: true });
  const bin = binFolder(command, shell);
  for (const field of rest) {
    const [path = ''] = (field.value ?? '').split('@');
    if (bin !== null && path !== '' && field.text.includes('@'))
      write(
        shell,
        entry(`${bin}/${programName(path)}`, 'file', { kind: 'remote', from: field.text }, [step]),
      );
  }
}

const programName = (path: string): string => {
  const parts = path.split('/');
  const last = parts.at(-1) ?? path;
  return /^v\d+$/.test(last) ? (parts.at(-2) ?? last) : last;
};

function binFolder(command: ShellCommand, shell: Shell): string | null {
  const bin = variableFor(command, shell, 'GOBIN');
  if (bin !== undefined && bin !== '') return bin;
  const path = variableFor(command, shell, 'GOPATH');
  return path === null ? null : `${path === undefined || path === '' ? '/root/go' : path}/bin`;
}

function build(
  command: ShellCommand,
  shell: Shell,
  verb: 'build' | 'install',
  fields: readonly Field[],
): void {
  // A base image that is not known may set flags; that it does is so rare that it does not make all it builds unknown.
  const goflags = shell.variables.get('GOFLAGS')
    ? variableFor(command, shell, 'GOFLAGS')
    : (command.own.get('GOFLAGS')?.value ?? shell.world.goEnv.get('GOFLAGS')?.value ?? '');
  const flags = readFlags(fields);
  const inherited = readFlags(
    (goflags ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((text) => ({ text, value: text })),
  );
  const value = (name: string): string | null | undefined =>
    flags.values.has(name) ? flags.values.get(name)?.value : inherited.values.get(name)?.value;
  const chdir = flags.values.get('C');
  const workdir = chdir ? (chdir.value === null ? null : absolute(shell.cwd, chdir.value)) : shell.cwd;
  const tree = visibleTree(shell);
  const contextDir = workdir === null ? null : contextFolder(tree, workdir);
  const os = variableFor(command, shell, 'GOOS');
  const arch = variableFor(command, shell, 'GOARCH');
  const host = shell.stage.platform ?? LINUX_AMD64;
  const goos = os === null ? unknown('GOOS has a value that is not known') : known(os || host.os);
  const goarch = arch === null ? unknown('GOARCH has a value that is not known') : known(arch || host.arch);
  const target = goos.known && goarch.known ? { os: goos.value, arch: goarch.value } : null;
  const tags = (value('tags') ?? '').split(/[,\s]+/).filter((tag) => tag !== '');
  const patterns = flags.operands.map(token);
  const output = flags.values.get('o') ?? null;
  const outPath =
    output?.value === null || output === null || workdir === null ? null : absolute(workdir, output.value);
  const isFolder =
    output !== null &&
    ((output.value ?? '').endsWith('/') ||
      (outPath !== null && outPath !== '/dev/null' && findFile(tree, outPath).kind === 'directory'));
  // Several packages, or one beside others, go into a folder; were it not there, it would be the program.
  if (outPath !== null && outPath !== '/dev/null' && !(output?.value ?? '').endsWith('/'))
    noteFolder(shell, outPath);
  const argumentsKnown =
    goflags !== null &&
    !flags.unknown &&
    flags.operands.every((field) => field.value !== null) &&
    value('tags') !== null;
  const packages = (() => {
    if (goflags === null) return unknown('GOFLAGS has a value that is not known');
    if (!argumentsKnown)
      return unknown('an argument of go build depends on a variable that has no known value');
    if (workdir === null) return unknown('the folder it runs in is not known');
    if (contextDir === null) return unknown(`what lies in ${workdir} does not come from the build context`);
    const seen = flags.operands.map((field) => fromContext(field.value ?? '', workdir, contextDir, tree));
    const listed = shell.stage.context.goPackages(contextDir, seen, tags);
    return listed.known ? known(renamed(listed.value, flags.operands, seen, contextDir)) : listed;
  })();
  const cgo = cgoSetting(command, shell, target, host);
  const writes: { path: string; package: GoPackage }[] = [];
  const mains = packages.known ? packages.value.filter((each) => each.isMain) : [];
  const bin = verb === 'install' ? binFolder(command, shell) : null;
  const cross = target !== null && (target.os !== host.os || target.arch !== host.arch);
  const dry = flags.switches.has('n');
  for (const main of mains) {
    const path = dry ? null : pathOfProgram(main);
    if (path !== null) writes.push({ path, package: shown(main) });
  }
  /** Go calls what it builds from a list of files after the first of them, which is `main` for every program. */
  function shown(main: GoPackage): GoPackage {
    if (!flags.operands.every(({ text }) => text.endsWith('.go')) || flags.operands.length === 0) return main;
    const given = outPath === null || isFolder ? '' : basename(outPath).replace(/\.exe$/, '');
    const folder = basename(main.dir === '.' ? main.importPath : main.dir);
    const binaryName = given === '' || ANY_PROGRAM.test(given) ? folder : given;
    return binaryName === '.' || /^command-line-arguments$/.test(binaryName) ? main : { ...main, binaryName };
  }
  function pathOfProgram({ binaryName }: GoPackage): string | null {
    const name = `${binaryName}${goos.known && goos.value === 'windows' ? '.exe' : ''}`;
    const alone = packages.known && packages.value.length === 1;
    if (verb === 'install') {
      if (bin === null) return null;
      const folder = cross && variableFor(command, shell, 'GOBIN') === undefined;
      return `${bin}/${folder ? `${target.os}_${target.arch}/` : ''}${name}`;
    }
    if (output === null) return alone && workdir !== null ? join(workdir, name) : null;
    if (outPath === null || outPath === '/dev/null') return null;
    // Several packages cannot go into one file: where that is no folder, go build fails.
    return isFolder ? join(outPath, name) : alone ? outPath : null;
  }
  const made: GoBuild = {
    stage: shell.stage.index,
    instruction: shell.instruction,
    command: shell.at ?? command.node,
    verb,
    workdir,
    contextDir,
    patterns,
    argumentsKnown,
    packages: packages.known ? known(packages.value.map(shown)) : packages,
    output: output === null ? null : { token: output.token, path: outPath, isFolder },
    writes,
    tags,
    flags: buildFlags(flags, inherited),
    goos,
    goarch,
    cgo,
    toolchain: told(command, shell, 'GOTOOLCHAIN', 'auto'),
    work: told(command, shell, 'GOWORK', ''),
    cc: told(command, shell, 'CC', ''),
    linkerFlags: told(command, shell, 'CGO_LDFLAGS', ''),
  };
  shell.stage.builds.push(made);
  noteGoRun(command, shell, verb, made, workdir);
  const step = addStep(shell, command.node, { kind: 'go-build', build: made });
  for (const each of writes) {
    const access = findFile(visibleTree(shell), each.path).kind === 'absent' ? newAccess(shell, 0o777) : null;
    write(
      shell,
      entry(each.path, 'file', { kind: 'program', build: made, package: each.package }, [step], access),
    );
    shell.stage.placed.push({ ...each, order: shell.stage.steps.length, mountedFrom: null });
  }
  if (!packages.known) {
    if (outPath !== null && outPath !== '/dev/null' && !isFolder)
      write(shell, entry(outPath, 'file', { kind: 'unknown', reason: packages.reason }, [step]));
    else mayWrite(shell, verb === 'install' ? bin : (outPath ?? workdir), packages.reason);
  } else if (packages.value.length === 1 && mains.length === 0 && outPath !== null && !isFolder && !dry) {
    // Of a package that is no program, go build writes what other packages are linked with.
    if (outPath !== '/dev/null') write(shell, entry(outPath, 'file', { kind: 'made' }, [step]));
  } else if (output !== null && outPath === null) mayWrite(shell, '/', 'where go build writes is not known');
}

/** A variable that no base image but Go's own sets. */
function told(command: ShellCommand, shell: Shell, name: string, unset: string): string | null {
  const known = command.own.has(name) || shell.variables.get(name) !== undefined;
  const value = known ? variableFor(command, shell, name) : shell.world.goEnv.get(name)?.value;
  return value === undefined || value === '' ? unset : value;
}

/** Names that tell no program from another. */
const ANY_PROGRAM = /^(?:main|app|bin|binary|out|a\.out|program)$/;

/**
 * A package argument as it is seen in the context: an absolute path of the image becomes a relative one, and so does one
 * into a folder that was copied elsewhere than it lies in the context.
 */
function fromContext(pattern: string, workdir: string, contextDir: string, tree: FileTree): string {
  if (!/^\.{0,2}\//.test(pattern) && pattern !== '..') return pattern;
  const [, folder = '', rest = ''] = /^(.*?)((?:\/?\.\.\.)?)$/s.exec(pattern) ?? [];
  const path = absolute(workdir, folder);
  const found = path === null ? null : findFile(tree, path);
  const source =
    path === null || found === null || found.kind === 'absent' || found.kind === 'unknown'
      ? null
      : found.kind === 'file'
        ? found.origin.kind === 'context'
          ? found.origin.path
          : null
        : copiedFrom(tree, path);
  if (source === null) return pattern;
  const seen = relative(contextDir === '.' ? '' : contextDir, source === '.' ? '' : source);
  return `${seen === '' || seen === '.' ? '.' : seen.startsWith('..') ? seen : `./${seen}`}${rest}`;
}

/** A program is called after the folder that its package has in the image, which may be another than in the context. */
function renamed(
  packages: readonly GoPackage[],
  operands: readonly Field[],
  seen: readonly string[],
  contextDir: string,
): readonly GoPackage[] {
  return packages.map((each) => {
    const index = seen.findIndex(
      (pattern) => /^\.{0,2}\//.test(pattern) && normalize(`${contextDir}/${pattern}`) === each.dir,
    );
    const written = operands[index]?.value ?? '';
    if (index < 0 || written === seen[index] || /\.\.\.|\.go$/.test(written)) return each;
    const name = basename(normalize(written));
    return /^\.{0,2}$/.test(name) ? each : { ...each, binaryName: name };
  });
}

interface Flags {
  readonly values: ReadonlyMap<string, { readonly value: string | null; readonly token: Token }>;
  readonly switches: ReadonlySet<string>;
  readonly operands: readonly Field[];
  /** A word that may be a flag or an argument, or several. */
  readonly unknown: boolean;
}

/** Reads the flags of `go build`, which end at the first argument. */
function readFlags(
  fields: readonly (Field | { text: string; value: string | null; word?: undefined; several?: undefined })[],
): Flags {
  const values = new Map<string, { value: string | null; token: Token }>();
  const switches = new Set<string>();
  const operands: Field[] = [];
  let doubt = false;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (!field) break;
    const flag = /^--?([A-Za-z][\w]*)(?:=(.*))?$/s.exec(field.text);
    if (operands.length > 0 || !flag) {
      if (field.several) doubt = true;
      if (field.word) operands.push(field as Field);
      continue;
    }
    const name = flag[1] ?? '';
    if (flag[2] !== undefined) {
      if (VALUED.has(name))
        values.set(name, { value: field.value === null ? null : flag[2], token: tokenIn(field, flag[2]) });
      else if (flag[2] !== 'false' && flag[2] !== '0') switches.add(name);
    } else if (VALUED.has(name)) {
      const next = fields[++i];
      if (next) values.set(name, { value: next.value, token: tokenIn(next, next.text) });
    } else switches.add(name);
  }
  return { values, switches, operands, unknown: doubt };
}

const VALUED = new Set(
  'o tags ldflags gcflags asmflags gccgoflags mod modfile buildmode buildvcs p pkgdir toolexec overlay pgo C exec installsuffix compiler covermode coverpkg'.split(
    ' ',
  ),
);

const token = (field: Field): Token => ({
  value: field.value ?? field.text,
  start: field.word.start,
  end: field.word.end,
});

/** The place of a value: the whole word, or what stands behind its `=`. */
function tokenIn(
  field: { text: string; word?: { start: number; end: number; text: string } | undefined },
  value: string,
): Token {
  if (!field.word) return { value, start: 0, end: 0 };
  const { start, end, text } = field.word;
  return text.endsWith(value) ? { value, start: end - value.length, end } : { value, start, end };
}

function buildFlags(flags: Flags, inherited: Flags): BuildFlags {
  const text = (name: string): string | null =>
    flags.values.get(name)?.value ?? inherited.values.get(name)?.value ?? null;
  const buildmode = text('buildmode');
  const ldflags = text('ldflags');
  // A version that only the build can tell does not hide the flags round it.
  const written =
    flags.values.get('ldflags')?.token.value ?? inherited.values.get('ldflags')?.token.value ?? '';
  const needCgo = ['race', 'msan', 'asan']
    .filter((name) => flags.switches.has(name) || inherited.switches.has(name))
    .map((name) => `-${name}`);
  if (buildmode !== null && /^(?:c-shared|c-archive|plugin)$/.test(buildmode))
    needCgo.push(`-buildmode=${buildmode}`);
  if (/-linkmode[ =]external/.test(written)) needCgo.push('-linkmode external');
  return {
    needCgo,
    buildmode,
    ldflags,
    static: /-extldflags[ =].*-static/.test(written),
    mod: text('mod'),
  };
}
