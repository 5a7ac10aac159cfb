import { findProjects, type ProjectFiles } from '../compose/load/find-projects.ts';
import { loadProject } from '../compose/load/load-project.ts';
import type { ComposeProject } from '../compose/model.ts';
import type { CgoVerdict, GoTarget } from '../go/model.ts';
import type { GoBuild, GoPackage } from '../image/model.ts';
import { baseImage } from '../native/base-images.ts';
import { dirname, resolve } from '../text/path.ts';
import { sameData } from '../text/same-data.ts';
import { composeFiles } from './find/compose-files.ts';
import { composeStarts } from './find/compose-starts.ts';
import { discover } from './find/discover.ts';
import { cgoVerdicts, goModules, PLAIN } from './go/go-facts.ts';
import { guessContext } from './find/guess-context.ts';
import { contextOf, type ImageKey, imageId, imageTrace } from './image-facts.ts';
import { type ProjectId, projectId, type ServiceId, serviceId } from './ids.ts';
import { isForeign } from './find/is-foreign.ts';
import { composeFileAt, dockerfileAt } from './parse-queries.ts';
import { serviceImage } from './service-image.ts';
import type { Settings } from './settings.ts';
import type { Query, Reader } from '../memory/snapshot.ts';
import { type Runs, type StartOf, whatRuns } from './start/what-runs.ts';
import type { DockerfileFact, Image, ModuleFact, Program, Project, Service, World } from './world.ts';

/** Links everything that the folder holds: service → image → binary → main package → cgo grade. */
export function buildWorld(reader: Reader, settings: Settings): World {
  const found = reader.derive(discover, settings.path);
  const projects = distinct(reader.derive(composeProjects, settings));
  const images = new Images(reader, settings);
  const wanted = [...projects.values()].flatMap((project) =>
    project.services.map((model) => ({
      project,
      model,
      build: serviceImage(reader, settings, model),
    })),
  );
  for (const { build } of wanted) if (build?.kind === 'image') images.want(build.key);
  const contexts = wanted.flatMap(({ build }) => (build?.kind === 'image' ? [build.key.context] : []));
  // Where one project alone is judged, nothing is said about what it does not build.
  const dockerfiles = settings.alone
    ? found.dockerfiles.filter((file) => images.knows(file))
    : found.dockerfiles;
  for (const file of dockerfiles) {
    if (images.knows(file)) continue;
    const parsed = reader.derive(dockerfileAt, file);
    if (parsed) images.want(guessContext(reader, settings, file, parsed.value, contexts));
  }
  images.judge();

  const services: MutableService[] = wanted.map(({ project, model, build }) => {
    const image = build?.kind === 'image' ? images.get(build.key) : null;
    const problem =
      build?.kind === 'problem'
        ? build.reason
        : build?.kind === 'image' && !image
          ? problemOf(reader, build.key.file)
          : null;
    return {
      id: serviceId(project.id, model.name.value),
      project,
      model,
      image,
      builtBy: null,
      imageProblem: problem,
      runs: { kind: 'other' },
      program: null,
    };
  });
  for (const service of services) {
    if (!service.model.build && service.model.image) {
      service.builtBy = builderOf(service, services);
      service.image = service.builtBy?.image ?? null;
      service.imageProblem = service.builtBy?.imageProblem ?? null;
    }
    service.runs = runsOf(reader, settings, service);
    service.program = programOf(service.image, service.runs);
    service.image?.usedBy.push(service);
  }
  const byId = new Map<ServiceId, Service>(services.map((service) => [service.id, service]));
  return {
    settings,
    reader,
    projects: [...projects.values()],
    services,
    service: (id) => byId.get(id) ?? null,
    project: (id) => projects.get(id) ?? null,
    images: images.all(),
    dockerfiles: dockerfiles.map((file): DockerfileFact => {
      const parsed = reader.derive(dockerfileAt, file);
      return {
        file,
        dockerfile: parsed?.value ?? null,
        problem: parsed ? null : problemOf(reader, file),
        images: images.all().filter((image) => !image.inline && image.file === file),
      };
    }),
    modules: reader.derive(judgedModules, settings),
    files: found.files,
  };
}

/** Projects by their ids: the same files under the same variables are one project, however often they are found. */
function distinct(found: readonly ComposeProject[]): ReadonlyMap<ProjectId, Project> {
  const out = new Map<ProjectId, Project>();
  for (const project of found) {
    const id = projectId(project);
    if (!out.has(id)) out.set(id, { ...project, id });
  }
  return out;
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
    const load = (project: ProjectFiles): ComposeProject =>
      loadProject({ ...project, env, root: settings.root }, read);
    const named = namedProject(settings);
    if (named && settings.alone) return [load(named)];
    const written = reader.derive(composeStarts, { path: settings.path, root: settings.root });
    return findProjects(
      folders,
      read,
      composeFiles(yaml, settings),
      { dir: settings.path, env },
      named ? [named, ...written] : written,
    ).map(load);
  },
};

/** The project of the files that somebody names; its folder is that of the first, as with `docker compose -f`. */
function namedProject({ files = [] }: Settings): ProjectFiles | null {
  const [first] = files;
  return first === undefined ? null : { files, dir: dirname(first) };
}

/** The modules below a folder, their programs judged for linux/amd64 without tags. */
const judgedModules: Query<Settings, readonly ModuleFact[]> = {
  name: 'judge-modules',
  same: sameData,
  compute(reader, { path, root, moduleCache }) {
    return reader.derive(goModules, path).map(({ module, programs }) => {
      const dirs = programs.map((main) => main.dir);
      const verdicts = reader.derive(cgoVerdicts, { context: null, root, moduleCache, target: PLAIN, dirs });
      return {
        module,
        programs: programs.flatMap((main) => {
          const cgo = verdicts.get(main.dir);
          return cgo ? [{ main, cgo }] : [];
        }),
      };
    });
  },
};

type MutableService = {
  -readonly [K in keyof Service]: K extends 'image'
    ? MutableImage | null
    : K extends 'builtBy'
      ? MutableService | null
      : Service[K];
};
type MutableImage = { -readonly [K in keyof Image]: K extends 'usedBy' ? MutableService[] : Image[K] };

/** One image on its own, traced and judged; null when its Dockerfile cannot be read. No service has a say in it. */
export function buildImage(reader: Reader, settings: Settings, key: ImageKey): Image | null {
  const images = new Images(reader, settings);
  images.want(key);
  images.judge();
  return images.get(key);
}

/** The images that are asked for, each traced and judged once. */
class Images {
  readonly #reader: Reader;
  readonly #settings: Settings;
  readonly #byId = new Map<string, MutableImage>();
  readonly #files = new Set<string>();

  constructor(reader: Reader, settings: Settings) {
    this.#reader = reader;
    this.#settings = settings;
  }

  want(key: ImageKey): void {
    const id = imageId(key);
    if (key.inline === null) this.#files.add(key.file);
    if (this.#byId.has(id)) return;
    const trace = this.#reader.derive(imageTrace, key);
    if (!trace) return;
    const context = contextOf(this.#reader, key);
    const image: MutableImage = {
      key,
      file: key.file,
      inline: key.inline !== null,
      trace,
      context,
      usedBy: [],
      runs: { kind: 'other' },
      programs: [],
      holds: [],
    };
    this.#byId.set(id, image);
  }

  knows(file: string): boolean {
    return this.#files.has(file);
  }

  get(key: ImageKey): MutableImage | null {
    return this.#byId.get(imageId(key)) ?? null;
  }

  all(): readonly MutableImage[] {
    return [...this.#byId.values()];
  }

  /** Judges the programs of all images; those that share a world are judged in one walk over the import graph. */
  judge(): void {
    const worlds = new Map<
      string,
      { key: Omit<Parameters<typeof cgoVerdicts.compute>[1], 'dirs'>; dirs: Set<string> }
    >();
    const uses: { image: MutableImage; build: GoBuild; main: GoPackage; dir: string; world: string }[] = [];
    for (const image of this.#byId.values()) {
      for (const build of neededBuilds(image)) {
        if (!build.packages.known) continue;
        const target = targetOf(image, build);
        const key = {
          context: image.key.context,
          root: this.#settings.root,
          moduleCache: this.#settings.moduleCache,
          target,
          mod: build.flags.mod,
        };
        const world = JSON.stringify(key);
        for (const main of build.packages.value.filter((each) => each.isMain)) {
          const dir = resolve(image.key.context.dir, main.dir);
          const entry = worlds.get(world) ?? { key, dirs: new Set() };
          entry.dirs.add(dir);
          worlds.set(world, entry);
          uses.push({ image, build, main, dir, world });
        }
      }
    }
    const verdicts = new Map<string, ReadonlyMap<string, CgoVerdict>>();
    for (const [world, { key, dirs }] of worlds)
      verdicts.set(world, this.#reader.derive(cgoVerdicts, { ...key, dirs: [...dirs].sort() }));
    const programs = new Map<MutableImage, Program[]>();
    for (const { image, build, main, dir, world } of uses) {
      const cgo = verdicts.get(world)?.get(dir);
      if (!cgo) continue;
      const needCgo = build.flags.needCgo;
      const program = {
        dir,
        package: main,
        build,
        cgo,
        needCgo,
        grade: needCgo.length > 0 ? ('required' as const) : cgo.grade,
      };
      programs.set(image, [...(programs.get(image) ?? []), program]);
    }
    for (const image of this.#byId.values()) {
      image.programs = programs.get(image) ?? [];
      image.holds = (image.trace.final?.files.programs() ?? []).flatMap((held) => {
        const program = image.programs.find(
          (each) => each.build === held.build && each.package.dir === held.package.dir,
        );
        return program ? [{ program, path: held.path }] : [];
      });
      image.runs = runsOf(this.#reader, this.#settings, { model: null, image });
    }
  }
}

const neededBuilds = (image: MutableImage): GoBuild[] => {
  const needed = new Set(image.trace.needed.map((stage) => stage.stage.index));
  return image.trace.builds.filter((build) => needed.has(build.stage));
};

const targetOf = (image: MutableImage, build: GoBuild): GoTarget => ({
  goos: build.goos.known ? build.goos.value : PLAIN.goos,
  goarch: build.goarch.known ? build.goarch.value : PLAIN.goarch,
  tags: build.tags,
  goMinor: goOf(image, build),
});

/** The Go of the official image that a stage stands on; null where go.mod may have another one fetched. */
function goOf(image: MutableImage, build: GoBuild): number | null {
  const stage = image.trace.stages[build.stage];
  const minor = baseImage(stage?.baseImage ?? '').go?.minor ?? null;
  return minor !== null && (minor < 21 || stage?.env.get('GOTOOLCHAIN') === 'local') ? minor : null;
}

function runsOf(
  reader: Reader,
  settings: Settings,
  {
    model,
    image,
    imageProblem = null,
  }: { model: Service['model'] | null; image: MutableImage | null; imageProblem?: string | null },
): Runs {
  if (imageProblem !== null) return { kind: 'unknown', reason: imageProblem };
  if (!image) return { kind: 'other' };
  const stage = image.trace.final;
  if (!stage)
    return {
      kind: 'unknown',
      reason:
        image.key.target === null
          ? 'its Dockerfile has no stage'
          : `its Dockerfile has no stage ${image.key.target}`,
    };
  const start: StartOf = { service: model, stage, context: image.context, file: image.file };
  const runs = whatRuns(start);
  return runs.kind === 'unknown' && isForeign(reader, settings, image) ? { kind: 'other' } : runs;
}

const programOf = (image: Image | null, runs: Runs): Program | null =>
  runs.kind === 'program'
    ? (image?.programs.find(
        (each) => each.build === runs.program.build && each.package.dir === runs.program.package.dir,
      ) ?? null)
    : null;

/** The service of the same project that builds and tags what this one runs. */
function builderOf(service: MutableService, all: readonly MutableService[]): MutableService | null {
  const tag = service.model.image?.value;
  return (
    all.find(
      (other) =>
        other.project === service.project &&
        other.model.build &&
        (other.model.image?.value === tag || other.model.build.tags.some((each) => each.value === tag)),
    ) ?? null
  );
}

function problemOf(reader: Reader, file: string): string {
  const state = reader.file(file);
  if (state.kind === 'unreadable')
    return `${file.slice(file.lastIndexOf('/') + 1)} cannot be read: ${state.reason}`;
  return state.kind === 'folder'
    ? `${file.slice(file.lastIndexOf('/') + 1)} is a folder`
    : `${file.slice(file.lastIndexOf('/') + 1)} does not exist`;
}
