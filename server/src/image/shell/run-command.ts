import { accessAt } from '../files/access-at.ts';
import type { Access } from '../model.ts';
import { newAccess } from './new-access.ts';
import type { Compound, Redirect, SimpleCommand } from '../../shell/ast.ts';
import { expandText, expandValue } from './expand-shell-word.ts';
import { UNKNOWN_PIECE } from './field.ts';
import { fileCommand, isFileCommand } from '../commands/file-command.ts';
import { findFile } from '../files/find-file.ts';
import { goCommand } from '../commands/go-command.ts';
import { noteFolder } from '../note.ts';
import { makeCommand } from '../commands/make-command.ts';
import { isPackageManager, packageCommand } from '../commands/package-command.ts';
import { evaluate, runScript, shellProgram, sourceScript } from './run-script.ts';
import {
  addOpaque,
  addStep,
  mayWrite,
  pathOf,
  placeIn,
  type ShellCommand,
  shellCommand,
} from './shell-command.ts';
import { positionalOf } from './positional.ts';
import { dirname } from '../../text/path.ts';
import { startExecution } from './execution.ts';
import { absolute } from './shell-path.ts';
import type { Shell } from '../state.ts';
import { entry, visibleTree, write } from '../files/write-files.ts';
import { xxCommand } from '../commands/xx-command.ts';

/** Follows one simple command. */
export function runCommand(node: SimpleCommand, shell: Shell): void {
  const command = shellCommand(node, shell);
  const { name } = command;
  if (name === '') {
    // Bare assignments change the shell.
    for (const { name: variable, value, start, end } of node.assignments)
      shell.variables = shell.variables.assign(
        variable,
        expandValue(value, shell),
        placeIn(shell, { start, end }),
      );
    redirects(node.redirects, shell, null);
    return;
  }
  const note = startExecution(command, shell);
  if (name === null) addOpaque(shell, node, 'which command it runs depends on a variable');
  else follow(command, name.slice(name.lastIndexOf('/') + 1), shell);
  note();
  redirects(node.redirects, shell, printed(command));
}

/** The files that a whole loop or group writes its output to. */
export const redirectCompound = ({ redirects: list = [] }: Compound, shell: Shell): void =>
  redirects(list, shell, null);

function follow(command: ShellCommand, name: string, shell: Shell): void {
  const { node, args } = command;
  // A script of the context goes before what its name would be anywhere else.
  if (command.name?.includes('/') && runScript(command, shell)) return;
  if (name === 'go') return goCommand(command, shell);
  if (xxCommand(command, name, shell)) return;
  if (SHELLS.has(name)) return shellProgram(command, name, shell);
  if (name === 'make' || name === 'gmake') return makeCommand(command, shell);
  if (isPackageManager(name)) return packageCommand(command, shell);
  if (isFileCommand(name)) return fileCommand(command, shell);
  if (ACCOUNTS.has(name)) {
    addStep(shell, node, { kind: 'account' });
    for (const home of homesOf(args)) mayWrite(shell, home, `${name} may make it`);
    return;
  }
  switch (name) {
    case 'cd': {
      const path = args.length === 0 ? null : args[0] ? pathOf(args[0], shell) : null;
      noteFolder(shell, path);
      shell.cwd = path;
      addStep(shell, node, { kind: 'nothing' });
      return;
    }
    case 'export':
      for (const field of args) {
        const [, variable, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(field.text) ?? [];
        if (variable === undefined) continue;
        const span = placeIn(shell, field.word);
        const old = shell.variables.get(variable);
        if (value !== undefined)
          shell.variables = shell.variables.with(variable, {
            value: field.value === null ? null : value,
            span,
            via: 'export',
            exported: true,
          });
        else if (old) shell.variables = shell.variables.with(variable, { ...old, exported: true });
      }
      addStep(shell, node, { kind: 'nothing' });
      return;
    case 'unset':
      for (const field of args)
        if (field.value !== null) shell.variables = shell.variables.without(field.value);
      addStep(shell, node, { kind: 'nothing' });
      return;
    case 'eval':
      return evaluate(command, shell);
    case '.':
    case 'source':
      return sourceScript(command, shell);
    case 'exit':
      addStep(shell, node, { kind: 'nothing' });
      shell.ended = args[0]?.value && args[0].value !== '0' ? 'failed' : 'done';
      return;
    case 'break':
    case 'continue':
      addStep(shell, node, { kind: 'nothing' });
      shell.ended = name;
      return;
    case 'return':
      addStep(shell, node, { kind: 'nothing' });
      shell.ended = 'returned';
      return;
    case 'set':
      addStep(shell, node, { kind: 'nothing' });
      if (args.some((field) => /^-[a-z]*e|^errexit$/.test(field.value ?? ''))) shell.errexit = true;
      if (args[0]?.value?.startsWith('+')) shell.errexit = false;
      if (args[0]?.value === '--') shell.positional = args.slice(1).map(positionalOf);
      else if (/^[^-+]/.test(args[0]?.value ?? '')) shell.positional = args.map(positionalOf);
      return;
    case 'shift':
      addStep(shell, node, { kind: 'nothing' });
      shell.positional = shell.positional.slice(Number(args[0]?.value ?? 1) || 1);
      return;
    case 'read':
    case 'getopts':
      addStep(shell, node, { kind: 'nothing' });
      for (const field of args)
        if (/^[A-Za-z_]\w*$/.test(field.value ?? ''))
          shell.variables = shell.variables.assign(field.value ?? '', null, null);
      return;
    case 'local':
    case 'readonly':
    case 'declare':
    case 'typeset':
      addStep(shell, node, { kind: 'nothing' });
      for (const field of args) {
        const [, variable, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(field.text) ?? [];
        if (variable !== undefined)
          shell.variables = shell.variables.assign(
            variable,
            field.value === null ? null : (value ?? ''),
            placeIn(shell, field.word),
          );
      }
      return;
    case 'curl':
    case 'wget':
      return download(command, name, shell);
    case 'tar':
    case 'unzip':
    case 'bsdtar':
      return unpack(command, name, shell);
    case 'git':
      addStep(shell, node, { kind: 'tool', name, usesCompiler: false });
      if (args[0]?.value === 'clone') {
        const isBelow = args.every(({ value }) => value !== null && !/^\/|^\.\.|^--separate/.test(value));
        mayWrite(shell, isBelow ? shell.cwd : '/', 'git clone writes there');
      } else mayWrite(shell, '/', 'what git writes is not known');
      return;
  }
  if (NOTHING.has(name)) {
    addStep(shell, node, { kind: 'nothing' });
    return;
  }
  const compiles = TOOLS.get(name);
  if (compiles !== undefined) {
    addStep(
      shell,
      node,
      { kind: 'tool', name, usesCompiler: compiles },
      { understood: !OPAQUE_TOOLS.has(name) },
    );
    const reason = `what ${name} writes is not known`;
    if (OPAQUE_TOOLS.has(name)) {
      shell.stage.opaque.push({ span: { start: node.start, end: node.end }, reason });
      write(shell, { kind: 'doubtful', path: shell.cwd ?? '/', reason });
    }
    mayWrite(shell, '/', reason);
    return;
  }
  if (!command.name?.includes('/') && runScript(command, shell)) return;
  if (isGoTool(command, shell)) {
    addStep(shell, node, { kind: 'tool', name, usesCompiler: false });
    return mayWrite(shell, '/', `what ${name} writes is not known`);
  }
  addOpaque(shell, node, `what ${name || 'it'} does is not known`);
}

/** A tool that `go install` built in this image: a code generator or a linter, that builds no program. */
function isGoTool({ name, own }: ShellCommand, shell: Shell): boolean {
  if (name === null) return false;
  const path = own.get('PATH')?.value ?? shell.variables.lookup('PATH') ?? '';
  const places = name.includes('/') ? [name] : path.split(':').map((folder) => `${folder}/${name}`);
  return places.some((place) => {
    const full = absolute(shell.cwd, place);
    const found = full === null ? null : findFile(visibleTree(shell), full);
    return found?.kind === 'file' && found.origin.kind === 'remote' && found.origin.from.includes('@');
  });
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/** Where an account may get a home folder. */
const homesOf = (args: ShellCommand['args']): string[] => [
  '/home',
  ...args.flatMap(({ value }) => /^(?:-[A-Za-z]*[hd]|--home(?:-dir)?=)?(\/.+)$/.exec(value ?? '')?.[1] ?? []),
];

/** `-o FILE`, `-O` and the like name the file; else it goes to the folder, or to standard output. */
function download(command: ShellCommand, name: string, shell: Shell): void {
  const step = addStep(shell, command.node, { kind: 'tool', name, usesCompiler: false });
  const { args } = command;
  const index = args.findIndex((field) =>
    (name === 'curl' ? /^(?:-[A-Za-z]*o|--output)$/ : /^(?:-[A-Za-z]*O|--output-document)$/).test(
      field.value ?? '',
    ),
  );
  const file = index < 0 ? null : args[index + 1];
  const path = file ? pathOf(file, shell) : null;
  if (path !== null && file?.value !== '-') noteFolder(shell, dirname(path));
  if (path !== null && file?.value !== '-')
    write(shell, entry(path, 'file', { kind: 'remote', from: name }, [step]));
  else if (index >= 0 && file?.value === '-') return;
  // `-oFILE`, `--output=FILE`, `-P FOLDER`: written in one word, or elsewhere.
  else if (
    args.some((field) =>
      /^-[A-Za-z]*[oOP].|^-P$|^--(?:output|directory|create-dirs)/.test(field.value ?? '-o/'),
    )
  )
    mayWrite(shell, '/', `where ${name} writes is not known`);
  else if (name === 'wget' || args.some((field) => /^-[A-Za-z]*O|^--remote-name/.test(field.value ?? '')))
    mayWrite(shell, shell.cwd, `${name} writes there`);
}

function unpack(command: ShellCommand, name: string, shell: Shell): void {
  addStep(shell, command.node, { kind: 'tool', name, usesCompiler: false });
  const { args } = command;
  const index = args.findIndex((field) =>
    name === 'unzip' ? field.value === '-d' : /^-C$|^--directory$/.test(field.value ?? ''),
  );
  const folder = index < 0 ? null : args[index + 1];
  // `-C/folder`, `--directory=…`, paths that begin at the root.
  if (!folder && args.some((field) => /^-[A-Za-z]*[CdP]|^--(?:directory|absolute)/.test(field.value ?? '-C')))
    mayWrite(shell, '/', `where ${name} unpacks is not known`);
  if (folder) noteFolder(shell, pathOf(folder, shell));
  mayWrite(shell, folder ? pathOf(folder, shell) : shell.cwd, `${name} unpacks there`);
}

/** The text that a command surely prints: what `cat <<EOF` and plain `echo` and `printf` are given. */
function printed({ name, args, node }: ShellCommand): ((shell: Shell) => string | null) | null {
  const body = node.redirects.findLast((redirect) => redirect.body)?.body;
  if (name === 'cat' && args.length === 0 && body) return (shell) => known(expandText(body, shell));
  if (name !== 'echo' || args.some((field) => /^-|\\/.test(field.text))) return null;
  return () => known(`${args.map((field) => field.text).join(' ')}\n`);
}

const known = (text: string): string | null => (text.includes(UNKNOWN_PIECE) ? null : text);

function redirects(
  list: readonly Redirect[],
  shell: Shell,
  text: ((shell: Shell) => string | null) | null,
): void {
  for (const { operator, target } of list) {
    // `2>&1` names no file, `&>file` and `>|file` do.
    if (!/^(?:&?>>?|>\|)$/.test(operator) || !target) continue;
    const value = expandValue(target, shell);
    const path = value === null ? null : absolute(shell.cwd, value);
    if (path !== null && !path.startsWith('/dev/')) noteFolder(shell, dirname(path));
    if (path === null) mayWrite(shell, '/', 'where its output goes is not known');
    else if (!path.startsWith('/dev/'))
      write(
        shell,
        entry(
          path,
          'file',
          { kind: 'made', text: operator.endsWith('>>') ? null : (text?.(shell) ?? null) },
          [],
          writtenAccess(path, shell),
        ),
      );
  }
}

/** A file that is there keeps its access. */
const writtenAccess = (path: string, shell: Shell): Access =>
  findFile(visibleTree(shell), path).kind === 'absent'
    ? newAccess(shell, 0o666)
    : accessAt(visibleTree(shell), path);

const words = (text: string): string[] => text.split(/\s+/);

const ACCOUNTS = new Set(
  words(
    'addgroup adduser groupadd useradd groupmod usermod passwd chpasswd deluser delgroup userdel groupdel',
  ),
);

/** They leave no file that matters here and need no package. */
const NOTHING = new Set(
  words(
    'echo true false : command test [ printf sleep pwd ls cat date which type umask trap uname whoami id env file du df sha256sum sha512sum md5sum head tail grep sort uniq wc cut tr basename dirname readlink realpath wait ulimit ldd nproc hostname awk update-ca-certificates ldconfig sync shopt apt-mark apt-key locale-gen fc-cache nslookup ping getent hash alias',
  ),
);

/** Programs that are known to need something, or to write files that nobody can tell; true when they compile C. */
const TOOLS = new Map<string, boolean>([
  ...words(
    'cmake ninja gcc g++ cc c++ clang xx-cc xx-c++ xx-clang xx-clang++ xx-windres xx-cargo cargo rustc npm npx yarn pnpm bun pip pip3 python python3 node ruby gem bundle meson autoreconf golangci-lint staticcheck govulncheck gosec gotestsum ginkgo',
  ).map((name) => [name, true] as const),
  ...words(
    'protoc buf sqlc swag templ mockgen wire goimports gofumpt migrate goose sed tee find gpg openssl dpkg gunzip gzip xz bunzip2 unxz ssh-keyscan task just mage goreleaser bazel bazelisk ko dagger earthly nix',
  ).map((name) => [name, false] as const),
]);

/** Of these, the ones that may build or replace programs: nothing that lies in their folder is sure any more. */
const OPAQUE_TOOLS = new Set(
  words(
    'task just mage goreleaser bazel bazelisk ko dagger earthly nix cmake ninja npm npx yarn pnpm bun python python3 node cargo find bundle',
  ),
);
