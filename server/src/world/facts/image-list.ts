import type { Query } from '../../memory/snapshot.ts';
import { sameData } from '../../text/same-data.ts';
import { discover } from '../find/discover.ts';
import { buildsGo, guessContext } from '../find/guess-context.ts';
import { isEmbedded } from '../go/is-embedded.ts';
import type { ContextKey } from '../go/context-view.ts';
import { type ImageKey, imageId } from '../image-facts.ts';
import { dockerfileAt } from '../parse-queries.ts';
import type { Settings } from '../settings.ts';
import { serviceNames, type ServiceName } from './projects.ts';
import { Scoped, scopeOf } from './scope.ts';
import { serviceBuild } from './services.ts';

/** Which services run which images. */
export const imageUsers: Query<Settings, ImageUsers> = {
  name: 'image-users',
  same: sameData,
  compute(reader, settings) {
    const scope = scopeOf(reader, settings);
    const built: ImageKey[] = [];
    const users = new Map<string, ServiceName[]>();
    for (const name of reader.derive(serviceNames, settings)) {
      const { key, builtBy } = reader.derive(serviceBuild, scope.about(name));
      if (!key) continue;
      const id = imageId(key);
      const known = users.get(id);
      if (known) known.push(name);
      else users.set(id, [name]);
      if (!builtBy) built.push(key);
    }
    return { built: unique(built), users };
  },
};

interface ImageUsers {
  /** In order of the first service that builds it. */
  readonly built: readonly ImageKey[];
  /** By `imageId`, in order of service. */
  readonly users: ReadonlyMap<string, readonly ServiceName[]>;
}

/** Every image that a service builds, then those of the Dockerfiles that no service uses, by path. */
export const imageKeys: Query<Settings, readonly ImageKey[]> = {
  name: 'image-keys',
  same: sameData,
  compute(reader, settings) {
    const { built } = reader.derive(imageUsers, settings);
    const used = filesOf(built);
    const scope = scopeOf(reader, settings);
    const guessed = reader
      .derive(judgedDockerfiles, settings)
      .filter((file) => !used.has(file))
      .flatMap((file) => reader.derive(guessedImage, new Scoped(scope, file)) ?? []);
    return [...built, ...guessed];
  },
};

/** The images of each Dockerfile that is a file. */
export const imagesByFile: Query<Settings, ReadonlyMap<string, readonly ImageKey[]>> = {
  name: 'images-by-file',
  same: sameData,
  compute(reader, settings) {
    const out = new Map<string, ImageKey[]>();
    for (const key of reader.derive(imageKeys, settings)) {
      if (key.inline !== null) continue;
      const known = out.get(key.file);
      if (known) known.push(key);
      else out.set(key.file, [key]);
    }
    return out;
  },
};

/** The Dockerfiles of the folder. Where one project alone is judged, nothing is said about what it does not build. */
export const judgedDockerfiles: Query<Settings, readonly string[]> = {
  name: 'dockerfiles',
  same: sameData,
  compute(reader, settings) {
    const { dockerfiles } = reader.derive(discover, settings.path);
    if (!settings.alone) return dockerfiles;
    const used = filesOf(reader.derive(imageUsers, settings).built);
    return dockerfiles.filter((file) => used.has(file));
  },
};

const filesOf = (keys: readonly ImageKey[]): ReadonlySet<string> =>
  new Set(keys.flatMap(({ file, inline }) => (inline === null ? [file] : [])));

/**
 * The image of a Dockerfile that no service uses; null when it cannot be read, where its context is not known, and where a
 * program embeds it: then it is a template, for what is built elsewhere.
 */
const guessedImage: Query<Scoped<string>, ImageKey | null> = {
  name: 'guess-image',
  same: sameData,
  compute(reader, { scope, key }) {
    const parsed = reader.derive(dockerfileAt, key);
    if (!parsed || isEmbedded(reader, key)) return null;
    return guessContext(reader, scope.settings, key, parsed.value, reader.derive(contexts, scope.settings));
  },
};

/** Why a Dockerfile that builds Go is not judged; null when it is, or builds none. */
export const unjudged: Query<Scoped<string>, string | null> = {
  name: 'dockerfile-unjudged',
  compute(reader, { scope, key }) {
    if (filesOf(reader.derive(imageUsers, scope.settings).built).has(key)) return null;
    if (reader.derive(guessedImage, new Scoped(scope, key))) return null;
    const parsed = reader.derive(dockerfileAt, key);
    if (parsed && isEmbedded(reader, key)) return null;
    return parsed && buildsGo(parsed.value)
      ? 'no service names it, and no folder at or above it holds all that it copies, so that its build context is not known'
      : null;
  },
};

/** The contexts that services build from. */
const contexts: Query<Settings, readonly ContextKey[]> = {
  name: 'contexts',
  same: sameData,
  compute: (reader, settings) => reader.derive(imageUsers, settings).built.map(({ context }) => context),
};

function unique(keys: readonly ImageKey[]): ImageKey[] {
  const seen = new Set<string>();
  return keys.filter((key) => {
    const id = imageId(key);
    return !seen.has(id) && seen.add(id);
  });
}
