import type { Dockerfile } from '../dockerfile/ast.ts';
import { dirname, isInside, resolve } from '../text/path.ts';
import type { ContextKey } from './context-view.ts';
import type { ImageKey } from './image-facts.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './snapshot.ts';

/**
 * The image of a Dockerfile that no service uses. Its context is nowhere written down, so it is the nearest folder, at
 * or above the Dockerfile, that holds every plain source its COPY lines name; those that services use come first.
 */
export function guessContext(
  reader: Reader,
  settings: Settings,
  file: string,
  dockerfile: Dockerfile,
  contexts: readonly ContextKey[],
): ImageKey {
  const sources = plainSources(dockerfile);
  const above: string[] = [];
  for (let dir = dirname(file); isInside(settings.root, dir); dir = dirname(dir)) {
    above.push(dir);
    if (dir === dirname(dir)) break;
  }
  const known = contexts.map((context) => context.dir).filter((dir) => isInside(dir, file));
  const holds = (dir: string): boolean => sources.every((source) => exists(reader, resolve(dir, source)));
  const dir = [...known, ...above].find(holds) ?? dirname(file);
  return {
    file,
    inline: null,
    context: { dir, dockerfile: file, moduleCache: settings.moduleCache },
    target: null,
    args: [],
    platform: null,
  };
}

/** Sources of COPY and ADD from the context that hold neither a variable nor a pattern. */
function plainSources(dockerfile: Dockerfile): string[] {
  return dockerfile.stages
    .flatMap((stage) => stage.instructions)
    .filter(
      ({ keyword, flags }) =>
        (keyword === 'COPY' || keyword === 'ADD') && !flags.some((flag) => flag.name === 'from'),
    )
    .flatMap(({ json, words, heredocs }) => (heredocs.length > 0 ? [] : (json ?? words).slice(0, -1)))
    .map((token) => token.value.replace(/^\/+/, ''))
    .filter((source) => source !== '' && !/[$*?[\]'"]|:\/\/|^git@/.test(source));
}

const exists = (reader: Reader, path: string): boolean =>
  reader.list(path) !== null || reader.file(path).kind !== 'missing';
