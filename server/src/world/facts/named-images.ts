import { tagName } from '../../native/image-reference.ts';
import { imagesNamed } from '../../image/images-taken.ts';
import type { Reader } from '../../memory/snapshot.ts';
import { dockerfileOf, type ImageKey } from '../image-facts.ts';
import { serviceImage } from '../service-image.ts';
import { builtTags, serviceModel, type ServiceName } from './projects.ts';
import { type Scope, Scoped } from './scope.ts';

/**
 * The image of a service with what is known of the images that its Dockerfile names: a tag that a service of the same project
 * builds, and the named contexts that the service is given (`additional_contexts`). `above` are the services that ask for
 * it, so that images which stand on each other in a circle end somewhere.
 */
export function withImages(
  reader: Reader,
  scope: Scope,
  service: ServiceName,
  key: ImageKey,
  above: readonly string[],
): ImageKey {
  const { project } = service;
  const contexts = reader.derive(serviceModel, scope.about(service))?.build?.additionalContexts;
  const tags = reader.derive(builtTags, new Scoped(scope, project));
  if (tags.size === 0 && !contexts?.size) return key;
  const dockerfile = dockerfileOf(reader, key);
  if (!dockerfile) return key;
  const own = new Set(dockerfile.stages.map(({ name }) => name?.value.toLowerCase()));
  const asked = [...above, service.name];
  const images = [...imagesNamed({ ...key, dockerfile, args: new Map(key.args) })].flatMap(
    (name): ImageKey['images'] => {
      const context = contexts?.get(name);
      const by = context
        ? /^service:(.+)$/.exec(context.value)?.[1]
        : own.has(name.toLowerCase())
          ? undefined
          : tags.get(tagName(name));
      if (by === undefined) return context ? [[name, null]] : [];
      return [[name, asked.includes(by) ? null : builtBy(reader, scope, { project, name: by }, asked)]];
    },
  );
  return images.length === 0 ? key : { ...key, images: images.toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

/** Null where it is not known what the service builds. */
function builtBy(
  reader: Reader,
  scope: Scope,
  service: ServiceName,
  above: readonly string[],
): ImageKey | null {
  const model = reader.derive(serviceModel, scope.about(service));
  const image = model && serviceImage(reader, scope.settings, model);
  return image?.kind === 'image' ? withImages(reader, scope, service, image.key, above) : null;
}
