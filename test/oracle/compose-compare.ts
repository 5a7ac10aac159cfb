import { posix } from 'node:path';
import { findProjects } from '../../server/src/compose/load/find-projects.ts';
import { loadProject } from '../../server/src/compose/load/load-project.ts';
import type { ProjectRequest } from '../../server/src/compose/load/project-request.ts';
import type { ComposeHook, ComposeProject, ComposeService, Sourced } from '../../server/src/compose/model.ts';
import { NodeFiles } from '../../server/src/host/node-files.ts';
import { parseComposeFile } from '../../server/src/compose/parse/parse-compose-file.ts';
import { HOME, type OracleHook, type OracleRequest, type OracleService } from './compose-oracle.ts';

/** What our engine makes of the same request. */
export function ours({ dir, files = [], env = {} }: OracleRequest): ComposeProject {
  const disk = new NodeFiles(['/']);
  const text = (path: string): string | null => {
    const content = disk.read(path);
    return content.kind === 'text' ? content.text : null;
  };
  const reader = {
    text,
    composeFile: (path: string) => {
      const content = text(path);
      return content === null ? null : parseComposeFile(content);
    },
  };
  const variables = new Map(Object.entries({ HOME, ...env }));
  const load = (request: Pick<ProjectRequest, 'files' | 'dir' | 'envFiles'>): ComposeProject =>
    loadProject({ ...request, env: variables, root: '/' }, reader);
  const [first] = files;
  if (first !== undefined) {
    const own = posix.dirname(posix.resolve(dir, first));
    return load({ files: files.map((file) => posix.resolve(dir, file)), dir: own });
  }
  const names = (disk.list(dir) ?? []).flatMap(({ kind, name }) => (kind === 'file' ? [name] : []));
  const [project] = findProjects(new Map([[dir, names]]), reader, [], { dir, env: variables });
  if (project) return load(project);
  // Compose takes a file of its own names whatever it says; that such a file is no Compose file is for us to say.
  const own = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].find((name) =>
    names.includes(name),
  );
  return load({ files: own === undefined ? [] : [posix.resolve(dir, own)], dir });
}

/** A service as both print it, without what is not compared. */
export interface Compared {
  readonly [field: string]: unknown;
}

/** Paths are compared without their `.` and `..`: ours are normalized, and Go leaves absolute ones as they are written. */
const clean = (path: string): string =>
  path.startsWith('/') ? posix.normalize(path).replace(/(?<=.)\/$/, '') : path;

export function fromOracle(service: OracleService): Compared {
  const { build } = service;
  return {
    image: service.image ?? '',
    build: build
      ? {
          context: clean(build.context ?? ''),
          dockerfile: build.dockerfile_inline ? '' : (build.dockerfile ?? ''),
          inline: build.dockerfile_inline ?? '',
          target: build.target ?? '',
          args: sorted(build.args),
          additionalContexts: sorted(build.additional_contexts).map(([name, value]) => [
            name,
            clean(value ?? ''),
          ]),
          platforms: build.platforms ?? [],
          tags: build.tags ?? [],
        }
      : null,
    command: service.command ?? null,
    entrypoint: service.entrypoint ?? null,
    environment: sorted(service.environment),
    ports: (service.ports ?? []).map(
      ({ target, published, protocol }) => `${published ?? ''}:${target}/${protocol}`,
    ),
    expose: service.expose ?? [],
    volumes: (service.volumes ?? []).map(
      ({ type, source, target }) =>
        `${type}:${type === 'bind' ? clean(source ?? '') : (source ?? '')}:${target ?? ''}`,
    ),
    profiles: service.profiles ?? [],
    workingDir: service.working_dir ?? '',
    user: service.user ?? '',
    platform: service.platform ?? '',
    healthcheck: service.healthcheck?.test ?? [],
    dependsOn: Object.keys(service.depends_on ?? {}).sort(),
    watch: (service.develop?.watch ?? []).map(({ path }) => clean(path)),
    watchExec: (service.develop?.watch ?? []).flatMap(({ exec }) =>
      exec?.command ? [hookFromOracle(exec)] : [],
    ),
    postStart: (service.post_start ?? []).map(hookFromOracle),
    preStop: (service.pre_stop ?? []).map(hookFromOracle),
  };
}

export function fromOurs(service: ComposeService): Compared {
  const { build } = service;
  const text = (value: Sourced<string> | null | undefined): string => value?.value ?? '';
  return {
    image: text(service.image),
    build: build
      ? {
          context: clean(build.context.value),
          dockerfile: text(build.dockerfile),
          inline: text(build.inline),
          target: text(build.target),
          // An arg without a value anywhere is kept by us, to be told, and dropped by Compose.
          args: [...build.args]
            .flatMap(([name, { value }]) => (value === null ? [] : [[name, value]]))
            .sort(byName),
          additionalContexts: [...build.additionalContexts]
            .map(([name, { value }]) => [name, clean(value)])
            .sort(byName),
          platforms: build.platforms.map(text),
          tags: build.tags.map(text),
        }
      : null,
    command: service.command?.value ?? null,
    entrypoint: service.entrypoint?.value ?? null,
    environment: [...service.environment].map(([name, { value }]) => [name, value]).sort(byName),
    ports: service.ports.map(({ target, published, protocol }) => `${published ?? ''}:${target}/${protocol}`),
    expose: service.expose.map(text),
    volumes: service.volumes.map(
      ({ type, source, target }) =>
        `${type}:${type === 'bind' ? clean(source ?? '') : (source ?? '')}:${target}`,
    ),
    profiles: service.profiles,
    workingDir: text(service.workingDir),
    user: text(service.user),
    platform: text(service.platform),
    healthcheck: service.healthcheck?.value ?? [],
    dependsOn: [...service.dependsOn].sort(),
    watch: service.watch.map((each) => clean(each.value)),
    watchExec: service.watchExec.map(hookFromOurs),
    postStart: service.postStart.map(hookFromOurs),
    preStop: service.preStop.map(hookFromOurs),
  };
}

const hookFromOracle = ({ command, user, working_dir, environment }: OracleHook): unknown => ({
  command: command ?? null,
  user: user ?? '',
  workingDir: working_dir ?? '',
  environment: sorted(environment),
});

const hookFromOurs = ({ command, user, workingDir, environment }: ComposeHook): unknown => ({
  command: command?.value ?? null,
  user: user?.value ?? '',
  workingDir: workingDir?.value ?? '',
  environment: [...environment].map(([name, { value }]) => [name, value]).sort(byName),
});

const sorted = (map: Readonly<Record<string, string | null>> | undefined): [string, string | null][] =>
  Object.entries(map ?? {}).sort(byName);

const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
  String(a[0]) < String(b[0]) ? -1 : 1;
