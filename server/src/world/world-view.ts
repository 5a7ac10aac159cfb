import type { ComposeService } from '../compose/model.ts';
import type { Reader } from '../memory/snapshot.ts';
import { imageKeys, imageUsers, judgedDockerfiles, unjudged } from './facts/image-list.ts';
import { imagePrograms, imageStart } from './facts/images.ts';
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
import { Scoped, type Scope, scopeOf } from './facts/scope.ts';
import { serviceBuild, serviceRuns } from './facts/services.ts';
import { discover } from './find/discover.ts';
import { type ProjectId, type ServiceId, serviceId } from './ids.ts';
import { contextOf, type ImageKey, imageId, imageTrace } from './image-facts.ts';
import { dockerfileAt } from './parse-queries.ts';
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
    this.scope = scopeOf(settings);
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

  /** The image of a key; null when its Dockerfile cannot be read. */
  image(key: ImageKey): Image | null {
    const id = imageId(key);
    let image = this.#images.get(id);
    if (image === undefined) {
      const isThere = key.inline !== null || this.reader.derive(fileProblem, key.file) === null;
      this.#images.set(id, (image = isThere ? viewImage(this, key) : null));
    }
    return image;
  }

  usersOf(key: ImageKey): readonly Service[] {
    const { users } = this.reader.derive(imageUsers, this.settings);
    return (users.get(imageId(key)) ?? []).map((name) => this.#named(name));
  }

  serviceOf(name: ServiceName): Service {
    return this.#named(name);
  }

  #named(name: ServiceName): Service {
    const id = serviceId(name.project, name.name);
    let service = this.#services.get(id);
    if (!service) this.#services.set(id, (service = viewService(this, id, name)));
    return service;
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
    const images = (): Image[] => this.images.filter((image) => !image.inline && image.file === file);
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

/** A service whose facts are asked for as they are looked at. They are its own properties, so that a copy has them too. */
function viewService(world: WorldView, id: ServiceId, name: ServiceName): Service {
  const scoped = new Scoped(world.scope, name);
  const build = once(() => world.reader.derive(serviceBuild, scoped));
  const model = once(() => there(world.reader.derive(serviceModel, scoped)));
  const runs = once(() => world.reader.derive(serviceRuns, scoped));
  const image = (): Image | null => {
    const { key } = build();
    return key && world.image(key);
  };
  const program = once((): Program | null => {
    const starts = runs();
    if (starts.kind !== 'program') return null;
    const { build: by, package: main } = starts.program;
    return image()?.programs.find((each) => each.build === by && each.package.dir === main.dir) ?? null;
  });
  return {
    id,
    get project() {
      return there(world.project(name.project));
    },
    get model() {
      return model();
    },
    get image() {
      return image();
    },
    get builtBy() {
      const { builtBy } = build();
      return builtBy && world.serviceOf(builtBy);
    },
    get imageProblem() {
      return build().problem;
    },
    get runs() {
      return runs();
    },
    get program() {
      return program();
    },
  };
}

/** One image, in the same way. Alone, no service has a say in it. */
export function viewImage(world: WorldView, key: ImageKey, isAlone = false): Image {
  const scoped = new Scoped(world.scope, key);
  const trace = once(() => there(world.reader.derive(imageTrace, key)));
  const context = once(() => contextOf(world.reader, key));
  const usedBy = once(() => (isAlone ? [] : world.usersOf(key)));
  const runs = once(() => world.reader.derive(imageStart, scoped));
  const judged = once(() => world.reader.derive(imagePrograms, scoped));
  return {
    key,
    file: key.file,
    inline: key.inline !== null,
    get trace() {
      return trace();
    },
    get context() {
      return context();
    },
    get usedBy() {
      return usedBy();
    },
    get runs() {
      return runs();
    },
    get programs() {
      return judged().programs;
    },
    get holds() {
      return judged().holds;
    },
  };
}

/** What was made is kept: a reader gives the same answer as long as somebody looks through it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** What a list of the same snapshot has named is there. */
function there<T>(value: T | null): T {
  if (value === null) throw new Error('a thing of a world is gone');
  return value;
}
