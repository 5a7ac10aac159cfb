import { isInside } from '../../text/path.ts';
import type { Parsed } from '../../text/parsed.ts';
import { checkProject, type Declared, declaredIn, findCircle, type Section } from '../check/check-project.ts';
import { type ComposeFile, type PlacedBlock, type ServiceBlock, wholeFile } from '../parse/compose-file.ts';
import type { ComposeProject, ComposeService } from '../model.ts';
import { child } from '../values/node.ts';
import { normalizeProject } from './normalize-project.ts';
import { ProjectLoader } from './project-loader.ts';
import { type ComposeReader, type Env, filesOf, howFound, type ProjectRequest } from './project-request.ts';
import { serviceEnvironment } from './service-environment.ts';
import { serviceModel } from './service-model.ts';
import { type ServiceEntry, servicesOf } from './services-of.ts';
import { shiftService } from './shift-service.ts';
import type { Tree, TreeMap } from '../parse/tree.ts';

/**
 * Loads a project of one file service by service, so that after an edit only the service that was edited is loaded
 * again. Each is loaded by the same loader as a whole project, as if it were the only one, and what it refers to by name
 * is looked up among all. Null where services are not plainly apart, and wherever anything is wrong: then the whole is
 * loaded, and the answer is the same wherever both give one.
 */
export function loadByService(
  request: ProjectRequest,
  reader: ComposeReader,
  memory: LoadMemory,
): ComposeProject | null {
  const [file, ...overrides] = request.files;
  if (file === undefined || overrides.length > 0 || !isInside(request.root, file)) return null;
  const parsed = reader.composeFile(file);
  const blocks = parsed?.value.blocks;
  if (!blocks || parsed.errors.length > 0) return null;
  const { rest } = blocks;
  if (rest.entries.has('include') || rest.entries.has('jobs')) return null;

  const loader = new ProjectLoader(request, {
    text: (path) => reader.text(path),
    composeFile: only(file, rest),
  });
  const { model, env } = loader.load();
  const normal = normalizeProject(model, env);
  checkProject(normal, loader.report);
  if (loader.errors.length > 0) return null;
  // The home folder is that of the process, and a service loaded alone knows one set of variables.
  if (request.env.get('HOME') !== env.get('HOME')) return null;

  const context = memory.contextFor(request, file, env);
  const parts: { readonly placed: PlacedBlock; readonly part: Part }[] = [];
  let ports = 0;
  for (const placed of blocks.services) {
    const part = partOf(placed.block, context);
    if (!part || (ports += part.ports) > MAX_PORTS) return null;
    parts.push({ placed, part });
  }
  parts.sort((a, b) => (a.part.model.name.value < b.part.model.name.value ? -1 : 1));
  if (
    !refersWell(
      parts.map(({ part }) => part),
      declaredIn(normal),
    )
  )
    return null;

  for (const { part } of parts) if (part.hasFiles) loader.checkLabelFiles(part.entry.value);
  const services = parts.map(({ placed: { start }, part }) => {
    if (!part.hasFiles) return part.at(start);
    const environment = serviceEnvironment(part.entry.value, env, (path, place, how) =>
      loader.serviceEnvFile(path, place, how, true),
    );
    return shiftService(serviceModel(part.model.name.value, part.entry, environment), file, start);
  });
  if (loader.errors.length > 0) return null;
  return {
    ...filesOf(request),
    ...howFound(request),
    reads: [...loader.reads],
    services,
    errors: [],
  };
}

/** Half of what a whole project may ask for: nearer to the limit, the loader counts for itself. */
const MAX_PORTS = 35_000;

/** A service loaded by itself, its places counted from the start of its block. */
class Part {
  readonly entry: ServiceEntry;
  /** Without what files of variables say. */
  readonly model: ComposeService;
  /** Whether it names files of variables or labels, which are read anew each time. */
  readonly hasFiles: boolean;
  readonly ports: number;
  /** What it refers to. */
  readonly asked: readonly (readonly [Section, string])[];
  /** The services that must be built for it. */
  readonly mustBeBuilt: readonly string[];
  readonly #file: string;
  #start = 0;
  #placed: ComposeService;

  constructor(name: string, entry: ServiceEntry, file: string, env: Env, asked: Asked) {
    this.entry = entry;
    this.hasFiles = WITH_FILES.some((key) => entry.value.entries.has(key));
    this.model = serviceModel(
      name,
      entry,
      serviceEnvironment(entry.value, env, () => null),
    );
    const ports = child(entry.value, 'ports');
    this.ports = ports?.kind === 'list' ? ports.items.length : 0;
    this.asked = asked.names;
    this.mustBeBuilt = asked.built;
    this.#file = file;
    this.#placed = this.model;
  }

  /** The model where its block starts at an offset: a service that did not move stays the same object. */
  at(start: number): ComposeService {
    if (start !== this.#start) this.#placed = shiftService(this.model, this.#file, start);
    this.#start = start;
    return this.#placed;
  }
}

const WITH_FILES = ['env_file', 'label_file', 'pre_start'];

interface Asked {
  readonly names: readonly (readonly [Section, string])[];
  readonly built: readonly string[];
}

/** What a service depends on beside its own text, and what was loaded with it. */
interface Context {
  readonly key: string;
  readonly file: string;
  readonly dir: string;
  readonly root: string;
  readonly env: Env;
  /** Null for what cannot be loaded alone. */
  readonly parts: WeakMap<ServiceBlock, Part | null>;
}

/**
 * What was loaded before, for whoever loads the same projects again: those that were loaded lately, the last one first. An
 * answer is the same with it and without.
 */
export class LoadMemory {
  #contexts: readonly Context[] = [];

  contextFor({ dir, root }: ProjectRequest, file: string, env: Env): Context {
    const key = JSON.stringify([file, dir, root, [...env]]);
    const known = this.#contexts.find((context) => context.key === key);
    if (known && known === this.#contexts[0]) return known;
    const context = known ?? { key, file, dir, root, env, parts: new WeakMap() };
    this.#contexts = [context, ...this.#contexts.filter((each) => each !== context)].slice(0, MAX_CONTEXTS);
    return context;
  }
}

const MAX_CONTEXTS = 16;

function partOf(block: ServiceBlock, context: Context): Part | null {
  let part = context.parts.get(block);
  if (part === undefined) {
    part = loadPart(block, context);
    context.parts.set(block, part);
  }
  return part;
}

/** Loads a service as if the project were nothing else. Null where that is an error, or another service is needed for it. */
function loadPart({ name, entry }: ServiceBlock, { file, dir, root, env }: Context): Part | null {
  const { value } = entry;
  if (value.kind !== 'map' || value.entries.has('extends')) return null;
  const alone: TreeMap = {
    ...value,
    entries: new Map([
      [
        'services',
        { key: entry.key, from: 'written', value: { ...value, entries: new Map([[name, entry]]) } },
      ],
    ]),
  };
  const loader = new ProjectLoader(
    { files: [file], dir, root, env, envFiles: [] },
    { text: () => null, composeFile: only(file, alone) },
  );
  const { model } = loader.load();
  const normal = normalizeProject(model, env);
  const names: (readonly [Section, string])[] = [];
  const built: string[] = [];
  const all: Declared = {
    has: (section, each) => names.push([section, each]) > 0,
    isBuilt: (service) => built.push(service) > 0,
  };
  checkProject(normal, loader.report, all);
  const [service, ...others] = servicesOf(normal);
  if (loader.errors.length > 0 || !service || others.length > 0) return null;
  return new Part(service[0], service[1], file, env, { names, built });
}

/** Whether all that services refer to is there, and none waits for itself. */
function refersWell(parts: readonly Part[], rest: Declared): boolean {
  const services = new Map(parts.map((part) => [part.model.name.value, part.model]));
  for (const { asked, mustBeBuilt } of parts) {
    for (const [section, name] of asked)
      if (section === 'services' ? !services.has(name) : !rest.has(section, name)) return false;
    for (const name of mustBeBuilt) if (!services.get(name)?.build) return false;
  }
  const waiting = parts.flatMap(({ model }) => (model.dependsOn.length > 0 ? [model.name.value] : []));
  return findCircle(waiting, (name) => services.get(name)?.dependsOn ?? []) === null;
}

/** A reader of one file alone, whose tree is given. */
const only =
  (file: string, tree: Tree) =>
  (path: string): Parsed<ComposeFile> | null =>
    path === file ? { value: wholeFile(tree, []), errors: [] } : null;
