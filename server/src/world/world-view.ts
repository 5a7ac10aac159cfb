import type { ComposeService } from '../compose/model.ts';
import type { BuildContext, ImageTrace } from '../image/model.ts';
import type { ObjectFact, Query, Reader } from '../memory/snapshot.ts';
import { imageKeys, imagesByFile, imageUsers, judgedDockerfiles, unjudged } from './facts/image-list.ts';
import { type ImagePrograms, imagePrograms, imageStart } from './facts/images.ts';
import { judgedModules } from './facts/modules.ts';
import { fileProblem } from './facts/problems.ts';
import {
  projectErrors,
  projectFrame,
  projectIds,
  serviceModel,
  type ServiceName,
  serviceNames,
} from './facts/projects.ts';
import { type Scope, Scoped, scopeOf } from './facts/scope.ts';
import { type ServiceBuild, serviceBuild, serviceRuns } from './facts/services.ts';
import { discover } from './find/discover.ts';
import { type ProjectId, type ServiceId, serviceId } from './ids.ts';
import { contextOf, type ImageKey, imageId, imageTrace } from './image-facts.ts';
import { dockerfileAt } from './parse-queries.ts';
import type { Runs } from './start/what-runs.ts';
import type { Settings } from './settings.ts';
import type { DockerfileFact, Image, ModuleFact, Program, Project, Service, World } from './world.ts';

/**
 * A world that is asked for as it is looked at: each fact is a question to the reader, so that whoever looks depends on what
 * it has seen of the world and on nothing else. Within a view, equal things are one object.
 */
export class WorldView implements World {
  readonly settings: Settings;
  readonly reader: Reader;
  readonly scope: Scope;
  readonly #services = new Map<ServiceId, Service>();
  readonly #projects = new Map<ProjectId, Project | null>();
  readonly #images = new Map<string, Image | null>();
  #allServices: readonly Service[] | null = null;
  #allImages: readonly Image[] | null = null;
  #dockerfiles: readonly DockerfileFact[] | null = null;

  constructor(reader: Reader, settings: Settings) {
    this.settings = settings;
    this.reader = reader;
    this.scope = scopeOf(reader, settings);
  }

  get projects(): readonly Project[] {
    return this.reader.derive(projectIds, this.settings).flatMap((id) => this.project(id) ?? []);
  }

  get services(): readonly Service[] {
    return (this.#allServices ??= this.reader
      .derive(serviceNames, this.settings)
      .map((name) => this.#named(name)));
  }

  service(id: ServiceId): Service | null {
    if (!this.#allServices) void this.services;
    return this.#services.get(id) ?? null;
  }

  project(id: ProjectId): Project | null {
    let project = this.#projects.get(id);
    if (project === undefined) this.#projects.set(id, (project = this.#viewOf(id)));
    return project;
  }

  get images(): readonly Image[] {
    return (this.#allImages ??= this.reader
      .derive(imageKeys, this.settings)
      .flatMap((key) => this.image(key) ?? []));
  }

  get dockerfiles(): readonly DockerfileFact[] {
    return (this.#dockerfiles ??= this.reader
      .derive(judgedDockerfiles, this.settings)
      .map((file) => this.#dockerfile(file)));
  }

  get modules(): readonly ModuleFact[] {
    return this.reader.derive(judgedModules, this.settings);
  }

  get files(): number {
    return this.reader.derive(discover, this.settings.path).files;
  }

  image(key: ImageKey): Image | null {
    const id = this.#idOf(key);
    let image = this.#images.get(id);
    if (image === undefined) {
      const isThere = key.inline !== null || this.reader.derive(fileProblem, key.file) === null;
      this.#images.set(id, (image = isThere ? new ImageView(this, key) : null));
    }
    return image;
  }

  imagesOf(file: string): readonly Image[] {
    const keys = this.reader.derive(imagesByFile, this.settings).get(file) ?? [];
    return keys.flatMap((key) => this.image(key) ?? []);
  }

  usersOf(key: ImageKey): readonly Service[] {
    const { users } = this.reader.derive(imageUsers, this.settings);
    return (users.get(this.#idOf(key)) ?? []).map((name) => this.#named(name));
  }

  serviceOf(name: ServiceName): Service {
    return this.#named(name);
  }

  #named(name: ServiceName): Service {
    const id = serviceId(name.project, name.name);
    let service = this.#services.get(id);
    if (!service) this.#services.set(id, (service = new ServiceView(this, id, name)));
    return service;
  }

  #idOf(key: ImageKey): string {
    return this.reader.made(keyId, key);
  }

  #viewOf(id: ProjectId): Project | null {
    const scoped = new Scoped(this.scope, id);
    const frame = this.reader.derive(projectFrame, scoped);
    if (!frame) return null;
    const { reader } = this;
    const services = (): ComposeService[] =>
      this.services.flatMap((service) => (service.project.id === id ? [service.model] : []));
    return {
      ...frame,
      get services() {
        return services();
      },
      get errors() {
        return reader.derive(projectErrors, scoped);
      },
    };
  }

  #dockerfile(file: string): DockerfileFact {
    const { reader, scope } = this;
    const images = (): readonly Image[] => this.imagesOf(file);
    return {
      file,
      get dockerfile() {
        return reader.derive(dockerfileAt, file)?.value ?? null;
      },
      get problem() {
        return reader.derive(fileProblem, file) ?? reader.derive(unjudged, new Scoped(scope, file));
      },
      get images() {
        return images();
      },
    };
  }
}

const keyId: ObjectFact<ImageKey, string> = { name: 'image-id', of: imageId };

/** A service whose facts are asked for as they are looked at, each once. */
class ServiceView implements Service {
  readonly id: ServiceId;
  readonly #world: WorldView;
  readonly #name: ServiceName;
  #build: ServiceBuild | null = null;
  #model: ComposeService | null = null;
  #runs: Runs | null = null;
  #image: Image | null | undefined;
  #program: Program | null | undefined;

  constructor(world: WorldView, id: ServiceId, name: ServiceName) {
    this.id = id;
    this.#world = world;
    this.#name = name;
  }

  get project(): Project {
    return there(this.#world.project(this.#name.project));
  }

  get model(): ComposeService {
    return (this.#model ??= there(this.#ask(serviceModel)));
  }

  get image(): Image | null {
    const { key } = this.#built;
    if (this.#image === undefined) this.#image = key && this.#world.image(key);
    return this.#image;
  }

  get builtBy(): Service | null {
    const { builtBy } = this.#built;
    return builtBy && this.#world.serviceOf(builtBy);
  }

  get imageProblem(): string | null {
    return this.#built.problem;
  }

  get runs(): Runs {
    return (this.#runs ??= this.#ask(serviceRuns));
  }

  get program(): Program | null {
    if (this.#program === undefined) this.#program = this.#started();
    return this.#program;
  }

  get #built(): ServiceBuild {
    return (this.#build ??= this.#ask(serviceBuild));
  }

  #started(): Program | null {
    const { runs, image } = this;
    if (runs.kind !== 'program') return null;
    const { build, package: main } = runs.program;
    return image?.programs.find((each) => each.build === build && each.package.dir === main.dir) ?? null;
  }

  #ask<T>(query: Query<Scoped<ServiceName>, T>): T {
    return this.#world.reader.derive(query, this.#world.scope.about(this.#name));
  }
}

/** One image, in the same way. Alone, no service has a say in it. */
export class ImageView implements Image {
  readonly key: ImageKey;
  readonly #world: WorldView;
  readonly #isAlone: boolean;
  #trace: ImageTrace | null = null;
  #context: BuildContext | null = null;
  #usedBy: readonly Service[] | null = null;
  #runs: Runs | null = null;
  #judged: ImagePrograms | null = null;

  constructor(world: WorldView, key: ImageKey, isAlone = false) {
    this.key = key;
    this.#world = world;
    this.#isAlone = isAlone;
  }

  get file(): string {
    return this.key.file;
  }

  get inline(): boolean {
    return this.key.inline !== null;
  }

  get trace(): ImageTrace {
    return (this.#trace ??= there(this.#world.reader.derive(imageTrace, this.key)));
  }

  get context(): BuildContext {
    return (this.#context ??= contextOf(this.#world.reader, this.key));
  }

  get usedBy(): readonly Service[] {
    return (this.#usedBy ??= this.#isAlone ? [] : this.#world.usersOf(this.key));
  }

  get runs(): Runs {
    return (this.#runs ??= this.#ask(imageStart));
  }

  get programs(): readonly Program[] {
    return this.#judgedPrograms.programs;
  }

  get holds(): Image['holds'] {
    return this.#judgedPrograms.holds;
  }

  get #judgedPrograms(): ImagePrograms {
    return (this.#judged ??= this.#ask(imagePrograms));
  }

  #ask<T>(query: Query<Scoped<ImageKey>, T>): T {
    return this.#world.reader.derive(query, this.#world.scope.about(this.key));
  }
}

/** What a list of the same snapshot has named is there. */
function there<T>(value: T | null): T {
  if (value === null) throw new Error('a thing of a world is gone');
  return value;
}
