import { setImage } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import type { ComposeService } from '../../compose/model.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import type { Image, Project, Service, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { services as named, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

/**
 * Services build different images and give them one tag. A tag names one image: the one that is tagged last, and every service of
 * that tag starts it. Which one that is may change from run to run, since images are built side by side.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     image: example/photos
 *     build:
 *       dockerfile: Dockerfile.server
 *   worker:
 *     image: example/photos
 *     build:
 *       dockerfile: Dockerfile.worker
 * ```
 *
 * ```dockerfile Dockerfile.server
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/server ./cmd/server
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * ```dockerfile Dockerfile.worker
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     image: example/photos
 *     build:
 *       dockerfile: Dockerfile.server
 *   worker:
 *     image: example/photos-worker
 *     build:
 *       dockerfile: Dockerfile.worker
 * ```
 *
 * ## Fixes
 *
 * - Give every image but the first a tag of its own, with the name of its service behind it. Services that only use the tag keep it.
 *
 * ## When it is silent
 *
 * When the builds come to the same: equal but for arguments that the Dockerfile does not have, or one names the last stage and the
 * other names none. When no set of profiles starts both. When the tag or a build is not known.
 */
export const imageTagCollision = rule({
  id: 'compose/image-tag-collision',
  severity: 'warning',
  since: '0.2.0',
  title: 'One tag for different images',
  summary: 'Services that build different images give them one tag',
  *check(world) {
    for (const project of world.projects) {
      for (const { tag, images } of collisions(world, project)) {
        const [[first], [second]] = images;
        if (!second.model.image) continue;
        const who = named([first, second, ...images.slice(2).flat()].map(({ model }) => model.name.value));
        yield {
          at: second.model.image.at,
          message: `${who} build different images and tag each of them ${tag}: all start the one that is tagged last`,
          related: images.map(([service]) => ({
            at: service.model.build?.at ?? service.model.name.at,
            message: `service ${service.model.name.value} builds ${whatOf(world, service)}`,
          })),
          fixes: () => ownTags(world, project, tag, images),
        };
      }
    }
  },
});

type SameImage = readonly [Service, ...Service[]];

interface Collision {
  readonly tag: string;
  /** The services of each image, in order of service. */
  readonly images: readonly [SameImage, SameImage, ...SameImage[]];
}

function collisions(world: World, { id }: Project): Collision[] {
  const byTag = new Map<string, [Service, ...Service[]][]>();
  for (const service of world.services) {
    const { model, image, builtBy } = service;
    if (service.project.id !== id || !model.image || !model.build || !image || builtBy) continue;
    const tag = tagOf(model.image.value, model.image.unset);
    if (tag === null) continue;
    const images = byTag.get(tag) ?? [];
    byTag.set(tag, images);
    const same = images.find(([other]) => other.image && isSame(image, other.image));
    if (same) same.push(service);
    else images.push([service]);
  }
  return [...byTag.values()].flatMap((images) => {
    // Only what can run beside the first can take the tag from it.
    const [first, ...rest] = images;
    const others = rest.filter(([service]) => first && mayRunTogether(first[0].model, service.model));
    const [second, ...more] = others;
    return first && second
      ? [{ tag: first[0].model.image?.value ?? '', images: [first, second, ...more] }]
      : [];
  });
}

/** A tag as it is compared; null for one that cannot be known. Where both lack the same variables they are the same. */
function tagOf(value: string, unset: readonly string[]): string | null {
  const reference = parseImageReference(value);
  if (!reference || reference.digest !== null) return null;
  return JSON.stringify([reference.repository, reference.tag ?? 'latest', unset]);
}

/** Whether two builds surely come to the same. */
function isSame(a: Image, b: Image): boolean {
  return whatIsBuilt(a) === whatIsBuilt(b);
}

function whatIsBuilt({ key, trace, file, inline }: Image): string {
  const { dockerfile } = trace.request;
  const declared = new Set(
    dockerfile.instructions
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ pairs }) => pairs.map(({ name }) => name.value)),
  );
  return JSON.stringify([
    inline ? key.inline : file,
    key.context.dir,
    trace.final?.stage.index ?? null,
    key.platform,
    key.args.filter(([name]) => declared.has(name)),
  ]);
}

/** A service without profiles always runs. */
const mayRunTogether = (a: ComposeService, b: ComposeService): boolean =>
  a.profiles.length === 0 ||
  b.profiles.length === 0 ||
  a.profiles.some((profile) => b.profiles.includes(profile));

function whatOf(world: World, { image, model }: Service): string {
  if (!image) return 'an image';
  const file = image.inline ? 'its inline Dockerfile' : shown(world, image.file);
  const target = model.build?.target?.value;
  const args = image.key.args.map(([name, value]) => `${name}=${value ?? '?'}`).join(' ');
  return `${target ? `stage ${target} of ` : ''}${file}${args ? ` with ${args}` : ''}`;
}

function ownTags(world: World, project: Project, tag: string, [, ...others]: Collision['images']): Fix[] {
  const [, name = tag, version = ''] = /^(.*?)(:[\w.-]+)?$/.exec(tag) ?? [];
  const taken = new Set(
    world.services.filter(({ project: { id } }) => id === project.id).map(({ model }) => model.image?.value),
  );
  const tags = others.map(([{ model }]) => `${name}-${model.name.value}${version}`);
  if (tags.some((each) => taken.has(each))) return [];
  const answers = others.flatMap((services, index) =>
    services.map(({ model }) => setImage(model, tags[index] ?? tag, editScope(world, services))),
  );
  return composeFix(world, `Tag ${tags.join(' and ')} apart`, false, ...answers);
}
