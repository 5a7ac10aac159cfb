import { randomBytes } from 'node:crypto';
import { type Docker, DockerError } from '../host/docker.ts';
import type { ScratchCopy } from '../host/scratch-copy.ts';
import { dirname } from '../text/path.ts';
import type { Image, Service } from '../world/world.ts';
import { UsageError } from './command-line.ts';

/** What Docker says of an image. Sizes are in bytes, times in milliseconds. */
export interface MeasuredImage {
  readonly image: Image;
  readonly size: number;
  /** Of the layers that stand on the base image; null where that is not known. */
  readonly aboveBase: number | null;
  /** With the base images there, and nothing else. */
  readonly cold: number;
  /** After an edit of a program of it; null where it holds none. */
  readonly warm: number | null;
}

/** Builds images with Docker and takes them away again. What is built twice is measured once. */
export class ImageMeter {
  readonly #docker: Docker;
  readonly #scratch: ScratchCopy;
  readonly #progress: (text: string) => void;
  readonly #pathOf: (file: string) => string;
  readonly #known = new Map<string, Promise<MeasuredImage>>();
  readonly #bases = new Map<string, Promise<number | null>>();
  readonly #tags: string[] = [];
  readonly #name = `dockerfile-split-measure:${randomBytes(6).toString('hex')}`;

  /** `pathOf` says a path as people know it. */
  constructor(options: {
    readonly docker: Docker;
    readonly scratch: ScratchCopy;
    readonly progress: (text: string) => void;
    readonly pathOf: (file: string) => string;
  }) {
    this.#docker = options.docker;
    this.#scratch = options.scratch;
    this.#progress = options.progress;
    this.#pathOf = options.pathOf;
  }

  /** The image that a service builds; its context must be in the copy. */
  measure({ model }: Service, image: Image): Promise<MeasuredImage> {
    const contexts = [...(model.build?.additionalContexts ?? [])].map(
      ([name, { value }]) => [name, value] as const,
    );
    const id = JSON.stringify([image.key, contexts, image.trace.request.dockerfile.text]);
    let found = this.#known.get(id);
    if (!found) this.#known.set(id, (found = this.#measure(image, contexts)));
    return found;
  }

  /** Takes every image away that was built. */
  async remove(): Promise<void> {
    await this.#docker.remove(this.#tags.splice(0));
  }

  async #measure(image: Image, contexts: readonly (readonly [string, string])[]): Promise<MeasuredImage> {
    const { key } = image;
    const what = `${this.#pathOf(image.file)}${key.target === null ? '' : `, stage ${key.target}`}`;
    const build = {
      tag: this.#tag(),
      context: this.#scratch.path(key.context.dir),
      dockerfile:
        key.inline === null
          ? this.#scratch.path(key.file)
          : this.#scratch.write('inline/Dockerfile', key.inline),
      target: key.target,
      args: key.args,
      platform: key.platform ? `${key.platform.os}/${key.platform.arch}` : null,
      contexts: new Map(contexts.map(([name, value]) => [name, this.#place(value)])),
    };
    const run = async (says: string, afresh: boolean): Promise<number> => {
      this.#progress(`${what}: ${says}`);
      try {
        return await this.#docker.build({ ...build, afresh });
      } catch (error) {
        if (error instanceof DockerError) throw new UsageError(`${what} does not build: ${error.message}`);
        throw error;
      }
    };
    // Base images are downloaded by whoever comes first, and that is no part of what is compared.
    await run('getting its base images', false);
    const cold = await run('building it without a cache', true);
    const size = await this.#docker.size(build.tag);
    const base = await this.#baseSize(image);
    const [held] = image.holds;
    const edited = held !== undefined && this.#scratch.editGo(held.program.dir);
    const warm = edited ? await run('building it after an edit', false) : null;
    return { image, size, aboveBase: base === null ? null : size - base, cold, warm };
  }

  /** The size of the image at the bottom of the last stage; null where it cannot be known. */
  #baseSize({ trace, key }: Image): Promise<number | null> {
    const base = trace.final?.baseImage ?? null;
    if (base === null || base === 'scratch') return Promise.resolve(base === null ? null : 0);
    const platform = key.platform ? `${key.platform.os}/${key.platform.arch}` : null;
    const id = JSON.stringify([base, platform]);
    let found = this.#bases.get(id);
    if (!found) this.#bases.set(id, (found = this.#measureBase(base, platform)));
    return found;
  }

  async #measureBase(base: string, platform: string | null): Promise<number | null> {
    const dockerfile = this.#scratch.write('base/Dockerfile', `FROM ${base}\n`);
    const tag = this.#tag();
    const nothing = { target: null, args: [], contexts: new Map<string, string>(), afresh: false };
    try {
      await this.#docker.build({ ...nothing, tag, context: dirname(dockerfile), dockerfile, platform });
      return await this.#docker.size(tag);
    } catch (error) {
      // A base that is a context with a name is no image.
      if (error instanceof DockerError) return null;
      throw error;
    }
  }

  #tag(): string {
    const tag = `${this.#name}-${this.#tags.length}`;
    this.#tags.push(tag);
    return tag;
  }

  /** A folder in the copy; an address, or the image of another service, as it is. */
  #place(context: string): string {
    return context.startsWith('/') ? this.#scratch.path(context) : context;
  }
}
