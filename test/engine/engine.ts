import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoEngine } from './why-no-engine.ts';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuildOptions {
  readonly context: string;
  /** Relative to the context; by default Docker's own choice. */
  readonly dockerfile?: string;
  readonly target?: string | null;
  readonly args?: Readonly<Record<string, string>>;
  readonly tag: string;
}

/** The engine that `with-engine.ts` started, as a person at a terminal has it. */
export class Engine {
  /** Runs `docker`; its status is the caller's to judge. */
  readonly run = (args: readonly string[], cwd?: string): Ran => {
    const { status, stdout, stderr, error } = spawnSync('docker', args, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      ...(cwd === undefined ? {} : { cwd }),
    });
    if (error) throw error;
    return { status, stdout, stderr };
  };

  /** What `docker` prints; throws with its error when it fails. */
  readonly docker = (...args: string[]): string => this.in(undefined, ...args);

  /** The same, started in a folder. */
  readonly in = (cwd: string | undefined, ...args: string[]): string => {
    const { status, stdout, stderr } = this.run(args, cwd);
    if (status !== 0) throw new Error(`docker ${args.join(' ')} failed:\n${stderr}`);
    return stdout.trimEnd();
  };

  /** Builds an image with BuildKit and gives it to Docker. */
  build({ context, dockerfile, target, args = {}, tag }: BuildOptions): Ran {
    const build = ['buildx', 'build', '--progress=plain', '--provenance=false', '--load', '--tag', tag];
    return this.run([
      ...build,
      ...(dockerfile === undefined ? [] : ['--file', join(context, dockerfile)]),
      ...(target ? ['--target', target] : []),
      ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      context,
    ]);
  }

  /** What `docker image inspect` or `docker inspect` says of one thing. */
  inspect(name: string): any {
    return JSON.parse(this.docker('inspect', name))[0];
  }

  /** Writes the file system of an image into a folder that is gone after `read`. */
  withFiles<T>(image: string, read: (root: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-files-'));
    // What has no command needs one to become a container, which makes its folder unless that is there; it is never started.
    const container = this.docker('create', '--network=none', '--workdir=/', image, 'none');
    try {
      this.docker('export', '--output', join(folder, 'files.tar'), container);
      const root = join(folder, 'root');
      const unpack = 'mkdir "$1/root" && tar -C "$1/root" --numeric-owner -xpf "$1/files.tar"';
      const { status, stderr } = spawnSync('sh', ['-c', unpack, 'sh', folder], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`the files of ${image} cannot be unpacked: ${stderr}`);
      return read(root);
    } finally {
      this.docker('rm', container);
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** The engine of this run of the tests, or why there is none. */
export function findEngine(): Engine | string {
  if (process.env['DOCKERFILE_SPLIT_ENGINE']) return new Engine();
  return whyNoEngine() ?? 'the engine is started by npm test, or by: npm run engine -- COMMAND';
}
