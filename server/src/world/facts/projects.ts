import { findProjects, type ProjectFiles } from '../../compose/load/find-projects.ts';
import { LoadMemory } from '../../compose/load/load-by-service.ts';
import { loadProject } from '../../compose/load/load-project.ts';
import { filesOf, howFound } from '../../compose/load/project-request.ts';
import type { ComposeProject, ComposeService } from '../../compose/model.ts';
import type { Query } from '../../memory/snapshot.ts';
import { tagsOf } from '../tags-of.ts';
import { sameData } from '../../text/same-data.ts';
import { dirname } from '../../text/path.ts';
import { composeFiles } from '../find/compose-files.ts';
import { composeStarts } from '../find/compose-starts.ts';
import { discover } from '../find/discover.ts';
import { type ProjectId, projectId, type ServiceId, serviceId } from '../ids.ts';
import { composeFileAt } from '../parse-queries.ts';
import type { Settings } from '../settings.ts';
import type { Project } from '../world.ts';
import type { Scoped } from './scope.ts';

/** Everything that the Compose files of a folder say. What asks about one thing asks one of the questions below. */
const loadedProjects: Query<Settings, Loaded> = {
  name: 'load-projects',
  compute(reader, settings) {
    const projects = new Map<ProjectId, ComposeProject>();
    const services = new Map<ServiceId, ComposeService>();
    for (const project of reader.derive(composeProjects, settings)) {
      const id = projectId(project);
      // The same files under the same variables are one project, however often they are found.
      if (projects.has(id)) continue;
      projects.set(id, project);
      for (const service of project.services) services.set(serviceId(id, service.name.value), service);
    }
    return { projects, services };
  },
};

interface Loaded {
  readonly projects: ReadonlyMap<ProjectId, ComposeProject>;
  readonly services: ReadonlyMap<ServiceId, ComposeService>;
}

/** The Compose projects below a folder. */
const composeProjects: Query<Settings, readonly ComposeProject[]> = {
  name: 'compose-projects',
  same: sameData,
  compute(reader, settings) {
    const { yaml } = reader.derive(discover, settings.path);
    const text = (path: string): string | null => {
      const state = reader.file(path);
      return state.kind === 'text' ? state.file.text : null;
    };
    const read = {
      text,
      composeFile: (path: string) => reader.derive(composeFileAt, path),
      problem: (path: string) => {
        const state = reader.file(path);
        return state.kind === 'unreadable' ? state.reason : null;
      },
    };
    const folders = new Map(yaml.map(({ dir, names }) => [dir, names]));
    const env = new Map(settings.env);
    const memory = reader.derive(loadMemory, settings);
    const load = (project: ProjectFiles): ComposeProject =>
      loadProject({ ...project, env, root: settings.root }, read, memory);
    const named = namedProject(settings);
    if (named && settings.alone) return [load(named)];
    const written = reader.derive(composeStarts, { path: settings.path, root: settings.root });
    return findProjects(
      folders,
      read,
      composeFiles(reader, yaml, settings),
      { dir: settings.path, env },
      named ? [named, ...written] : written,
    ).map(load);
  },
};

/** What the loader keeps from one snapshot to the next: it reads nothing, so that it lives as long as somebody asks for it. */
const loadMemory: Query<Settings, LoadMemory> = { name: 'load-memory', compute: () => new LoadMemory() };

/** The project of the files that somebody names; its folder is that of the first, as with `docker compose -f`. */
function namedProject({ files = [] }: Settings): ProjectFiles | null {
  const [first] = files;
  return first === undefined ? null : { files, dir: dirname(first) };
}

/** Which services there are, in order of project, then of name. */
export const serviceNames: Query<Settings, readonly ServiceName[]> = {
  name: 'service-names',
  same: sameData,
  compute: (reader, settings) =>
    [...reader.derive(loadedProjects, settings).projects].flatMap(([project, { services }]) =>
      services.map(({ name }) => ({ project, name: name.value })),
    ),
};

export interface ServiceName {
  readonly project: ProjectId;
  readonly name: string;
}

export const projectIds: Query<Settings, readonly ProjectId[]> = {
  name: 'project-ids',
  same: sameData,
  compute: (reader, settings) => [...reader.derive(loadedProjects, settings).projects.keys()],
};

/** A project without its services and errors; null when there is no such project. */
export const projectFrame: Query<Scoped<ProjectId>, Omit<Project, 'services' | 'errors'> | null> = {
  name: 'project',
  same: sameData,
  compute(reader, { scope, key }) {
    const project = reader.derive(loadedProjects, scope.settings).projects.get(key);
    if (!project) return null;
    return { id: key, ...filesOf(project), ...howFound(project), reads: project.reads };
  },
};

export const projectErrors: Query<Scoped<ProjectId>, ComposeProject['errors']> = {
  name: 'project-errors',
  same: sameData,
  compute: (reader, { scope, key }) =>
    reader.derive(loadedProjects, scope.settings).projects.get(key)?.errors ?? [],
};

/** What Compose says of one service; null when there is no such service. */
export const serviceModel: Query<Scoped<ServiceName>, ComposeService | null> = {
  name: 'service',
  same: sameData,
  compute: (reader, { scope, key }) =>
    reader.derive(loadedProjects, scope.settings).services.get(serviceId(key.project, key.name)) ?? null,
};

/** The tags that a project builds, as `tagName` writes them, each with the service that builds it. */
export const builtTags: Query<Scoped<ProjectId>, ReadonlyMap<string, string>> = {
  name: 'built-tags',
  same: sameData,
  compute(reader, { scope, key }) {
    const out = new Map<string, string>();
    for (const { name, build, image } of reader.derive(loadedProjects, scope.settings).projects.get(key)
      ?.services ?? []) {
      if (!build) continue;
      for (const tag of tagsOf({ build, image })) if (!out.has(tag)) out.set(tag, name.value);
    }
    return out;
  },
};
