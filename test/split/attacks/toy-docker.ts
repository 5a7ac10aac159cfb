import { resolve } from 'node:path/posix';
import { runLine } from './toy-shell.ts';

/** What lies at a path: a folder, a text, or a program of the repository with the cgo that it was built with. */
export type Node =
  | { readonly kind: 'folder' }
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'program'; readonly package: string; readonly cgo: '0' | '1' | 'default' };

export type Tree = Map<string, Node>;

export interface ToyImage {
  readonly tree: Tree;
  readonly env: ReadonlyMap<string, string>;
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly exposes: readonly string[];
  readonly labels: readonly string[];
}

/** A build that ends in an error, as Docker's would. */
export class ToyFailure extends Error {}

interface Request {
  readonly dockerfile: string;
  readonly context: ReadonlyMap<string, string>;
  readonly target: string | null;
  readonly args: Readonly<Record<string, string>>;
  /** The images of tags, for FROM and COPY --from. */
  readonly tagged: (tag: string) => ToyImage | null;
}

interface Stage extends ToyImage {
  name: string | null;
  env: Map<string, string>;
  build: Map<string, string>;
  user: string;
  workdir: string;
  entrypoint: readonly string[];
  cmd: readonly string[];
  exposes: string[];
  labels: string[];
}

/**
 * Builds the Dockerfiles that this folder's generator writes, and no others: a second opinion that shares no line with the
 * engine. What it does not know is an error, so that it never agrees by not looking.
 */
export function toyBuild({ dockerfile, context, target, args, tagged }: Request): ToyImage {
  const stages: Stage[] = [];
  let stage: Stage | null = null;
  for (const line of instructionsOf(dockerfile)) {
    const [, keyword = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(line) ?? [];
    if (keyword === 'FROM') {
      const [, base = '', name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      const parent = stages.findLast((each) => each.name === base) ?? tagged(base);
      stage = fresh(name ?? null, base, parent);
      stages.push(stage);
      continue;
    }
    if (!stage) throw new ToyFailure(`${keyword} before FROM`);
    instruct(stage, keyword, rest, { stages, context, args, tagged });
  }
  const built = target === null ? stages.at(-1) : stages.findLast((each) => each.name === target);
  if (!built) throw new ToyFailure(`there is no stage ${target ?? ''}`);
  return built;
}

/** Lines, continuations joined, comments gone. */
function instructionsOf(text: string): string[] {
  const out: string[] = [];
  let open = '';
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (/^\s*#/.test(line) || (open === '' && line.trim() === '')) continue;
    if (line.endsWith('\\')) open += line.slice(0, -1);
    else {
      out.push((open + line).trim());
      open = '';
    }
  }
  return out;
}

function fresh(name: string | null, base: string, parent: ToyImage | null): Stage {
  const folders = /^scratch$/.test(base)
    ? []
    : ['/bin', '/usr', '/usr/local', '/usr/local/bin', '/tmp', '/etc'];
  const tree: Tree = new Map(
    parent?.tree ?? ['/', ...folders].map((path) => [path, { kind: 'folder' as const }]),
  );
  return {
    name,
    tree,
    env: new Map(parent?.env),
    build: new Map(parent?.env),
    user: parent?.user ?? '',
    workdir: parent?.workdir ?? (base.startsWith('golang') ? '/go' : '/'),
    entrypoint: parent?.entrypoint ?? [],
    cmd: parent?.cmd ?? [],
    exposes: [...(parent?.exposes ?? [])],
    labels: [...(parent?.labels ?? [])],
  };
}

function instruct(
  stage: Stage,
  keyword: string,
  rest: string,
  {
    stages,
    context,
    args,
    tagged,
  }: Pick<Request, 'context' | 'args' | 'tagged'> & { readonly stages: readonly Stage[] },
): void {
  const words = (): string[] =>
    rest.startsWith('[') ? (JSON.parse(rest) as string[]) : ['/bin/sh', '-c', rest];
  const expand = (text: string): string =>
    text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => stage.build.get(name) ?? '');
  switch (keyword) {
    case 'ARG': {
      const [name = '', value] = rest.split('=');
      const given = args[name] ?? value;
      if (given !== undefined) stage.build.set(name, given);
      return;
    }
    case 'ENV':
      for (const pair of rest.split(/\s+/)) {
        const [name = '', value = ''] = pair.split('=');
        stage.env.set(name, expand(value));
        stage.build.set(name, expand(value));
      }
      return;
    case 'WORKDIR':
      stage.workdir = resolve(stage.workdir, expand(rest));
      makeFolders(stage.tree, stage.workdir);
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'EXPOSE':
      stage.exposes.push(...rest.split(/\s+/));
      return;
    case 'LABEL':
      stage.labels.push(rest);
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = words();
      stage.cmd = [];
      return;
    case 'CMD':
      stage.cmd = words();
      return;
    case 'COPY':
      return copy(stage, expand(rest), { stages, context, tagged });
    case 'RUN':
      runLine(rest.replace(/^(?:--\S+\s+)*/, ''), {
        tree: stage.tree,
        env: new Map(stage.build),
        cwd: stage.workdir,
      });
      return;
    default:
      throw new Error(`the toy does not know ${keyword}`);
  }
}

function copy(
  stage: Stage,
  rest: string,
  { stages, context, tagged }: Pick<Request, 'context' | 'tagged'> & { readonly stages: readonly Stage[] },
): void {
  const words = rest.split(/\s+/);
  const flag = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  const to = paths.at(-1) ?? '';
  const from =
    flag === undefined
      ? contextTree(context)
      : (stages.findLast((each) => each.name === flag) ?? tagged(flag))?.tree;
  if (!from) throw new ToyFailure(`there is nothing to copy from: ${flag}`);
  const sources = paths.slice(0, -1).flatMap((source) => {
    const path = resolve('/', source);
    const found = /[*?]/.test(path) ? globbed(from, path) : [path];
    if (found.length === 0 || !found.every((each) => from.has(each)))
      throw new ToyFailure(`COPY: there is no ${source}`);
    return found;
  });
  const target = resolve(stage.workdir, to);
  const intoFolder =
    to.endsWith('/') || to === '.' || sources.length > 1 || stage.tree.get(target)?.kind === 'folder';
  for (const source of sources) {
    const node = from.get(source);
    if (node?.kind === 'folder') {
      makeFolders(stage.tree, target);
      for (const [path, each] of from)
        if (path.startsWith(source === '/' ? '/' : `${source}/`) && path !== source)
          put(stage.tree, resolve(target, path.slice(source === '/' ? 1 : source.length + 1)), each);
    } else if (node)
      put(stage.tree, intoFolder ? resolve(target, source.slice(source.lastIndexOf('/') + 1)) : target, node);
  }
}

const contextTree = (context: ReadonlyMap<string, string>): Tree => {
  const tree: Tree = new Map([['/', { kind: 'folder' }]]);
  for (const [path, text] of context) put(tree, `/${path}`, { kind: 'file', text });
  return tree;
};

export function makeFolders(tree: Tree, path: string): void {
  for (let at = path; at !== '/'; at = resolve(at, '..')) {
    const there = tree.get(at);
    if (there && there.kind !== 'folder') throw new ToyFailure(`${at} is no folder`);
    tree.set(at, { kind: 'folder' });
  }
}

export function put(tree: Tree, path: string, node: Node): void {
  makeFolders(tree, resolve(path, '..'));
  if (node.kind === 'folder') makeFolders(tree, path);
  else tree.set(path, node);
}

/** The paths of one folder that a pattern in its last part matches. */
export function globbed(tree: Tree, pattern: string): string[] {
  const folder = pattern.slice(0, pattern.lastIndexOf('/')) || '/';
  const regex = new RegExp(
    `^${pattern
      .slice(pattern.lastIndexOf('/') + 1)
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replace(/\*/g, '[^/]*')
      .replace(/\?/g, '[^/]')}$`,
  );
  return [...tree.keys()]
    .filter((path) => path !== '/' && (path.slice(0, path.lastIndexOf('/')) || '/') === folder)
    .filter((path) => regex.test(path.slice(path.lastIndexOf('/') + 1)))
    .sort();
}
