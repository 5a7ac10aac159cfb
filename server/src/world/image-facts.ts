import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Dockerfile } from '../dockerfile/ast.ts';
import type { BuildContext, ImageTrace, OtherImage, Platform } from '../image/model.ts';
import { traceImage } from '../image/trace-image.ts';
import { contextView, type ContextKey } from './go/context-view.ts';
import { dockerfileAt } from './parse-queries.ts';
import type { Query, Reader } from '../memory/snapshot.ts';

/** One image that somebody builds: the same Dockerfile with other arguments is another image. Plain data. */
export interface ImageKey {
  /** The Dockerfile, absolute; with an inline one, the Compose file that holds it. */
  readonly file: string;
  /** The text of `dockerfile_inline`, which has no file of its own. */
  readonly inline: string | null;
  readonly context: ContextKey;
  readonly target: string | null;
  /** In order of name, so that equal builds have equal keys. A null value cannot be known. */
  readonly args: readonly (readonly [name: string, value: string | null])[];
  readonly platform: Platform | null;
  /** Images that it names and that are built here, or given as named contexts; null where what is given is not known. */
  readonly images: readonly (readonly [name: string, key: ImageKey | null])[];
}

/** What a build of an image does; null when its Dockerfile cannot be read. */
export const imageTrace: Query<ImageKey, ImageTrace | null> = {
  name: 'trace-image',
  compute(reader, key) {
    const dockerfile = dockerfileOf(reader, key);
    if (!dockerfile) return null;
    const images = new Map(
      key.images.map(([name, other]) => [name, other && otherImage(reader, key, other)]),
    );
    const request = {
      dockerfile,
      target: key.target,
      args: new Map(key.args),
      platform: key.platform,
      images,
    };
    return traceImage(request, contextView(reader, key.context));
  },
};

export const imageId = (key: ImageKey): string => JSON.stringify(key);

/** The context of an image, for questions that come after the trace (what a start script says). */
export const contextOf = (reader: Reader, key: ImageKey): BuildContext => contextView(reader, key.context);

function otherImage(reader: Reader, key: ImageKey, other: ImageKey): OtherImage | null {
  const trace = reader.derive(imageTrace, other);
  return trace && { trace, sameContext: seesTheSame(reader, key.context, other.context) };
}

/** Whether two builds see the same files under the same paths: an ignore file of its own may hide some from one of them. */
const seesTheSame = (reader: Reader, a: ContextKey, b: ContextKey): boolean =>
  a.dir === b.dir && (a.dockerfile === b.dockerfile || ![a, b].some((each) => hasOwnIgnore(reader, each)));

const hasOwnIgnore = (reader: Reader, { dockerfile }: ContextKey): boolean =>
  dockerfile !== null && reader.file(`${dockerfile}.dockerignore`).kind !== 'missing';

export function dockerfileOf(reader: Reader, key: Pick<ImageKey, 'file' | 'inline'>): Dockerfile | null {
  if (key.inline !== null) return parseDockerfile(key.inline).value;
  return reader.derive(dockerfileAt, key.file)?.value ?? null;
}
