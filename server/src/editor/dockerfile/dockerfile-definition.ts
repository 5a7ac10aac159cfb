import { resolve } from '../../text/path.ts';
import type { Place, Span } from '../../text/span.ts';
import type { Image, World } from '../../world/world.ts';
import { covers, spanOf } from '../covers.ts';
import type { Definition } from '../model.ts';
import { mainFile } from '../go/main-file.ts';
import { readDockerfile } from './read-dockerfile.ts';
import { stageMentions } from './stage-mentions.ts';

/**
 * In a Dockerfile: of a stage, its FROM; of what COPY takes from a stage, the command or instruction that put it there; of what it
 * takes from the build context, the file; of a package that `go build` is given, and of what CMD starts, its
 * `main`.
 */
export function dockerfileDefinition(world: World, file: string, offset: number): Definition | null {
  const dockerfile = readDockerfile(world, file);
  if (!dockerfile) return null;
  const mention = stageMentions(dockerfile).find(({ span }) => covers(span, offset));
  if (mention) {
    const { name, from } = mention.stage;
    return { span: mention.span, to: [{ file, span: spanOf(name ?? from) }] };
  }
  const images = world.imagesOf(file);
  return (
    merged(images.map((image) => copied(image, offset))) ??
    merged(images.map((image) => built(world, image, offset))) ??
    merged(images.map((image) => started(world, image, offset)))
  );
}

/** What a word of COPY names. */
function copied({ file, key, trace }: Image, offset: number): Definition | null {
  let span: Span | null = null;
  const to: Place[] = [];
  for (const { steps } of trace.stages)
    for (const { effect } of steps) {
      if (effect.kind !== 'copy') continue;
      for (const { token, found } of effect.copy.sources) {
        if (!covers(token, offset) || found.kind === 'absent' || found.kind === 'unknown') continue;
        span = spanOf(token);
        if (effect.copy.from.kind === 'stage') {
          const step = found.steps.at(-1);
          if (step) to.push({ file, span: spanOf(step.span) });
        } else if (found.kind === 'file' && found.origin.kind === 'context')
          to.push({ file: resolve(key.context.dir, found.origin.path), span: START });
      }
    }
  return span && { span, to };
}

/** The programs that an argument of `go build` names. */
function built({ reader }: World, { key, context, trace }: Image, offset: number): Definition | null {
  let span: Span | null = null;
  const to: Place[] = [];
  for (const { patterns, contextDir, tags } of trace.builds) {
    if (contextDir === null) continue;
    for (const pattern of patterns) {
      if (!covers(pattern, offset)) continue;
      span = spanOf(pattern);
      const listed = context.goPackages(contextDir, [pattern.value], tags);
      for (const { dir } of listed.known ? listed.value : []) {
        const main = mainFile(reader, resolve(key.context.dir, dir));
        if (main) to.push(main);
      }
    }
  }
  return span && { span, to };
}

/** What a word of CMD or ENTRYPOINT starts. */
function started({ reader }: World, { file, key, runs, usedBy }: Image, offset: number): Definition | null {
  for (const each of [runs, ...usedBy.map((service) => service.runs)]) {
    if (each.kind !== 'program' || each.word?.at.file !== file || !covers(each.word.at.span, offset))
      continue;
    const main = mainFile(reader, resolve(key.context.dir, each.program.package.dir));
    if (main) return { span: spanOf(each.word.at.span), to: [main] };
  }
  return null;
}

/** The same word in several images, or in several rounds of a loop, may mean several things. */
function merged(found: readonly (Definition | null)[]): Definition | null {
  const [first, ...more] = found.filter((each) => each !== null && each.to.length > 0);
  if (!first) return null;
  const places = new Map(
    [first, ...more].flatMap((each) => each?.to ?? []).map((at) => [`${at.file}:${at.span.start}`, at]),
  );
  return { span: first.span, to: [...places.values()] };
}

const START: Span = { start: 0, end: 0 };
