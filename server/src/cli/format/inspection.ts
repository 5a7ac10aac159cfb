import type { CgoVerdict } from '../../go/model.ts';
import { evidenceOfModule } from '../../world/go/module-evidence.ts';
import { alsoStarted } from '../../world/needs/program-groups.ts';
import { librariesOfVerdict } from '../../world/needs/native-use.ts';
import type { Image, Service, World } from '../../world/world.ts';
import { relative } from '../../text/path.ts';
import { Locate } from '../../print/locate.ts';

/** What the engine believes, as the documented JSON: paths relative to the folder that is reported on. */
export type Inspection = ReturnType<typeof inspection>;

export function inspection(world: World) {
  const locate = new Locate(world);
  return {
    version: 1,
    modules: world.modules.map(({ module, programs }) => ({
      dir: locate.path(module.dir),
      path: module.path,
      go: module.go,
      programs: programs.map(({ main, cgo }) => ({
        name: main.name,
        package: relative(module.dir, main.dir),
        cgo: verdict(cgo),
        listens: [
          ...new Set((evidenceOfModule(world, module).get(main.dir)?.listens ?? []).map((each) => each.port)),
        ].sort((a, b) => a - b),
      })),
    })),
    projects: world.projects.map((project) => ({
      id: locate.project(project.id),
      files: project.files.map((file) => locate.path(file)),
      services: world.services
        .filter((service) => service.project === project)
        .map((service) => serviceFacts(locate, world, service)),
    })),
    images: world.images.map((image) => imageFacts(locate, image)),
  };
}

const verdict = (cgo: CgoVerdict) => ({
  grade: cgo.grade,
  reason: cgo.reason,
  from: cgo.from,
  chain: cgo.chain.map((link) => link.importPath),
  cuts: cgo.cuts.map(({ from, to }) => ({ from, to })),
  singleCut: cgo.singleCut,
  libraries: librariesOfVerdict(cgo),
});

function serviceFacts(locate: Locate, world: World, service: Service) {
  const { model, image, builtBy } = service;
  return {
    name: model.name.value,
    profiles: model.profiles,
    image: model.image?.value ?? null,
    builtBy: builtBy?.model.name.value ?? null,
    build: buildFacts(locate, service),
    runs: runFacts(locate, world, service),
    cgo: cgoFacts(image, service),
  };
}

function buildFacts(locate: Locate, { model, image }: Service) {
  const { build } = model;
  if (!build) return null;
  const stage = image?.trace.final?.stage;
  return {
    context: build.remote ? build.context.value : locate.path(build.context.value),
    dockerfile:
      build.inline || build.dockerfilePath === null ? null : locate.path(image?.file ?? build.dockerfilePath),
    target: build.target?.value || null,
    stage: stage ? (stage.name?.value ?? String(stage.index)) : null,
    args: Object.fromEntries([...build.args].map(([name, value]) => [name, value.value])),
    inline: build.inline !== null,
    remote: build.remote,
  };
}

function runFacts(locate: Locate, world: World, service: Service) {
  const { runs, image } = service;
  if (runs.kind === 'other') return { program: null, reason: null };
  if (runs.kind === 'unknown') return { program: null, reason: runs.reason };
  if (runs.kind === 'missing') return { program: null, reason: `the image does not hold ${runs.path}` };
  const folder = (dir: string): string =>
    locate.path(`${image?.key.context.dir ?? ''}${dir === '.' ? '' : `/${dir}`}`);
  return {
    program: folder(runs.program.package.dir),
    path: runs.program.path,
    evidence: runs.evidence,
    also: alsoStarted(world, service).map((each) => locate.path(each.dir)),
  };
}

function cgoFacts(image: Image | null, { program }: Service) {
  if (!image || !program) return null;
  const { build } = program;
  return {
    effective: build.cgo.effective,
    because: build.cgo.because,
    grade: program.grade,
    goos: build.goos.known ? build.goos.value : null,
    goarch: build.goarch.known ? build.goarch.value : null,
    tags: build.tags,
  };
}

function imageFacts(locate: Locate, image: Image) {
  return {
    dockerfile: locate.path(image.file),
    target: image.key.target,
    args: Object.fromEntries(image.key.args),
    holds: image.holds.map(({ program, path }) => ({ program: locate.path(program.dir), path })),
    usedBy: image.usedBy.map((service) => locate.service(service)),
  };
}
