/** An image reference with its official name made short: `docker.io/library/golang:1.25` is `golang`, tag `1.25`. */
export interface ImageReference {
  /** `golang`, `gcr.io/distroless/static-debian12`, `example.com/team/app`. */
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Null for what is no image reference (an empty text, a variable that was left in). */
export function parseImageReference(reference: string): ImageReference | null {
  const [name = '', digest = null] = reference.split('@');
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const repository = colon < 0 ? name : name.slice(0, colon);
  if (!/^[a-z0-9]+(?:[._:/-]+[a-zA-Z0-9]+)*$/i.test(repository)) return null;
  return { repository: shorten(repository), tag: colon < 0 ? null : name.slice(colon + 1) || null, digest };
}

/**
 * Registries that serve the official images of Docker Hub under a fixed prefix. Only those whose content is
 * documented to be the same are listed.
 */
const OFFICIAL_PREFIXES = [
  'docker.io/library/',
  'index.docker.io/library/',
  'registry-1.docker.io/library/',
  'registry.hub.docker.com/library/',
  'public.ecr.aws/docker/library/',
  'mirror.gcr.io/library/',
  'library/',
  'amd64/',
  'arm64v8/',
  'arm32v7/',
  'arm32v6/',
  'i386/',
];

function shorten(repository: string): string {
  const prefix = OFFICIAL_PREFIXES.find((each) => repository.startsWith(each));
  if (prefix) return repository.slice(prefix.length);
  if (repository.startsWith('docker.io/')) return repository.slice('docker.io/'.length);
  return /^mirror\.gcr\.io\/[^/]+$/.test(repository) ? repository.slice('mirror.gcr.io/'.length) : repository;
}

/** A tag as Docker writes it out: without a registry it is Docker Hub's, and without a version `latest`. */
export function tagName(tag: string): string {
  const image = parseImageReference(tag);
  if (!image) return tag;
  return `${image.repository}${image.digest === null ? `:${image.tag ?? 'latest'}` : `@${image.digest}`}`;
}
