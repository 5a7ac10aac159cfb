import { dirname, isAbsolute, isInside, resolve } from '../text/path.ts';
import type { Parsed } from '../text/parsed.ts';
import { serviceModel } from './service-model.ts';
import { mergeNodes } from './merge-nodes.ts';
import type { ComposeError, ComposeProject, Provenance } from './model.ts';
import { bind, child, type Entry, entry, type MapNode, map, type Node, textOf, withFrom } from './node.ts';
import { normalizeService } from './normalize-service.ts';
import type { ComposeFile } from './parse-compose-file.ts';
import { readEnvFile } from './read-env-file.ts';

/** What a project is loaded from. Paths are absolute. */
export interface ProjectRequest {
  /** The base file and its overrides, in merge order. */
  readonly files: readonly string[];
  /** The project directory: the folder of the first file. */
  readonly dir: string;
  /** Variables that win over `.env`. */
  readonly env: ReadonlyMap<string, string>;
  /** Nothing outside this folder is read. */
  readonly root: string;
}

export interface ComposeReader {
  text(path: string): string | null;
  composeFile(path: string): Parsed<ComposeFile> | null;
}

/** Loads a project as compose-go does, every value with its place. Whatever is wrong is in `errors`; it never throws. */
export function loadProject(request: ProjectRequest, reader: ComposeReader): ComposeProject {
  const loader = new Loader(request, reader);
  const services = loader.load();
  return {
    id: request.files[0] ?? request.dir,
    dir: request.dir,
    files: request.files,
    reads: [...loader.reads],
    services: [...services]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, { service, blocks }]) => serviceModel(name, service, blocks) ?? []),
    errors: loader.errors,
  };
}

/** A service on its way, with every block that contributed to it. */
interface Loaded {
  readonly service: Entry & { readonly value: MapNode };
  readonly blocks: readonly Entry[];
}

type Services = ReadonlyMap<string, Loaded>;

class Loader {
  readonly errors: ComposeError[] = [];
  readonly reads = new Set<string>();
  readonly #request: ProjectRequest;
  readonly #reader: ComposeReader;

  constructor(request: ProjectRequest, reader: ComposeReader) {
    this.#request = request;
    this.#reader = reader;
  }

  load(): Services {
    const { files, dir } = this.#request;
    return this.#files(files, dir, this.#environment([`${dir}/.env`], this.#request.env), []);
  }

  /** Files that are merged with each other; paths in all of them are seen from `dir`. */
  #files(
    files: readonly string[],
    dir: string,
    env: ReadonlyMap<string, string>,
    including: readonly string[],
  ): Services {
    let merged: Services = new Map();
    for (const [index, file] of files.entries()) {
      const root = this.#root(file, env);
      if (!root) continue;
      const included = this.#includes(root, file, dir, env, [...including, file]);
      const own = this.#services(root, file, dir, env);
      for (const [name, each] of included)
        if (!own.has(name) && !merged.has(name)) merged = new Map([...merged, [name, each]]);
      merged = mergeServices(merged, own, index > 0 ? 'override' : 'written');
    }
    return merged;
  }

  #services(root: Node, file: string, dir: string, env: ReadonlyMap<string, string>): Services {
    const services = child(root, 'services');
    const out = new Map<string, Loaded>();
    if (services?.kind !== 'map') return out;
    for (const name of services.entries.keys()) {
      const loaded = this.#extended(services, name, file, dir, env, []);
      if (loaded) out.set(name, loaded);
    }
    return out;
  }

  /** A service with what it extends laid below it. `seen` stops a circle. */
  #extended(
    services: MapNode,
    name: string,
    file: string,
    dir: string,
    env: ReadonlyMap<string, string>,
    seen: readonly string[],
  ): Loaded | null {
    const each = services.entries.get(name);
    if (!each) return null;
    if (each.value.kind !== 'map') return null;
    const own = { ...each, value: normalizeService(each.value, dir) };
    const ext = entry(own.value, 'extends');
    if (!ext) return { service: own, blocks: [each] };
    const base = this.#base(ext, services, name, file, dir, env, seen);
    const value = without(own.value, 'extends');
    if (!base) return { service: { ...own, value }, blocks: [each] };
    const merged = mergeNodes(withFrom(without(base.service.value, 'depends_on'), 'extends'), value, []);
    if (merged?.kind !== 'map') return { service: { ...own, value }, blocks: [each] };
    return { service: { ...own, value: merged }, blocks: [...base.blocks, each] };
  }

  #base(
    ext: Entry,
    services: MapNode,
    name: string,
    file: string,
    dir: string,
    env: ReadonlyMap<string, string>,
    seen: readonly string[],
  ): Loaded | null {
    const target = textOf(ext.value) ?? textOf(child(ext.value, 'service'));
    const path = textOf(child(ext.value, 'file'));
    if (target === null) return null;
    const other = path === null ? file : isAbsolute(path) ? path : resolve(dir, path);
    const id = `${other}#${target}`;
    if (seen.includes(id) || (other === file && target === name)) {
      this.#error(ext, `service ${name} extends itself, by way of ${target}`);
      return null;
    }
    if (other === file) {
      const base = this.#extended(services, target, file, dir, env, [...seen, id]);
      if (!base) this.#error(ext, `service ${name} extends ${target}, which is not in this file`);
      return base;
    }
    const root = this.#root(other, env);
    if (!root) {
      this.#error(ext, `service ${name} extends a service of ${path}, which cannot be read`);
      return null;
    }
    const theirs = child(root, 'services');
    const base =
      theirs?.kind === 'map'
        ? this.#extended(theirs, target, other, dirname(other), env, [...seen, id])
        : null;
    if (!base) this.#error(ext, `service ${name} extends ${target}, which is not in ${path}`);
    return base;
  }

  /** The services of included files. Each include is a project of its own, with its own folder and variables. */
  #includes(
    root: Node,
    file: string,
    dir: string,
    env: ReadonlyMap<string, string>,
    including: readonly string[],
  ): Services {
    const list = child(root, 'include');
    const out = new Map<string, Loaded>();
    if (list?.kind !== 'list') return out;
    for (const item of list.items) {
      const paths = texts(item.kind === 'map' ? child(item, 'path') : item).map((path) => resolve(dir, path));
      const [first] = paths;
      if (first === undefined) continue;
      if (paths.some((path) => including.includes(path))) {
        this.errors.push({ message: `${file} includes itself`, file: item.at.file, span: item.at.span });
        continue;
      }
      const directory = textOf(child(item, 'project_directory'));
      const own = directory === null ? dirname(first) : resolve(dir, directory);
      const envFiles = texts(child(item, 'env_file')).map((path) => resolve(dir, path));
      const variables = this.#environment(envFiles.length > 0 ? envFiles : [`${own}/.env`], env);
      for (const path of paths)
        if (!this.#root(path, variables))
          this.errors.push({
            message: `the included file ${path} cannot be read`,
            file: item.at.file,
            span: item.at.span,
          });
      for (const [name, each] of this.#files(paths, own, variables, including))
        out.set(name, {
          ...each,
          service: { ...each.service, value: withFromMap(each.service.value, 'include') },
        });
    }
    return out;
  }

  #root(file: string, env: ReadonlyMap<string, string>): Node | null {
    this.reads.add(file);
    if (!isInside(this.#request.root, file)) return null;
    const parsed = this.#reader.composeFile(file);
    if (!parsed) return null;
    for (const { message, span } of parsed.errors) this.#report({ message, file, span });
    const { root } = parsed.value;
    if (!root) return null;
    return bind(root, {
      file,
      lookup: (name) => env.get(name),
      error: (message, span) => this.#report({ message, file, span }),
    });
  }

  /** Files of variables below those that are given, which win. */
  #environment(files: readonly string[], env: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const out = new Map<string, string>();
    for (const file of files) {
      this.reads.add(file);
      const text = isInside(this.#request.root, file) ? this.#reader.text(file) : null;
      if (text !== null) for (const [name, value] of readEnvFile(text, env)) out.set(name, value);
    }
    for (const [name, value] of env) out.set(name, value);
    return out;
  }

  #error({ key }: Entry, message: string): void {
    this.#report({ message, file: key.file, span: key.span });
  }

  #report(error: ComposeError): void {
    const same = this.errors.some(
      (each) =>
        each.file === error.file && each.span.start === error.span.start && each.message === error.message,
    );
    if (!same) this.errors.push(error);
  }
}

function mergeServices(base: Services, over: Services, from: Provenance): Services {
  const out = new Map(base);
  for (const [name, each] of over) {
    const old = out.get(name);
    if (!old) {
      out.set(name, each);
      continue;
    }
    const merged = mergeNodes(old.service.value, withFromMap(each.service.value, from), []);
    if (merged?.kind === 'map')
      out.set(name, {
        service: { key: old.service.key, value: merged },
        blocks: [...old.blocks, ...each.blocks],
      });
  }
  return out;
}

const withFromMap = (node: MapNode, from: Provenance): MapNode => {
  const marked = withFrom(node, from);
  return marked.kind === 'map' ? marked : node;
};

const without = (node: MapNode, name: string): MapNode =>
  map(
    [...node.entries].filter(([key]) => key !== name),
    node,
  );

const texts = (node: Node | null): string[] =>
  node?.kind === 'list'
    ? node.items.flatMap((item) => textOf(item) ?? [])
    : node
      ? [textOf(node) ?? ''].filter((text) => text !== '')
      : [];
