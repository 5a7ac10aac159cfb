import type { Sourced } from '../../compose/model.ts';
import type { Reader } from '../../memory/snapshot.ts';
import type { Place, Span } from '../../text/span.ts';
import type { Service, World } from '../../world/world.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import { mainFile } from '../go/main-file.ts';
import { packageArguments } from './package-arguments.ts';

/** A word that names a file, or a part of one. */
export interface Link {
  readonly span: Span;
  readonly to: Place;
}

/**
 * What the words of a Compose file name: `dockerfile` its file, `context` the Dockerfile that is built in it, `target` its
 * stage, a build argument the program that it picks, `command` the program that it starts. What does not exist, and what variables
 * make up, is none.
 */
export function links({ services, reader }: World, file: string): readonly Link[] {
  const found = new Map<number, Link>();
  for (const service of services)
    for (const link of [...linksOf(reader, service, file), ...programLinks(reader, service, file)])
      if (!found.has(link.span.start)) found.set(link.span.start, link);
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

function linksOf(reader: Reader, { model }: Service, file: string): Link[] {
  const { build } = model;
  if (!build || build.dockerfilePath === null || reader.file(build.dockerfilePath).kind !== 'text') return [];
  const isHere = (value: Sourced<unknown> | null): value is Sourced<unknown> =>
    value !== null && value.at.file === file && value.from !== 'default' && !value.interpolated;
  const top: Place = { file: build.dockerfilePath, span: { start: 0, end: 0 } };
  const out: Link[] = [];
  for (const value of [build.context, build.dockerfile])
    if (isHere(value)) out.push({ span: value.at.span, to: top });
  if (isHere(build.target)) {
    const stage = stageOf(reader, build.dockerfilePath, build.target.value);
    if (stage) out.push({ span: build.target.at.span, to: { file: build.dockerfilePath, span: stage } });
  }
  return out;
}

/** The words that pick a program, in the image or where it starts. */
function programLinks(reader: Reader, { model, runs, program, image }: Service, file: string): Link[] {
  const out: Link[] = [];
  const link = ({ span }: Place, dir: string): void => {
    const to = mainFile(reader, dir);
    if (to) out.push({ span, to });
  };
  if (program && runs.kind === 'program' && runs.word?.at.file === file) link(runs.word.at, program.dir);
  const hasArgument = [...(model.build?.args.values() ?? [])].some(({ at }) => at.file === file);
  for (const { name, before, after, build } of image && hasArgument ? packageArguments(image) : []) {
    const value = model.build?.args.get(name);
    if (!image || !value || value.value === null || value.at.file !== file || value.interpolated) continue;
    const wanted = `${before}${value.value}${after}`;
    const own = image.programs.find(
      (each) => each.build === build && build.patterns.some((pattern) => pattern.value === wanted),
    );
    if (own) link(value.at, own.dir);
  }
  return out;
}

/** The FROM line of a stage, by its name in any case, or by its number. */
function stageOf(reader: Reader, dockerfile: string, name: string): Span | null {
  const stages = reader.derive(dockerfileAt, dockerfile)?.value?.stages ?? [];
  const stage =
    stages.find((each) => each.name?.value.toLowerCase() === name.toLowerCase()) ??
    (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
  return stage ? { start: stage.from.start, end: stage.from.end } : null;
}
