import type { ComposeCommand, Sourced } from '../../compose/model.ts';
import { shown } from '../../rules/place.ts';
import { isInside, relative } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import { resolveDockerfile } from '../../world/find/resolve-dockerfile.ts';
import { alsoStarted } from '../../world/needs/program-groups.ts';
import type { Image, Service, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import { buildersOf, readDockerfile } from '../dockerfile/read-dockerfile.ts';
import { targetStage } from '../dockerfile/stage-mentions.ts';
import type { Hover } from '../model.ts';
import { listed, type Paragraph, type Piece, said } from '../markdown.ts';
import { aboutNeed, aboutProgram, codes } from '../program-text.ts';
import { uniqueParagraphs } from '../unique-paragraphs.ts';

/**
 * In a Compose file: at the name of a service, what it runs; at `build`, `dockerfile`, `context` and `target`, what is built from
 * what, and for whom; at `command` and `entrypoint`, the program that they start.
 */
export function composeHover(world: World, file: string, offset: number): Hover | null {
  let at: Place | null = null;
  const paragraphs: Paragraph[] = [];
  for (const service of world.services) {
    const about = aspectOf(service, file, offset);
    if (!about) continue;
    at ??= about.at;
    // What an anchor gives to several services is told for each of them.
    if (about.at.span.start === at.span.start) paragraphs.push(...about.tell(world, service));
  }
  return at && { span: spanOf(at.span), paragraphs: uniqueParagraphs(paragraphs) };
}

interface Aspect {
  readonly at: Place;
  readonly tell: (world: World, service: Service) => readonly Paragraph[];
}

function aspectOf({ model }: Service, file: string, offset: number): Aspect | null {
  const isHere = (at: Place | null | undefined): at is Place => at?.file === file && covers(at.span, offset);
  const written = (value: Sourced<unknown> | null | undefined): Place | null =>
    value && value.from !== 'default' && isHere(value.at) ? value.at : null;
  if (isHere(model.name.at)) return { at: model.name.at, tell: aboutService };
  const { build } = model;
  const dockerfile = written(build?.dockerfile);
  if (dockerfile) return { at: dockerfile, tell: aboutDockerfile };
  const target = written(build?.target);
  if (target) return { at: target, tell: aboutTarget };
  const context = written(build?.context);
  if (context) return { at: context, tell: aboutContext };
  if (isHere(build?.keyAt)) return { at: build.keyAt, tell: aboutBuild };
  for (const command of [model.command, model.entrypoint]) {
    const place = command && placeIn(command, isHere);
    if (place) return { at: place, tell: aboutStart };
  }
  return null;
}

const placeIn = (command: ComposeCommand, isHere: (at: Place) => boolean): Place | null =>
  [command.keyAt, ...command.words, command.at].find(isHere) ?? null;

function aboutService(world: World, service: Service): readonly Paragraph[] {
  const { runs, image, builtBy, imageProblem, model } = service;
  const name = { strong: model.name.value };
  const from = builtBy ? ` It uses the image of service ${builtBy.model.name.value}.` : '';
  if (runs.kind === 'unknown')
    return [said`${name}: what it runs is unknown, because ${runs.reason}.${from}`];
  if (runs.kind === 'missing')
    return [said`${name} starts ${{ code: runs.path }}, which its image does not hold.${from}`];
  if (runs.kind === 'other')
    return [
      imageProblem === null
        ? said`${name} runs no program of this repository.${from}`
        : said`${name}: ${imageProblem}.`,
    ];
  const where = image ? said` in the image of ${fileOf(world, image)}` : [];
  const starts = said`${name} runs ${{ code: packageOf(world, service) }}, as ${{ code: runs.program.path }}${where}; ${{ code: runs.evidence }} says so.${from}`;
  return [
    starts,
    ...besides(world, service),
    ...(service.program ? aboutProgram(world, service.program) : []),
  ];
}

function aboutStart(world: World, service: Service): readonly Paragraph[] {
  const { runs, model, program } = service;
  const name = { strong: model.name.value };
  switch (runs.kind) {
    case 'unknown':
      return [said`What ${name} starts with it is unknown, because ${runs.reason}.`];
    case 'missing':
      return [said`${{ code: runs.path }} is not in the image of ${name}.`];
    case 'other':
      return [said`${name} starts no program of this repository.`];
    case 'program':
      return [
        said`${name} starts ${{ code: packageOf(world, service) }}, as ${{ code: runs.program.path }}.`,
        ...besides(world, service),
        ...(program ? [aboutNeed(program)] : []),
      ];
  }
}

function besides(world: World, service: Service): Paragraph[] {
  const also = alsoStarted(world, service).map((each) => each.package.binaryName);
  return also.length > 0 ? [said`It also starts ${codes(also)}.`] : [];
}

function aboutBuild(world: World, service: Service): readonly Paragraph[] {
  const { image, imageProblem, model } = service;
  if (imageProblem !== null) return [said`${{ strong: model.name.value }}: ${imageProblem}.`];
  if (!image || !model.build) return [];
  const stage = image.key.target === null ? [] : said`, stage ${{ code: image.key.target }}`;
  const file = image.inline ? ['the Dockerfile below'] : fileOf(world, image);
  return [
    said`Builds ${file}${stage}, in the folder ${{ code: shown(world, image.key.context.dir) }}.`,
    ...held(image),
    ...sharers(service, image),
  ];
}

function aboutDockerfile(world: World, { model, imageProblem }: Service): readonly Paragraph[] {
  const { build } = model;
  const path = build && resolveDockerfile(world.reader, build);
  if (path === null) return imageProblem === null ? [] : [[`${imageProblem}.`]];
  if (world.reader.file(path).kind !== 'text')
    return [said`${{ code: shown(world, path) }}: ${imageProblem ?? 'it cannot be read'}.`];
  const users = [...new Set(buildersOf(world, path).map((each) => each.model.name.value))].sort();
  const file: Piece = { link: shown(world, path), to: { file: path, span: { start: 0, end: 0 } } };
  const programs = new Map<string, Paragraph>();
  for (const image of world.imagesOf(path))
    for (const { package: main, grade } of image.programs)
      programs.set(main.binaryName, said`${{ code: main.binaryName }} (${GRADES[grade]})`);
  const list = [...programs.values()].flatMap((each, index) => (index === 0 ? each : [', ', ...each]));
  return [
    said`${file} is built by ${users.length > 1 ? 'services' : 'service'} ${codes(users)}.`,
    ...(list.length > 0 ? [said`It builds ${list}.`] : []),
  ];
}

function aboutContext(world: World, service: Service): readonly Paragraph[] {
  const { build } = service.model;
  if (!build) return [];
  if (build.remote) return [said`A remote build context, which is not read.`];
  const dir = build.context.value;
  if (!isInside(world.settings.root, dir))
    return [said`${{ code: dir }} lies outside of the repository, and is not read.`];
  if (world.reader.list(dir) === null) return [said`${{ code: shown(world, dir) }} is no folder.`];
  const dockerfile = build.inline ? null : resolveDockerfile(world.reader, build);
  const ignore = [
    ...(dockerfile === null ? [] : [`${dockerfile}.dockerignore`]),
    `${dir}/.dockerignore`,
  ].find((path) => world.reader.file(path).kind === 'text');
  const but: Paragraph =
    ignore === undefined
      ? []
      : said`, but not what ${{ link: relative(dir, ignore), to: { file: ignore, span: { start: 0, end: 0 } } }} hides`;
  return [
    ...(build.short ? aboutBuild(world, service) : []),
    said`${{ code: 'COPY' }} takes the files of the folder ${{ code: shown(world, dir) }}${but}.`,
  ];
}

function aboutTarget(world: World, service: Service): readonly Paragraph[] {
  const { model, image } = service;
  const path = model.build && resolveDockerfile(world.reader, model.build);
  const target = model.build?.target?.value ?? '';
  const dockerfile = path === null ? null : readDockerfile(world, path);
  if (path === null || !dockerfile || target === '') return [];
  const stage = targetStage(dockerfile, target);
  if (!stage) return [said`${{ code: shown(world, path) }} has no stage ${{ code: target }}.`];
  const link: Piece = { link: target, to: { file: path, span: spanOf(stage.from) } };
  return [
    said`The stage ${link} of ${{ code: shown(world, path) }}, on ${{ code: stage.base.value }}.`,
    ...(image ? held(image) : []),
  ];
}

function held({ holds }: Image): Paragraph[] {
  if (holds.length === 0) return [];
  const programs = holds.map(
    ({ program, path }) =>
      said`${{ code: program.package.binaryName }} at ${{ code: path }} (${GRADES[program.grade]})`,
  );
  return [
    said`The image holds ${programs.flatMap((each, index) => (index === 0 ? each : [', ', ...each]))}.`,
  ];
}

/** Who else runs the image. */
function sharers({ model }: Service, { usedBy }: Image): Paragraph[] {
  const names = [...new Set(usedBy.map((each) => each.model.name.value))].sort();
  const others = names.filter((name) => name !== model.name.value);
  return others.length === 0
    ? []
    : [said`${listed(names.map((strong) => ({ strong })))} run this one image.`];
}

const fileOf = (world: World, { file }: Image): Paragraph => [
  { link: shown(world, file), to: { file, span: { start: 0, end: 0 } } },
];

const packageOf = (world: World, { program, runs }: Service): string =>
  program ? shown(world, program.dir) : runs.kind === 'program' ? runs.program.package.importPath : '';

const GRADES = {
  required: 'needs cgo',
  stub: 'needs cgo',
  alternative: 'pure Go where cgo is off',
  none: 'pure Go',
  unknown: 'cgo unknown',
} as const;
