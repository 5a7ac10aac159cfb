import { whyNeeded } from '../rules/chain.ts';
import { shown } from '../rules/place.ts';
import type { Analysis } from '../rules/analyse.ts';
import type { Span } from '../text/span.ts';
import { alsoStarted } from '../world/needs/program-groups.ts';
import type { Program, Service, World } from '../world/world.ts';

/** What the engine believes about the thing under the pointer: paragraphs of Markdown. */
export interface Hover {
  readonly span: Span;
  readonly paragraphs: readonly string[];
}

/** At the name of a service, what it runs; at a `go build` or its CGO_ENABLED word, whether the program needs cgo. */
export function hover({ world, unknown }: Analysis, file: string, offset: number): Hover | null {
  const service = world.services.find(
    ({ model }) => model.name.at.file === file && covers(model.name.at.span, offset),
  );
  if (service) return { span: service.model.name.at.span, paragraphs: aboutService(world, service) };
  const programs = world.images
    .flatMap((image) => (image.file === file && !image.inline ? image.programs : []))
    .filter(({ build }) => covers(build.command, offset));
  const [first] = programs;
  if (first)
    return {
      span: spanOf(first.build.command),
      paragraphs: unique(programs.flatMap((program) => aboutProgram(world, program))),
    };
  // The cgo setting may stand in an instruction of its own, for several builds.
  const set = world.images
    .flatMap((image) => (image.file === file && !image.inline ? image.programs : []))
    .filter(({ build }) => build.cgo.span && covers(build.cgo.span, offset));
  const setting = set[0]?.build.cgo.span;
  if (setting)
    return {
      span: spanOf(setting),
      paragraphs: unique(set.flatMap((program) => aboutProgram(world, program))),
    };
  const fact = unknown.find(
    (each) => each.file === file && each.span.end > each.span.start && covers(each.span, offset),
  );
  return fact
    ? { span: fact.span, paragraphs: [`${code(fact.subject)}: unknown, because ${fact.reason}`] }
    : null;
}

function aboutService(world: World, service: Service): string[] {
  const { runs, image, builtBy, imageProblem } = service;
  const name = `**${service.model.name.value}**`;
  const from = builtBy ? ` It uses the image of service ${builtBy.model.name.value}.` : '';
  if (runs.kind === 'unknown') return [`${name}: what it runs is unknown, because ${runs.reason}.${from}`];
  if (runs.kind === 'missing')
    return [`${name} starts ${code(runs.path)}, which its image does not hold.${from}`];
  if (runs.kind === 'other')
    return [
      imageProblem ? `${name}: ${imageProblem}.` : `${name} runs no program of this repository.${from}`,
    ];
  const where = image ? ` in the image of ${code(shown(world, image.file))}` : '';
  const starts = `${name} runs ${code(packageOf(world, service))}, as ${code(runs.program.path)}${where}; ${code(runs.evidence)} says so.${from}`;
  const also = alsoStarted(world, service).map((each) => each.package.binaryName);
  const more = also.length > 0 ? [`It also starts ${also.map(code).join(', ')}.`] : [];
  return [starts, ...more, ...(service.program ? aboutProgram(world, service.program) : [])];
}

function aboutProgram(world: World, program: Program): string[] {
  const { cgo } = program.build;
  const setting =
    cgo.effective === 'unknown'
      ? `Whether cgo is on is unknown: ${cgo.because}.`
      : `cgo is ${cgo.effective}: ${cgo.because}.`;
  return [`Builds ${code(shown(world, program.dir))}. ${setting}`, needs(program)];
}

function needs(program: Program): string {
  const table =
    program.cgo.from === 'table'
      ? ' This comes from the table of known modules, as the module is not downloaded.'
      : '';
  switch (program.grade) {
    case 'required':
      return `The program needs cgo: ${whyNeeded(program)}.${table}`;
    case 'stub':
      return `Without cgo the program compiles and fails when it runs: ${whyNeeded(program)}.${table}`;
    case 'alternative':
      return `The program uses cgo where it is on, and has pure Go in its place.${table}`;
    case 'none':
      return `Nothing in the program needs cgo.${table}`;
    case 'unknown':
      return `Whether the program needs cgo is unknown: ${program.cgo.reason ?? 'its imports cannot all be read'}.`;
  }
}

const packageOf = (world: World, service: Service): string =>
  service.program
    ? shown(world, service.program.dir)
    : service.runs.kind === 'program'
      ? service.runs.program.package.importPath
      : '';

const code = (text: string): string => `\`${text}\``;
const covers = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;
const spanOf = ({ start, end }: Span): Span => ({ start, end });
const unique = (lines: readonly string[]): string[] => [...new Set(lines)];
