import { dirname, resolve } from '../text/path.ts';
import type { ComposeReader } from './project-request.ts';
import { readEnvFile } from './read-env-file.ts';
import { type Tree, treeAt } from './tree.ts';

/** The files of a project, in merge order, absolute, and its folder. */
export interface ProjectFiles {
  readonly files: readonly string[];
  readonly dir: string;
  /** Where its variables stand, when that is not the `.env` of its folder alone. */
  readonly envFiles?: readonly string[];
}

/**
 * The Compose projects among YAML files. `folders` holds the names of the YAML files of each folder.
 *
 * A folder's project is the one that `docker compose` finds there: `COMPOSE_FILE` of its `.env`, else the first of the
 * default names with its override. Other Compose files beside it (`docker-compose.prod.yml`) are laid over that project
 * when one of their services has neither image nor build, so that they make no sense alone; else they are projects of
 * their own. A file that another project includes or extends is none.
 */
export function findProjects(
  folders: ReadonlyMap<string, readonly string[]>,
  reader: ComposeReader,
): readonly ProjectFiles[] {
  const out: ProjectFiles[] = [];
  const referred = new Set<string>();
  const others: { file: string; base: ProjectFiles | null }[] = [];
  for (const [dir, names] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const candidates = names.filter((name) => isComposeName(name)).map((name) => resolve(dir, name));
    const base = configured(dir, reader) ?? byDefault(dir, names);
    if (base) out.push(base);
    for (const file of candidates) {
      const root = reader.composeFile(file)?.value.root ?? null;
      for (const other of references(root, dir)) referred.add(other);
      if (!base?.files.includes(file) && isCompose(root)) others.push({ file, base });
    }
  }
  for (const { file, base } of others) {
    if (referred.has(file)) continue;
    if (!isOverride(reader.composeFile(file)?.value.root ?? null))
      out.push({ files: [file], dir: dirname(file) });
    else if (base) out.push({ files: [...base.files.slice(0, 1), file], dir: base.dir });
  }
  return out.filter(
    ({ files: [first] }) =>
      first !== undefined && !(referred.has(first) && out.length > 1 && !isDefaultName(first)),
  );
}

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
const isComposeName = (name: string): boolean =>
  /^(?:docker-)?compose(?:[._-].+)?\.ya?ml$|^.+[._-](?:docker-)?compose\.ya?ml$/i.test(name);

function byDefault(dir: string, names: readonly string[]): ProjectFiles | null {
  const base = DEFAULTS.find((name) => names.includes(name));
  if (base === undefined) return null;
  const override = OVERRIDES.find((name) => names.includes(name));
  return {
    files: [base, ...(override === undefined ? [] : [override])].map((name) => resolve(dir, name)),
    dir,
  };
}

/** `COMPOSE_FILE` of the `.env` beside it. */
function configured(dir: string, reader: ComposeReader): ProjectFiles | null {
  const text = reader.text(`${dir}/.env`);
  if (text === null) return null;
  const env = readEnvFile(text, () => undefined).values;
  const value = env.get('COMPOSE_FILE')?.value;
  if (!value) return null;
  const files = value
    .split(env.get('COMPOSE_PATH_SEPARATOR')?.value || ':')
    .filter((file) => file !== '')
    .map((file) => resolve(dir, file));
  const [first] = files;
  if (first === undefined) return null;
  const own = dirname(first);
  return { files, dir: own, envFiles: [...new Set([`${dir}/.env`, `${own}/.env`])] };
}

const isCompose = (root: Tree | null): boolean =>
  treeAt(root, 'services')?.kind === 'map' || treeAt(root, 'include')?.kind === 'list';

/** Whether a file makes no sense alone: a service of it has nothing to run. */
function isOverride(root: Tree | null): boolean {
  const services = treeAt(root, 'services');
  if (services?.kind !== 'map') return false;
  return [...services.entries.values()].some(
    ({ value }) =>
      value.kind === 'scalar' ||
      (value.kind === 'map' &&
        !['image', 'build', 'extends', 'provider'].some((key) => value.entries.has(key))),
  );
}

/** The files that a file includes, or whose services it extends. */
function references(root: Tree | null, dir: string): string[] {
  const out: string[] = [];
  const add = (tree: Tree | null): void => {
    if (tree?.kind === 'scalar' && tree.value !== null) out.push(resolve(dir, tree.value));
    if (tree?.kind === 'list') for (const item of tree.items) add(item);
  };
  const include = treeAt(root, 'include');
  if (include?.kind === 'list')
    for (const item of include.items) add(item.kind === 'map' ? treeAt(item, 'path') : item);
  const services = treeAt(root, 'services');
  if (services?.kind === 'map')
    for (const { value } of services.entries.values()) add(treeAt(value, 'extends', 'file'));
  return out;
}
