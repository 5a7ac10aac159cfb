import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machine } from './machine.ts';

/** What is built once and kept between runs. Each folder is there complete, or not at all. */
export interface EngineCache {
  /** buildkitd, buildctl, registry and the Dockerfile frontend; in `cli-plugins`, what the docker command runs. */
  readonly tools: string;
  /** The storage of a registry that holds the base images. */
  readonly images: string;
  /** File systems of Debian releases, and other parts of images. */
  readonly parts: string;
}

/**
 * The folders are outside of the repository and named after what they are made from: two branches do not take each
 * other's, and what is out of date is never used. `DOCKERFILE_SPLIT_ENGINE_CACHE` names another place.
 */
export function engineCache(): EngineCache {
  const { env } = process;
  const root =
    env['DOCKERFILE_SPLIT_ENGINE_CACHE'] ??
    join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dockerfile-split-engine');
  const here = JSON.stringify(machine());
  const tools = hashOf([...filesOf(TOOLS), ...filesOf(COMPOSE), pathOf('build-tools.ts')]);
  const parts = hashOf([pathOf('debian-root.ts')], here);
  const images = hashOf([...filesOf(IMAGES), pathOf('make-images.ts')], here + tools + parts);
  return {
    tools: join(root, `tools-${tools}`),
    images: join(root, `images-${images}`),
    parts: join(root, `parts-${parts}`),
  };
}

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const TOOLS = pathOf('../tools/');
const COMPOSE = pathOf('../../oracle/docker-compose/');
const IMAGES = pathOf('../images/');

const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));

function hashOf(files: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const file of files) hash.update(file.slice(file.lastIndexOf('/'))).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
