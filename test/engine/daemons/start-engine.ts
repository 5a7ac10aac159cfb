import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { EngineCache } from '../install/engine-cache.ts';
import { run } from '../install/run.ts';
import { startBuildKit } from './buildkit.ts';
import { startDocker } from './docker.ts';
import { prefixOf, removeLeftOver } from './remove-left-over.ts';
import { startRegistry } from './registry.ts';

export interface StartedEngine {
  /** What a process needs to be set so that `docker` in it is this engine: builds, Compose and Bake too. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends every process, and takes away everything that was written. */
  stop(): Promise<void>;
}

/** Starts a registry, BuildKit and Docker, each of which keeps what it has in one folder that is gone in the end. */
export async function startEngine({ tools, images }: EngineCache): Promise<StartedEngine> {
  removeLeftOver();
  const folder = mkdtempSync(join(tmpdir(), prefixOf(process.pid)));
  const stops: (() => void | Promise<void>)[] = [() => run('rm', ['-rf', folder])];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    const program = join(tools, 'registry');
    const registry = await startRegistry({ folder, program, images, writable: false });
    stops.push(() => registry.daemon.stop());
    const buildkit = startBuildKit(folder, tools, registry.address).then((started) => {
      stops.push(() => started.stop());
      return started.socket;
    });
    const docker = startDocker(folder, registry.address).then((started) => {
      stops.push(() => started.stop());
      return started.socket;
    });
    // Both are waited for even if one fails, so that neither is left running.
    const [built, ran] = await Promise.allSettled([buildkit, docker]);
    if (built.status === 'rejected') throw built.reason;
    if (ran.status === 'rejected') throw ran.reason;
    const env = {
      DOCKERFILE_SPLIT_ENGINE: folder,
      DOCKER_HOST: `unix://${ran.value}`,
      DOCKER_CONFIG: join(folder, 'config'),
      BUILDKIT_HOST: `unix://${built.value}`,
      PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`,
    };
    configure(env.DOCKER_CONFIG, tools, env);
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `docker build`, `docker buildx` and `docker compose` of any version of the command build with BuildKit, and keep the image in Docker. */
function configure(config: string, tools: string, env: Readonly<Record<string, string>>): void {
  mkdirSync(config);
  symlinkSync(join(tools, 'cli-plugins'), join(config, 'cli-plugins'));
  writeFileSync(join(config, 'config.json'), JSON.stringify({ aliases: { builder: 'buildx' } }));
  const create = [
    'buildx',
    'create',
    '--name',
    'engine',
    '--use',
    '--driver',
    'remote',
    '--driver-opt',
    'default-load=true',
  ];
  run('docker', [...create, env['BUILDKIT_HOST'] ?? ''], { env });
}
