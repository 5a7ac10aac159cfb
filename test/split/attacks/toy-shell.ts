import { resolve } from 'node:path/posix';
import { globbed, makeFolders, put, ToyFailure, type Tree } from './toy-docker.ts';

export interface ToyState {
  readonly tree: Tree;
  readonly env: Map<string, string>;
  cwd: string;
}

/** Runs a line of the shell that the generator writes: lists joined by `&&` and `;`, loops over words, and a few commands. */
export function runLine(line: string, state: ToyState): void {
  const loop = /^for (\w+) in ([^;]*?)\s*; do (.*?)\s*;? done(?:\s*(?:&&|;)\s*(.*))?$/.exec(line.trim());
  if (loop) {
    const [, name = '', list = '', body = '', more] = loop;
    for (const word of wordsOf(list, state)) {
      state.env.set(name, word);
      runLine(body, state);
    }
    if (more) runLine(more, state);
    return;
  }
  const cut = /^(.*?)\s*(?:&&|;)\s*(.*)$/.exec(line.trim());
  if (cut) {
    runCommand(cut[1] ?? '', state);
    runLine(cut[2] ?? '', state);
  } else runCommand(line, state);
}

function wordsOf(text: string, { env, tree, cwd }: ToyState): string[] {
  return (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).flatMap((word) => {
    const isQuoted = /^["']/.test(word);
    const bare = word.replace(/^["']|["']$/g, '');
    const value = word.startsWith("'")
      ? bare
      : bare.replace(/\$\{?(\w+)\}?/g, (_, name: string) => env.get(name) ?? '');
    if (isQuoted || !/[*?]/.test(value)) return value === '' && !isQuoted ? [] : [value];
    // A pattern that matches nothing stays as it is.
    const found = globbed(tree, resolve(cwd, value));
    return found.length > 0 ? found : [value];
  });
}

function runCommand(text: string, state: ToyState): void {
  const { tree } = state;
  const redirect = /^(.*?)\s*>\s*(\S+)$/.exec(text);
  const words = wordsOf(redirect?.[1] ?? text, state);
  const own = new Map(state.env);
  while (/^\w+=/.test(words[0] ?? '')) {
    const [name = '', value = ''] = (words.shift() ?? '').split('=');
    if (words.length === 0) state.env.set(name, value);
    own.set(name, value);
  }
  const [name = '', ...args] = words;
  const at = (path: string): string => resolve(state.cwd, path);
  const need = (path: string): string => {
    if (!tree.has(at(path))) throw new ToyFailure(`${name}: ${path}: no such file`);
    return at(path);
  };
  const operands = args.filter((arg) => !arg.startsWith('-'));
  const output = execute();
  if (redirect) {
    const [target = ''] = wordsOf(redirect[2] ?? '', state);
    if (tree.get(resolve(at(target), '..'))?.kind !== 'folder')
      throw new ToyFailure(`sh: ${target}: no such folder`);
    tree.set(at(target), { kind: 'file', text: output });
  }

  function execute(): string {
    switch (name) {
      case '':
      case 'true':
      case 'set':
      case 'apt-get':
      case 'apk':
      case 'adduser':
      case 'useradd':
      case 'rm':
        return '';
      case 'export':
        for (const pair of args) {
          const [key = '', value = ''] = pair.split('=');
          state.env.set(key, value);
        }
        return '';
      case 'echo':
        return args.join(' ');
      case 'cd':
        state.cwd = need(args[0] ?? '/');
        return '';
      case 'mkdir':
        for (const path of operands) makeFolders(tree, at(path));
        return '';
      case 'chmod':
      case 'chown':
        if (operands.length < 2) throw new ToyFailure(`${name}: missing operand`);
        for (const path of operands.slice(1)) need(path);
        return '';
      case 'strip':
      case 'sha256sum':
      case 'test':
      case 'ls':
        if (operands.length === 0) throw new ToyFailure(`${name}: missing operand`);
        for (const path of operands) need(path);
        return operands.join(' ');
      case 'cp':
      case 'mv': {
        const target = at(operands.at(-1) ?? '');
        for (const path of operands.slice(0, -1)) {
          const from = need(path);
          const node = tree.get(from);
          const isFolder = tree.get(target)?.kind === 'folder';
          if (node) put(tree, isFolder ? `${target}/${from.slice(from.lastIndexOf('/') + 1)}` : target, node);
          if (name === 'mv') tree.delete(from);
        }
        return '';
      }
      case 'go':
        go(args, own, state);
        return '';
      default:
        return program(name, args);
    }
  }

  /** A program of the repository: it says that it ran. One that is not there ends the build. */
  function program(path: string, rest: readonly string[]): string {
    const found = path.includes('/')
      ? tree.get(at(path))
      : ['/usr/local/bin', '/usr/bin', '/bin'].map((dir) => tree.get(`${dir}/${path}`)).find((node) => node);
    if (found?.kind === 'program') return `${found.package} says ${rest.join(' ')}`;
    if (found?.kind === 'file') return found.text;
    throw new ToyFailure(`sh: ${path}: not found`);
  }
}

function go(args: readonly string[], env: ReadonlyMap<string, string>, { tree, cwd }: ToyState): void {
  const [verb, ...rest] = args;
  if (verb === 'mod') return;
  if (verb !== 'build' && verb !== 'install') throw new Error(`the toy does not know go ${verb}`);
  let output: string | null = verb === 'install' ? `${env.get('GOBIN') ?? '/go/bin'}/` : null;
  const patterns: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const arg = rest[i] ?? '';
    if (arg === '-o') output = rest[++i] ?? '';
    else if (!arg.startsWith('-')) patterns.push(arg);
  }
  const packages = patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/...')) return [resolve(cwd, pattern)];
    const folder = resolve(cwd, pattern.slice(0, -4));
    return [...tree.keys()]
      .filter((path) => path.startsWith(`${folder}/`) && tree.has(`${path}/main.go`))
      .sort();
  });
  const setting = env.get('CGO_ENABLED');
  const cgo = setting === '0' || setting === '1' ? setting : 'default';
  for (const dir of packages) {
    if (!tree.has(`${dir}/main.go`)) throw new ToyFailure(`go: no Go files in ${dir}`);
    const name = dir.slice(dir.lastIndexOf('/') + 1);
    const target = resolve(cwd, output ?? name);
    const isFolder = output !== null && (output.endsWith('/') || tree.get(target)?.kind === 'folder');
    if (!isFolder && packages.length > 1) throw new ToyFailure('go: several packages, and one file');
    put(tree, isFolder ? `${target}/${name}` : target, { kind: 'program', package: name, cgo });
  }
}
