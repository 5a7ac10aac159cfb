import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Daemon } from './daemon.ts';
import { groupsOf } from './remove-left-over.ts';
import { removeControlGroups } from './remove-control-groups.ts';

/** Registries whose images the one on this machine has. */
const MIRRORED = ['docker.io', 'gcr.io'];

export interface BuildKit {
  readonly socket: string;
  stop(): Promise<void>;
}

/**
 * Starts BuildKit, which finds the images of Docker Hub and gcr.io in the registry at `registry`. Builds use the
 * network of the machine.
 */
export async function startBuildKit(folder: string, tools: string, registry: string): Promise<BuildKit> {
  const [, group = ''] = groupsOf(process.pid);
  const socket = join(folder, 'buildkit.sock');
  const root = join(folder, 'buildkit');
  mkdirSync(root);
  const config = join(folder, 'buildkitd.toml');
  writeFileSync(
    config,
    [
      `root = ${JSON.stringify(root)}`,
      '[grpc]',
      `address = [${JSON.stringify(`unix://${socket}`)}]`,
      '[worker.oci]',
      'enabled = true',
      'networkMode = "host"',
      'gc = false',
      `defaultCgroupParent = ${JSON.stringify(`/${group}`)}`,
      '[worker.containerd]',
      'enabled = false',
      `[registry.${JSON.stringify(registry)}]`,
      'http = true',
      ...MIRRORED.flatMap((name) => [
        `[registry.${JSON.stringify(name)}]`,
        `mirrors = [${JSON.stringify(registry)}]`,
      ]),
      '',
    ].join('\n'),
  );
  const daemon = new Daemon(folder, [join(tools, 'buildkitd'), '--config', config], {
    OTEL_TRACES_EXPORTER: 'none',
  });
  const ask = ['--addr', `unix://${socket}`, 'debug', 'workers'];
  await daemon.answers(() => spawnSync(join(tools, 'buildctl'), ask, { stdio: 'ignore' }).status === 0);
  return {
    socket,
    async stop() {
      await daemon.stop();
      removeControlGroups(group);
    },
  };
}
