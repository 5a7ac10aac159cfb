import { dirname, isInside, resolve } from '../../text/path.ts';
import type { ComposeReader, Env } from './project-request.ts';
import { readEnvFile } from './read-env-file.ts';
import { type Tree, treeAt } from '../parse/tree.ts';

/** The files of a project, in merge order, absolute, and its folder. */
export interface ProjectFiles {
  readonly files: readonly string[];
  readonly dir: string;
  /** Whether its files were put together by what they say: people may run them in another way. */
  readonly guessed?: true;
  /** Whether somebody starts them together in so many words. */
  readonly written?: true;
  /** Where its variables stand, when that is not the `.env` of its folder alone. */
  readonly envFiles?: readonly string[];
}

/** The folder that Compose is started in, with the variables that it is given. */
export interface Started {
  readonly dir: string;
  readonly env: Env;
}

/**
 * The Compose projects among YAML files. `folders` holds the names of the YAML files of each folder; `named` are files,
 * absolute, that somebody says are Compose files whatever they are called; `written` are projects that somebody starts in so
 * many words. A file is a Compose file by what it says, not by its name.
 *
 * A folder's project is the one that `docker compose` finds there: `COMPOSE_FILE` of the variables of `started`, if it is
 * that folder, or of its `.env`, else the first of the
 * default names with its override, and the default file alone as well: where the override is for development, production
 * runs the other with `-f`. For any other Compose file beside it (`docker-compose.prod.yml`) that nobody is seen to start, its
 * own text decides. It is laid over that project's first file when one of the
 * two makes no sense without the other; it is a project of its own when it is complete; and when it is neither, nothing
 * is said about it. A file that another one includes or extends is no project; one of a default name may be started where it
 * lies as well, unless it is a part of something above it: included there, or laid over a file of another folder.
 */
export function findProjects(
  folders: ReadonlyMap<string, readonly string[]>,
  reader: ComposeReader,
  named: readonly string[] = [],
  started: Started | null = null,
  written: readonly ProjectFiles[] = [],
): readonly ProjectFiles[] {
  const out: ProjectFiles[] = [];
  const isStarted = new Set(written.flatMap(({ files }) => files));
  const referred = new Set<string>();
  const included = new Map<string, string>();
  const others: { file: string; base: ProjectFiles | null }[] = [];
  const rootOf = (file: string): Tree | null => reader.composeFile(file)?.value.outline ?? null;
  for (const [dir, names] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const paths = names.map((name) => resolve(dir, name));
    const candidates = paths.filter((path, i) => isComposeName(names[i] ?? '') || named.includes(path));
    const env = started?.dir === dir ? started.env : NO_VARIABLES;
    const base = configured(dir, reader, env) ?? byDefault(dir, names, reader);
    if (base) out.push(base);
    const alone = base && withoutOverride(base, rootOf);
    if (alone) out.push(alone);
    for (const file of candidates) {
      const root = rootOf(file);
      for (const other of references(root, dir)) referred.add(other);
      for (const [other, projectDir] of includes(root, dir))
        if (dirname(other) !== dir && isInside(dir, other)) included.set(other, projectDir);
      if (!base?.files.includes(file) && !isStarted.has(file) && isCompose(root)) others.push({ file, base });
    }
  }
  for (const { file, base } of others) {
    if (referred.has(file)) continue;
    const first = base?.files[0];
    const way = wayOf(rootOf(file), first === undefined ? null : rootOf(first));
    if (way === 'alone') out.push({ files: [file], dir: dirname(file), guessed: true });
    else if (way === 'over' && base && first !== undefined)
      out.push({ files: [first, file], dir: base.dir, guessed: true });
  }
  const isPart = ({ files: [first = '', ...more], dir, envFiles }: ProjectFiles): boolean => {
    const projectDir = included.get(first);
    return (
      envFiles === undefined &&
      ((projectDir !== undefined && (projectDir !== dir || more.length === 0)) ||
        written.some((other) => other.dir !== dir && other.files.indexOf(first) > 0))
    );
  };
  const own = out.filter(
    (one) =>
      one.files[0] !== undefined &&
      !isPart(one) &&
      !(referred.has(one.files[0]) && out.length > 1 && !isDefaultName(one.files[0])),
  );
  const isWritten = (one: ProjectFiles): boolean =>
    one.guessed === true && written.some((other) => !other.envFiles && isSame(one, other));
  return [
    ...own
      .filter((one) => !isWritten(one))
      .map((one) => (written.some((other) => isSame(one, other)) ? { ...one, written: true as const } : one)),
    ...written.map((one) => ({ ...one, written: true as const })),
  ];
}

const isSame = (one: ProjectFiles, other: ProjectFiles): boolean =>
  one.dir === other.dir && one.files.join('\0') === other.files.join('\0');

/** In compose-go's order. */
const DEFAULTS = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

const isDefaultName = (file: string): boolean => DEFAULTS.includes(file.slice(file.lastIndexOf('/') + 1));

/** Names under which people keep Compose files. */
export const isComposeName = (name: string): boolean =>
  /^(?:docker-)?compose(?:[._-].+)?\.ya?ml$|^.+[._-](?:docker-)?compose\.ya?ml$/i.test(name);

function byDefault(dir: string, names: readonly string[], reader: ComposeReader): ProjectFiles | null {
  const override = OVERRIDES.find((name) => names.includes(name));
  const below = override === undefined ? [] : [resolve(dir, override)];
  for (const name of DEFAULTS) {
    if (!names.includes(name)) continue;
    const files = [resolve(dir, name), ...below];
    if (files.some((file) => mayBeCompose(file, reader))) return { files, dir };
  }
  return null;
}

/** The default file without its override, where it is complete alone. */
function withoutOverride(
  { files: [first, ...more], dir, envFiles }: ProjectFiles,
  rootOf: (file: string) => Tree | null,
): ProjectFiles | null {
  if (first === undefined || more.length === 0 || envFiles || !isDefaultName(first)) return null;
  const own = [...services(rootOf(first)).values()];
  if (own.length === 0 || own.some((service) => isPartial(service, null))) return null;
  return { files: [first], dir, guessed: true };
}

/** Whether a file of a default name is a Compose file, or may become one: it is empty, or broken where it says so. */
function mayBeCompose(file: string, reader: ComposeReader): boolean {
  const parsed = reader.composeFile(file);
  if (!parsed) return true;
  const { outline, more } = parsed.value;
  if (isListOfNames(treeAt(outline, 'services'))) return false;
  if (
    [outline, ...more].some(
      (root) => root?.kind === 'map' && COMPOSE_KEYS.some((key) => root.entries.has(key)),
    )
  )
    return true;
  return parsed.errors.length === 0
    ? outline === null
    : /^["']?(?:services|include)["']?\s*:/m.test(reader.text(file) ?? '');
}

const COMPOSE_KEYS = ['services', 'include'];

/** Units of systemd in variables of Ansible, say: nobody writes services of Compose by their names alone. */
const isListOfNames = (tree: Tree | null): boolean =>
  tree?.kind === 'list' && tree.items.length > 0 && tree.items.every(({ kind }) => kind === 'scalar');

/** `COMPOSE_FILE` of the variables of whoever starts Compose there, else of the `.env` beside it. */
function configured(dir: string, reader: ComposeReader, env: Env): ProjectFiles | null {
  const own = readEnvFile(reader.text(`${dir}/.env`) ?? '', (name) => env.get(name)).values;
  const variable = (name: string): string | undefined => env.get(name) ?? own.get(name)?.value;
  const value = variable('COMPOSE_FILE');
  if (!value) return null;
  const files = value
    .split(variable('COMPOSE_PATH_SEPARATOR') || ':')
    .filter((file) => file !== '' && file !== '-')
    .map((file) => resolve(dir, file));
  const [first] = files;
  if (first === undefined) return null;
  const folder = dirname(first);
  return { files, dir: folder, envFiles: [...new Set([`${dir}/.env`, `${folder}/.env`])] };
}

const NO_VARIABLES: Env = new Map();

/** Whether what a file says makes it a Compose file. */
export const isCompose = (root: Tree | null): boolean =>
  treeAt(root, 'services')?.kind === 'map' || treeAt(root, 'include')?.kind === 'list';

/** How a file that is no project's default is meant: alone, over the first file of the folder's project, or not to be told. */
function wayOf(root: Tree | null, base: Tree | null): 'alone' | 'over' | null {
  const [own, below] = [services(root), services(base)];
  const needsBase = [...own].filter(([name, service]) => isPartial(service, below.get(name) ?? null));
  if (needsBase.length === 0) {
    const completes = [...below].some(([name, service]) => isPartial(service, null) && own.has(name));
    return completes ? 'over' : 'alone';
  }
  return needsBase.every(([name]) => below.has(name)) ? 'over' : null;
}

/** Whether a service has nothing to run without another file: no image, or a build that only changes the one below. */
function isPartial(service: Tree, below: Tree | null): boolean {
  if (service.kind !== 'map') return service.kind === 'scalar';
  if (['image', 'extends', 'provider'].some((key) => service.entries.has(key))) return false;
  const build = service.entries.get('build')?.value;
  if (!build) return true;
  return build.kind === 'map' && !build.entries.has('context') && treeAt(below, 'build') !== null;
}

const services = (root: Tree | null): ReadonlyMap<string, Tree> => {
  const tree = treeAt(root, 'services');
  return new Map(tree?.kind === 'map' ? [...tree.entries].map(([name, { value }]) => [name, value]) : []);
};

/** The files that a file includes, each with the folder that its paths are relative to. */
function includes(root: Tree | null, dir: string): [file: string, projectDir: string][] {
  const include = treeAt(root, 'include');
  return include?.kind !== 'list'
    ? []
    : include.items.flatMap((item): [string, string][] => {
        const files = words(item.kind === 'map' ? treeAt(item, 'path') : item).map((each) =>
          resolve(dir, each),
        );
        const [first] = files;
        if (first === undefined) return [];
        const [own] = words(item.kind === 'map' ? treeAt(item, 'project_directory') : null);
        const projectDir = own === undefined ? dirname(first) : resolve(dir, own);
        return files.map((file) => [file, projectDir]);
      });
}

/** A text, or the texts of a list. */
const words = (tree: Tree | null): string[] =>
  tree?.kind === 'list'
    ? tree.items.flatMap(words)
    : tree?.kind === 'scalar' && tree.value
      ? [tree.value]
      : [];

/** The files that a file includes, or whose services it extends. */
function references(root: Tree | null, dir: string): string[] {
  const out = includes(root, dir).map(([file]) => file);
  const add = (tree: Tree | null): void => {
    for (const each of words(tree)) out.push(resolve(dir, each));
  };
  const services = treeAt(root, 'services');
  if (services?.kind === 'map')
    for (const { value } of services.entries.values()) add(treeAt(value, 'extends', 'file'));
  return out;
}
