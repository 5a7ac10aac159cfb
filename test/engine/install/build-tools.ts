import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeOnce } from './make-once.ts';
import { run } from './run.ts';

const TOOLS = fileURLToPath(new URL('../tools', import.meta.url));
const COMPOSE = fileURLToPath(new URL('../../oracle/docker-compose', import.meta.url));

/** Compose asks Buildx for its version, and a build of the go command does not know it. */
const BUILDX_VERSION = 'v0.38.2';

/** Builds the programs of the engine that Debian has not, or only in versions that are too old. */
export const buildTools = (folder: string): Promise<void> =>
  makeOnce(folder, 'Building BuildKit, Buildx, Compose and a registry (some minutes, once) …', (to) => {
    const plugins = join(to, 'cli-plugins');
    mkdirSync(plugins);
    const build = ['build', '-buildvcs=false', '-ldflags=-s -w'];
    const static_ = { CGO_ENABLED: '0' };
    const buildkit = ['cmd/buildkitd', 'cmd/buildctl', 'frontend/dockerfile/cmd/dockerfile-frontend'].map(
      (name) => `github.com/moby/buildkit/${name}`,
    );
    run(
      'go',
      [...build, '-o', `${to}/`, ...buildkit, 'github.com/distribution/distribution/v3/cmd/registry'],
      {
        cwd: TOOLS,
        env: static_,
      },
    );
    const version = `-ldflags=-s -w -X github.com/docker/buildx/version.Version=${BUILDX_VERSION}`;
    const buildx = ['-o', join(plugins, 'docker-buildx'), 'github.com/docker/buildx/cmd/buildx'];
    run('go', [...build, version, ...buildx], { cwd: TOOLS, env: static_ });
    const compose = ['-o', join(plugins, 'docker-compose'), 'github.com/docker/compose/v5/cmd'];
    run('go', [...build, ...compose], { cwd: COMPOSE, env: static_ });
  });
