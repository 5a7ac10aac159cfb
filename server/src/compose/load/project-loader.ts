import { dirname, isInside } from '../../text/path.ts';
import type { Place, Span } from '../../text/span.ts';
import { canonical, withDefaults } from './canonical.ts';
import { checkShape } from '../check/check-shape.ts';
import { checkValues } from '../check/check-values.ts';
import { interpolate } from '../values/interpolate.ts';
import type { ComposeReader, Env, ProjectRequest } from './project-request.ts';
import { mergeNodes } from '../values/merge-nodes.ts';
import type { Cause, Report } from '../values/report.ts';
import type { ComposeError, Provenance } from '../model.ts';
import {
  bind,
  child,
  dataKey,
  type Entry,
  isNull,
  type MapNode,
  map,
  type Node,
  textOf,
  withFrom,
} from '../values/node.ts';
import { type EnvFile, readEnvFile } from './read-env-file.ts';
import { readRawEnvFile } from './read-raw-env-file.ts';
import { applyResets, type ResetPaths, takeResets } from './reset-paths.ts';
import { absolute, resolvePaths } from './resolve-paths.ts';
import type { ServiceFileReading } from './service-environment.ts';
import { enforceUnicity } from '../values/unique-entries.ts';

/** An error as it was met; whether it is certain shows when all is read. */
export interface LoadError extends Omit<ComposeError, 'certain' | 'mayBeElsewhere'> {
  readonly cause: Cause;
}

/** Where files are read for: the folder that their paths are seen from, and the variables that they see. */
interface Scope {
  readonly dir: string;
  readonly env: Env;
  /** The files that include each other down to here. */
  readonly included: readonly string[];
  /** Services of other files that were extended, so that each is read once. */
  readonly bases: Map<string, Base | null>;
}

/** A file whose services others extend. */
interface Base {
  readonly services: ReadonlyMap<string, Entry>;
  readonly resets: ResetPaths;
}

/** Where a service that is extended is looked up. `services` grows: what was extended once stays so. */
interface Extending {
  readonly scope: Scope;
  /** The file that started it, for messages and to find circles, as compose-go counts them. */
  readonly file: string;
  readonly services: Map<string, Entry>;
  readonly resets: ResetPaths;
  readonly seen: readonly { readonly file: string; readonly service: string }[];
}

const EMPTY_PLACE = (file: string): Place => ({ file, span: { start: 0, end: 0 } });

/** Reads and merges the files of one project, in the order of compose-go's loader. */
export class ProjectLoader {
  readonly errors: LoadError[] = [];
  /** Whether a variable had no value: what is wrong with a value may then be right elsewhere. */
  hasUnset = false;
  readonly reads = new Set<string>();
  readonly #request: ProjectRequest;
  readonly #reader: ComposeReader;
  readonly #home: string | null;
  /** Includes of one file with the same variables are loaded once, so that a lattice of them stays small. */
  readonly #includes = new Map<string, MapNode>();
  #loads = 0;

  constructor(request: ProjectRequest, reader: ComposeReader) {
    this.#request = request;
    this.#reader = reader;
    this.#home = request.env.get('HOME') ?? null;
  }

  /** The merged model and the variables of the project. */
  load(): { readonly model: MapNode; readonly env: Env } {
    const { files, dir, envFiles = [`${dir}/.env`] } = this.#request;
    const variables = envFiles.reduce<Env>((env, file) => this.#environment([file], env), this.#request.env);
    const env = new Map(variables);
    env.set('COMPOSE_PROJECT_NAME', this.#projectName(env));
    const model = this.#model(files, { dir, env, included: [], bases: new Map() });
    const [first] = files;
    if (model.entries.size === 0 && first !== undefined && this.errors.length === 0) {
      if (this.#reader.problem?.(first))
        this.report(this.#missing(first), EMPTY_PLACE(first), 'surroundings');
      else this.report('empty compose file', EMPTY_PLACE(first));
    }
    return { model, env };
  }

  readonly report: Report = (message, { file, span }, cause = 'value') => {
    this.errors.push({ message, file, span, cause, allowed: [] });
  };

  /** The variables file of a service, null when there is none to read. `isTold` says whether a missing one is an error. */
  serviceEnvFile(
    file: string,
    place: Place,
    { format, required, lookup, earlier }: ServiceFileReading,
    isTold: boolean,
  ): EnvFile | null {
    this.reads.add(file);
    if (!isInside(this.#request.root, file)) return null;
    const text = this.#reader.text(file);
    if (text === null) {
      if (required && isTold)
        this.report(
          `env file ${file} not found: stat ${file}: no such file or directory`,
          place,
          'surroundings',
        );
      return null;
    }
    const isRaw = format === 'raw';
    if (format !== '' && format !== '.env' && !isRaw) {
      if (isTold) this.report(`unsupported env_file format ${JSON.stringify(format)}`, place, 'text');
      return null;
    }
    const parsed = isRaw ? readRawEnvFile(text, lookup) : readEnvFile(text, lookup, earlier);
    if (parsed.error && isTold)
      this.report(`failed to ${isRaw ? 'parse env_file' : 'read'} ${file}: ${parsed.error.message}`, {
        file,
        span: parsed.error.span,
      });
    return parsed;
  }

  /** Files of labels must exist, those of what runs before a service too; what they say is of no use here. */
  checkLabelFiles(service: MapNode): void {
    const hooks = child(service, 'pre_start');
    for (const container of [service, ...(hooks?.kind === 'list' ? hooks.items : [])]) {
      const files = child(container, 'label_file');
      for (const item of files?.kind === 'list' ? files.items : files ? [files] : []) {
        const file = absolute(this.#request.dir, this.#home, textOf(item) ?? '');
        this.reads.add(file);
        if (isInside(this.#request.root, file) && this.#reader.text(file) === null)
          this.report(
            `label file ${file} not found: stat ${file}: no such file or directory`,
            item.at,
            'surroundings',
          );
      }
    }
  }

  /** Files that are merged with each other; their paths are made absolute in the end. */
  #model(files: readonly string[], scope: Scope): MapNode {
    let model = map([], { at: EMPTY_PLACE(files[0] ?? scope.dir), from: 'written', tag: null });
    for (const [index, file] of files.entries()) model = this.#file(file, model, scope, index > 0);
    const report = this.report;
    const filled = asMap(withDefaults(model, report)) ?? model;
    if (this.errors.length === 0) checkValues(filled, report);
    const resolved = asMap(resolvePaths(filled, scope.dir, this.#home, report)) ?? filled;
    return resolveLists(resolved, scope.env);
  }

  #file(file: string, earlier: MapNode, scope: Scope, isOverride: boolean): MapNode {
    const included = [...scope.included, file];
    return this.#documents(file, scope.env).reduce((model, document) => {
      const own = isOverride ? mark(document.root, 'override') : document.root;
      const withIncludes = this.#include(own, document.resets, { ...scope, included });
      const before = applyResets(model, document.resets);
      const extended = this.#extendAll(withIncludes, document.resets, file, scope);
      const merged = enforceUnicity(mergeNodes(before, extended, [], this.report), this.report);
      if (this.errors.length === 0) {
        const wrong = checkShape(merged);
        if (wrong)
          this.errors.push({
            message: `validating ${file}: ${wrong.message}`,
            ...wrong.at,
            cause: wrong.ofValue ? 'value' : 'text',
            allowed: wrong.allowed ?? [],
          });
      }
      return this.#canonical(without(asMap(merged) ?? before, 'version'));
    }, earlier);
  }

  /** Errors of the forms are told only when nothing was told before: they would repeat it. */
  #canonical(model: MapNode): MapNode {
    const report: Report = this.errors.length > 0 ? () => undefined : this.report;
    return asMap(enforceUnicity(canonical(model, report), report)) ?? model;
  }

  /** The documents of a file, with their variables replaced and their resets taken out. */
  #documents(file: string, env: Env): { readonly root: MapNode; readonly resets: ResetPaths }[] {
    this.reads.add(file);
    if (!isInside(this.#request.root, file)) {
      this.report(
        `${file} lies outside the repository, and nothing there is read`,
        EMPTY_PLACE(file),
        'surroundings',
      );
      return [];
    }
    const parsed = this.#reader.composeFile(file);
    if (!parsed) return [];
    // Compose stops at the first.
    const [wrong] = parsed.errors;
    if (wrong)
      this.report(
        `failed to parse ${file}: ${wrong.message}`,
        { file, span: wrong.span },
        wrong.isLimit ? 'surroundings' : 'text',
      );
    const error = (message: string, span: Span, cause?: Cause): void =>
      this.report(message, { file, span }, cause);
    const unset = (): void => {
      this.hasUnset = true;
    };
    const { root, more } = parsed.value;
    return [root, ...more].flatMap((tree) => {
      if (!tree) return [];
      const { root: kept, paths } = takeResets(tree);
      const bound = kept && bind(kept, { file, lookup: (name) => env.get(name), error, unset });
      if (bound?.kind === 'map')
        return [{ root: promoteDevelop(withBlocks(bound), this.report), resets: paths }];
      if (parsed.errors.length === 0 && !(bound && isNull(bound)))
        this.report('top-level object must be a mapping', { file, span: tree.span }, 'text');
      return [];
    });
  }

  #exists(file: string): boolean {
    return isInside(this.#request.root, file) && this.#reader.composeFile(file) !== null;
  }

  /** Why there is nothing to read where a file is named. */
  #missing(file: string): string {
    if (!isInside(this.#request.root, file))
      return `${file} lies outside the repository, and nothing there is read`;
    const problem = this.#reader.problem?.(file) ?? null;
    return problem === null ? `open ${file}: no such file or directory` : `open ${file}: ${problem}`;
  }

  // include

  #include(root: MapNode, resets: ResetPaths, scope: Scope): MapNode {
    const include = root.entries.get('include');
    if (!include) return root;
    const rest = without(root, 'include');
    if (isNull(include.value)) return rest;
    if (include.value.kind !== 'list') {
      this.report('`include` must be a list', include.value.at, 'text');
      return rest;
    }
    return include.value.items.reduce<MapNode>(
      (model, item) => this.#includeOne(model, item, resets, scope),
      rest,
    );
  }

  #includeOne(model: MapNode, item: Node, resets: ResetPaths, scope: Scope): MapNode {
    const { dir, included } = scope;
    const paths = texts(item.kind === 'map' ? child(item, 'path') : item).map((path) => joined(dir, path));
    const [first] = paths;
    if (first === undefined) return model;
    if (included.includes(first)) {
      const circle = [...included, first].join('\n include ');
      this.report(`include cycle detected:\n${circle}`, item.at);
      return model;
    }
    const missing = paths.find((path) => !this.#exists(path));
    if (missing !== undefined) {
      this.report(this.#missing(missing), item.at, 'surroundings');
      this.reads.add(missing);
      return model;
    }
    const directory = textOf(child(item, 'project_directory')) ?? '';
    const own = directory === '' ? dirname(first) : joined(dir, directory);
    const env = this.#includeEnvironment(child(item, 'env_file'), own, scope);
    const key = JSON.stringify([paths, own, [...env], included.length > MAX_INCLUDES]);
    let imported = this.#includes.get(key);
    if (!imported) {
      if (included.length > MAX_INCLUDES || ++this.#loads > MAX_LOADS) {
        this.report('files include each other too deeply', item.at, 'surroundings');
        return model;
      }
      imported = mark(this.#model(paths, { dir: own, env, included, bases: new Map() }), 'include');
      this.#includes.set(key, imported);
    }
    return this.#import(imported, model, resets);
  }

  #includeEnvironment(named: Node | null, own: string, { dir, env }: Scope): Env {
    const files = texts(named).filter((file) => file !== '/dev/null');
    if (named === null || isNull(named) || texts(named).length === 0)
      return this.#environment([`${own}/.env`], env);
    const paths = files.map((file) => joined(dir, file));
    for (const [index, path] of paths.entries())
      if (isInside(this.#request.root, path) && this.#reader.text(path) === null)
        this.report(
          `stat ${path}: no such file or directory`,
          named.kind === 'list' ? (named.items[index]?.at ?? named.at) : named.at,
          'surroundings',
        );
    return this.#environment(paths, env);
  }

  /** What the including file says is laid over what it includes. */
  #import(imported: MapNode, model: MapNode, resets: ResetPaths): MapNode {
    const out = new Map(model.entries);
    for (const section of ['services', 'jobs', 'volumes', 'networks', 'secrets', 'configs', 'models']) {
      const from = imported.entries.get(section);
      if (from?.value.kind !== 'map') continue;
      const to = out.get(section);
      const entries = new Map(to?.value.kind === 'map' ? to.value.entries : []);
      for (const [name, each] of from.value.entries) {
        const own = entries.get(name);
        if (!own) entries.set(name, each);
        else if (dataKey(own.value) !== dataKey(each.value)) {
          const kept = asMap(each.value);
          const base = kept ? resetBelow(kept, [section, name], resets) : each.value;
          entries.set(name, {
            key: each.key,
            value: mergeNodes(base, own.value, [section, name], this.report),
          });
        }
      }
      const like = to?.value.kind === 'map' ? to.value : from.value;
      out.set(section, { key: to?.key ?? from.key, value: { ...like, entries } });
    }
    return { ...model, entries: out };
  }

  // extends

  #extendAll(root: MapNode, resets: ResetPaths, file: string, scope: Scope): MapNode {
    return ['services', 'jobs'].reduce(
      (all, section) => this.#extendSection(all, section, resets, file, scope),
      root,
    );
  }

  #extendSection(root: MapNode, section: string, resets: ResetPaths, file: string, scope: Scope): MapNode {
    const services = root.entries.get(section);
    if (!services) return root;
    if (services.value.kind !== 'map') {
      this.report(`${section} must be a mapping`, services.value.at, 'text');
      return without(root, section);
    }
    const own = new Map(services.value.entries);
    for (const name of own.keys()) {
      const value = this.#extend(name, { scope, file, services: own, resets, seen: [] });
      const each = own.get(name);
      if (value && each) own.set(name, { ...each, value });
    }
    return {
      ...root,
      entries: new Map(root.entries).set(section, {
        ...services,
        value: { ...services.value, entries: own },
      }),
    };
  }

  /** A service with what it extends laid below it; null when there is no such service. */
  #extend(name: string, context: Extending): Node | null {
    const { scope, file, services, resets, seen } = context;
    const each = services.get(name);
    if (!each || isNull(each.value)) return null;
    const service = each.value;
    if (service.kind !== 'map') {
      this.report(`services.${name} must be a mapping`, service.at, 'text');
      return service;
    }
    const ext = service.entries.get('extends');
    if (!ext) return service;
    const plain = without(service, 'extends');
    const target = textOf(ext.value.kind === 'map' ? child(ext.value, 'service') : ext.value);
    if (target === null) {
      this.report(`extends.${name}.service is required`, ext.value.at);
      return plain;
    }
    const path = textOf(child(ext.value, 'file'));
    const base = path === null ? { services, resets } : this.#base(name, target, path, file, scope, ext);
    if (!base) return plain;
    if (path === null && !services.has(target)) {
      this.report(`cannot extend service "${name}" in ${file}: service "${target}" not found`, ext.value.at);
      return plain;
    }
    if (seen.length > MAX_EXTENDS) {
      this.report(
        `service "${name}" is extended through more than ${MAX_EXTENDS} others`,
        ext.value.at,
        'surroundings',
      );
      return plain;
    }
    const next = { file: path ?? file, service: name };
    if (seen.some((ref) => ref.file === next.file && ref.service === next.service)) {
      const lines = [...seen, next].map(
        (ref, i) => `  ${i === 0 ? '' : 'extends '}${ref.service} in ${ref.file}`,
      );
      this.report(`Circular reference:\n${lines.join('\n')}`, ext.value.at);
      return plain;
    }
    const found = this.#extend(target, {
      scope,
      file,
      services: path === null ? services : new Map(base.services),
      resets: base.resets,
      seen: [...seen, next],
    });
    if (found?.kind !== 'map') return service;
    const source = resetBelow(found, ['services', name], resets);
    const merged = mergeNodes(withFrom(source, 'extends'), plain, ['services', 'x'], this.report);
    services.set(name, { ...each, value: merged });
    return merged;
  }

  /** The services of another file, its paths already those of that file's folder. */
  #base(name: string, target: string, path: string, file: string, scope: Scope, ext: Entry): Base | null {
    const local = joined(scope.dir, path);
    const at = child(ext.value, 'file')?.at ?? ext.value.at;
    let base = scope.bases.get(local);
    if (base === undefined) {
      base = this.#readBase(local, name, at, scope);
      scope.bases.set(local, base);
    }
    if (base && !base.services.has(target)) {
      this.report(
        `cannot extend service "${name}" in ${file}: service "${target}" not found in ${path}`,
        ext.value.at,
      );
      return null;
    }
    return base;
  }

  #readBase(file: string, name: string, at: Place, scope: Scope): Base | null {
    if (!this.#exists(file)) {
      this.reads.add(file);
      this.report(this.#missing(file), at, 'surroundings');
      return null;
    }
    const errors = this.errors.length;
    const documents = this.#documents(file, scope.env);
    const empty = map([], { at: EMPTY_PLACE(file), from: 'written', tag: null });
    const model = documents.reduce((earlier, { root, resets }) => {
      const merged = mergeNodes(applyResets(earlier, resets), root, [], this.report);
      return this.#canonical(asMap(enforceUnicity(merged, this.report)) ?? earlier);
    }, empty);
    const services = child(
      asMap(resolvePaths(model, dirname(file), this.#home, this.report)) ?? model,
      'services',
    );
    if (services?.kind === 'map')
      return { services: services.entries, resets: documents.at(-1)?.resets ?? [] };
    if (this.errors.length === errors)
      this.report(
        `cannot extend service "${name}" in ${file}: ${services ? 'services must be a mapping' : 'no services section'}`,
        at,
      );
    return null;
  }

  // variables

  /** Files of variables below those that are given, which win. A file may use what stands before it. */
  #environment(files: readonly string[], env: Env): Env {
    const read = new Map<string, string>();
    for (const file of files) {
      this.reads.add(file);
      const text = isInside(this.#request.root, file) ? this.#reader.text(file) : null;
      if (text === null) continue;
      const { values, error } = readEnvFile(
        text,
        (name) => env.get(name),
        (name) => read.get(name),
      );
      for (const [name, { value }] of values) read.set(name, value);
      if (error) this.report(`failed to read ${file}: ${error.message}`, { file, span: error.span });
    }
    return new Map([...read, ...env]);
  }

  /** The name of the project: COMPOSE_PROJECT_NAME, `name:` of the last file that has one, or the folder's. */
  #projectName(env: Env): string {
    const { files, dir, root } = this.#request;
    const set = env.get('COMPOSE_PROJECT_NAME');
    if (set) {
      if (normalizeName(set) !== set) this.report(invalidName(set), EMPTY_PLACE(files[0] ?? dir));
      return set;
    }
    let named: string | null = null;
    for (const file of files) {
      const parsed = isInside(root, file) ? this.#reader.composeFile(file) : null;
      for (const tree of [parsed?.value.root, ...(parsed?.value.more ?? [])]) {
        const name = tree?.kind === 'map' ? tree.entries.get('name')?.value : undefined;
        if (name?.kind === 'scalar' && name.value) named = name.value;
      }
    }
    const folder = dir.slice(dir.lastIndexOf('/') + 1);
    return normalizeName(named === null ? folder : interpolate(named, (name) => env.get(name)).value);
  }
}

/** Deeper than people include; a chain that is longer ends here, and so does a lattice. */
const MAX_INCLUDES = 60;
const MAX_LOADS = 2_000;
const MAX_EXTENDS = 500;

const normalizeName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');

const invalidName = (name: string): string =>
  `invalid project name "${name}": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`;

/** A path as the loader of Compose sees it: without `~`. */
const joined = (dir: string, path: string): string =>
  absolute(dir, null, path.startsWith('~') ? `./${path}` : path);

const asMap = (node: Node): MapNode | null => (node.kind === 'map' ? node : null);

const mark = (node: MapNode, from: Provenance): MapNode => asMap(withFrom(node, from)) ?? node;

const without = (node: MapNode, name: string): MapNode => {
  if (!node.entries.has(name)) return node;
  const entries = new Map(node.entries);
  entries.delete(name);
  return { ...node, entries };
};

/** Each service remembers the block that it was written as. */
function withBlocks(root: MapNode): MapNode {
  const services = root.entries.get('services');
  if (services?.value.kind !== 'map') return root;
  const entries = new Map<string, Entry>();
  for (const [name, { key, value }] of services.value.entries) {
    const span = { start: key.span.start, end: Math.max(key.span.end, value.at.span.end) };
    const blocks = [{ file: key.file, span }];
    entries.set(name, { key, value: value.kind === 'map' ? { ...value, blocks } : value });
  }
  return {
    ...root,
    entries: new Map(root.entries).set('services', { ...services, value: { ...services.value, entries } }),
  };
}

/** `x-develop` is the old name of `develop`. */
function promoteDevelop(root: MapNode, report: Report): MapNode {
  const services = root.entries.get('services');
  if (services?.value.kind !== 'map') return root;
  let changed: Map<string, Entry> | null = null;
  for (const [name, each] of services.value.entries) {
    const old = each.value.kind === 'map' ? each.value.entries.get('x-develop') : undefined;
    if (each.value.kind !== 'map' || !old) continue;
    const own = each.value.entries.get('develop');
    const value =
      own && !isNull(own.value)
        ? mergeNodes(old.value, own.value, ['services', name, 'develop'], report)
        : old.value;
    const entries = new Map(without(each.value, 'x-develop').entries).set('develop', {
      key: own?.key ?? old.key,
      value,
    });
    (changed ??= new Map(services.value.entries)).set(name, { ...each, value: { ...each.value, entries } });
  }
  if (!changed) return root;
  return {
    ...root,
    entries: new Map(root.entries).set('services', {
      ...services,
      value: { ...services.value, entries: changed },
    }),
  };
}

/** What a file resets is taken out of what another file says there; `at` is where that stands. */
function resetBelow(node: MapNode, at: readonly [string, string], resets: ResetPaths): MapNode {
  const [section, name] = at;
  const below = resets.filter((path) => path[0] === section && path[1] === name && path.length > 2);
  return applyResets(
    node,
    below.map((path) => path.slice(2)),
  );
}

/** A name alone in a list of `environment` takes its value from the variables that its file sees. */
function resolveLists(model: MapNode, env: Env): MapNode {
  const services = model.entries.get('services');
  if (services?.value.kind !== 'map') return model;
  let changed: Map<string, Entry> | null = null;
  for (const [name, each] of services.value.entries) {
    const environment = each.value.kind === 'map' ? each.value.entries.get('environment') : undefined;
    if (each.value.kind !== 'map' || environment?.value.kind !== 'list') continue;
    const items = environment.value.items.map((item) => {
      const value = env.get(textOf(item) ?? '');
      return item.kind === 'scalar' && value !== undefined
        ? { ...item, value: `${item.value}=${value}`, interpolated: true }
        : item;
    });
    const entries = new Map(each.value.entries).set('environment', {
      ...environment,
      value: { ...environment.value, items },
    });
    (changed ??= new Map(services.value.entries)).set(name, { ...each, value: { ...each.value, entries } });
  }
  if (!changed) return model;
  return {
    ...model,
    entries: new Map(model.entries).set('services', {
      ...services,
      value: { ...services.value, entries: changed },
    }),
  };
}

/** A text, or a list of texts. */
const texts = (node: Node | null): string[] => {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.flatMap((item) => textOf(item) ?? []);
};
