import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Daemon } from './daemon.ts';
import { groupsOf } from './remove-left-over.ts';
import { removeControlGroups } from './remove-control-groups.ts';

export interface Docker {
  readonly socket: string;
  stop(): Promise<void>;
}

/**
 * Starts a Docker daemon that leaves the machine alone: no firewall rules, no bridge of its own, and no forwarding.
 * Networks that Compose makes work all the same, and published ports are served by Docker's own proxy.
 */
export async function startDocker(folder: string, registry: string): Promise<Docker> {
  const socket = join(folder, 'docker.sock');
  const env = { DOCKER_HOST: `unix://${socket}` };
  const [group = ''] = groupsOf(process.pid);
  const docker = (...args: string[]): string =>
    spawnSync('docker', args, {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).stdout;
  const daemon = new Daemon(folder, [
    'dockerd',
    `--host=unix://${socket}`,
    `--data-root=${join(folder, 'docker')}`,
    `--exec-root=${join(folder, 'run')}`,
    `--pidfile=${join(folder, 'docker.pid')}`,
    `--registry-mirror=http://${registry}`,
    `--cgroup-parent=/${group}`,
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
  ]);
  await daemon.answers(() => docker('version', '--format', '{{.Server.Version}}') !== '');
  const list = (...args: string[]): string[] =>
    docker(...args)
      .split('\n')
      .filter((line) => line !== '');
  return {
    socket,
    // Containers and networks are the kernel's, and outlive a daemon that is just ended.
    async stop() {
      const containers = list('ps', '--all', '--quiet');
      if (containers.length > 0) docker('rm', '--force', '--volumes', ...containers);
      const networks = list('network', 'ls', '--quiet', '--filter', 'type=custom');
      if (networks.length > 0) docker('network', 'rm', ...networks);
      await daemon.stop();
      removeControlGroups(group);
    },
  };
}
