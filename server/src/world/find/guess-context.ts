import type { Dockerfile } from '../../dockerfile/ast.ts';
import { dirname, isInside, resolve } from '../../text/path.ts';
import type { ContextKey } from '../go/context-view.ts';
import type { ImageKey } from '../image-facts.ts';
import type { Settings } from '../settings.ts';
import type { Reader } from '../../memory/snapshot.ts';

/**
 * The image of a Dockerfile that no service uses. Its context is nowhere written down: it is the nearest folder, at or above the
 * Dockerfile, that holds all the plain sources which its COPY lines and bind mounts name; those that services use come first.
 * Null where no folder does. A folder itself (`COPY . .`) names nothing, so that where nothing else is copied and Go is
 * built, it is the folder of the module.
 */
export function guessContext(
  reader: Reader,
  settings: Settings,
  file: string,
  dockerfile: Dockerfile,
  contexts: readonly ContextKey[],
): ImageKey | null {
  const sources = plainSources(dockerfile);
  const named = sources.filter((source) => !/^\.?\/*$/.test(source));
  const asks = (dir: string): boolean =>
    named.length > 0 || sources.length === 0 || !buildsGo(dockerfile)
      ? named.every((source) => exists(reader, resolve(dir, source)))
      : MODULE_FILES.some((name) => exists(reader, resolve(dir, name)));
  const known = contexts.map((context) => context.dir).filter((dir) => isInside(dir, file));
  const dir = [...known, ...foldersAbove(file, settings.root)].find(asks);
  if (dir === undefined) return null;
  return {
    file,
    inline: null,
    context: { dir, dockerfile: file, moduleCache: settings.moduleCache },
    target: null,
    args: [],
    platform: null,
    images: [],
  };
}

const MODULE_FILES = ['go.mod', 'go.work'];

/** Whether a RUN of it may build a Go program. */
export const buildsGo = ({ stages }: Dockerfile): boolean =>
  stages.some(({ instructions }) =>
    instructions.some(
      ({ keyword, rest, heredocs }) =>
        keyword === 'RUN' && (heredocs.length > 0 || /\bgo\s+(?:build|install)\b/.test(rest.text)),
    ),
  );

/** The folder of a file and those above it, as far as the root. */
function foldersAbove(file: string, root: string): string[] {
  const out: string[] = [];
  for (let dir = dirname(file); isInside(root, dir); dir = dirname(dir)) {
    out.push(dir);
    if (dir === dirname(dir)) break;
  }
  return out;
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
