import type { Dockerfile } from '../../dockerfile/ast.ts';
import { dirname, isInside, resolve } from '../../text/path.ts';
import type { ContextKey } from '../go/context-view.ts';
import type { ImageKey } from '../image-facts.ts';
import type { Settings } from '../settings.ts';
import type { Reader } from '../../memory/snapshot.ts';

/**
 * The image of a Dockerfile that no service uses. Its context is nowhere written down, so it is the nearest folder, at
 * or above the Dockerfile, that holds most of the plain sources that its COPY lines and bind mounts name; those that
 * services use come first.
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
  const held = (dir: string): number =>
    sources.filter((source) => exists(reader, resolve(dir, source))).length;
  let best = { dir: dirname(file), count: 0 };
  for (const dir of [...known, ...above]) {
    const count = held(dir);
    if (count > best.count) best = { dir, count };
    if (count === sources.length) break;
  }
  const { dir } = sources.length > 0 ? best : { dir: known[0] ?? dirname(file) };
  return {
    file,
    inline: null,
    context: { dir, dockerfile: file, moduleCache: settings.moduleCache },
    target: null,
    args: [],
    platform: null,
  };
}

/** Sources of COPY, ADD and bind mounts from the context that hold neither a variable nor a pattern. */
function plainSources(dockerfile: Dockerfile): string[] {
  return dockerfile.stages
    .flatMap((stage) => stage.instructions)
    .flatMap(({ keyword, flags, json, words, heredocs }) => {
      if (keyword === 'RUN') return flags.flatMap((flag) => boundSource(flag.argument?.value ?? ''));
      if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some((flag) => flag.name === 'from')) return [];
      return heredocs.length > 0 ? [] : (json ?? words).slice(0, -1).map((token) => token.value);
    })
    .map((source) => source.replace(/^\/+/, ''))
    .filter((source) => source !== '' && !/[$*?[\]'"]|:\/\/|^git@/.test(source));
}

/** What `--mount=type=bind` of the context names. */
function boundSource(mount: string): string[] {
  if (!/(?:^|,)target=|(?:^|,)dst=|(?:^|,)destination=/.test(mount) || /(?:^|,)from=/.test(mount)) return [];
  if (!/(?:^|,)type=bind(?:,|$)/.test(mount) && /(?:^|,)type=/.test(mount)) return [];
  const source = /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1];
  return source === undefined ? [] : [source];
}

const exists = (reader: Reader, path: string): boolean =>
  reader.list(path) !== null || reader.file(path).kind !== 'missing';
