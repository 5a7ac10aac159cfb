import { spawn } from 'node:child_process';

/** A command of Docker that failed; its message is the last thing that Docker said. */
export class DockerError extends Error {}

export interface BuildImage {
  readonly tag: string;
  readonly context: string;
  /** The path of a Dockerfile. */
  readonly dockerfile: string;
  readonly target: string | null;
  readonly args: readonly (readonly [name: string, value: string | null])[];
  readonly platform: string | null;
  /** Further contexts by name: folders, or what Docker understands itself. */
  readonly contexts: ReadonlyMap<string, string>;
  /** Without what earlier builds left in Docker's cache. */
  readonly afresh: boolean;
}

/** The person's own `docker`. Every command ends when `signal` is aborted. */
export class Docker {
  readonly #env: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal;

  constructor(env: NodeJS.ProcessEnv, signal: AbortSignal) {
    this.#env = env;
    this.#signal = signal;
  }

  /** Why nothing can be built; null when a daemon answers. */
  async problem(): Promise<string | null> {
    try {
      await this.#run(['version', '--format', '{{.Server.Version}}']);
      return null;
    } catch (error) {
      if (error instanceof DockerError) return error.message;
      throw error;
    }
  }

  /** Builds an image, which is kept under its tag, and says how many milliseconds that took. */
  async build(image: BuildImage): Promise<number> {
    const start = performance.now();
    // Buildx puts the image where `docker image inspect` finds it only when it is told so.
    await this.#run([
      ...(await this.#builder()),
      '--tag',
      image.tag,
      '--file',
      image.dockerfile,
      ...(image.afresh ? ['--no-cache'] : []),
      ...(image.target === null ? [] : ['--target', image.target]),
      ...(image.platform === null ? [] : ['--platform', image.platform]),
      // Without a value Docker takes it from the environment, as Compose does.
      ...image.args.flatMap(([name, value]) => ['--build-arg', value === null ? name : `${name}=${value}`]),
      ...[...image.contexts].flatMap(([name, value]) => ['--build-context', `${name}=${value}`]),
      image.context,
    ]);
    return performance.now() - start;
  }

  /** In bytes, as Docker counts them. */
  async size(tag: string): Promise<number> {
    return Number(await this.#run(['image', 'inspect', '--format', '{{.Size}}', tag]));
  }

  /** Takes images away; those that there are not do not matter. Works after an abort too. */
  async remove(tags: readonly string[]): Promise<void> {
    if (tags.length > 0) await this.#run(['image', 'rm', '--force', ...tags], new AbortController().signal);
  }

  #words: Promise<readonly string[]> | null = null;

  #builder(): Promise<readonly string[]> {
    this.#words ??= this.#run(['buildx', 'version']).then(
      () => ['buildx', 'build', '--load', '--provenance=false', '--quiet'],
      () => ['build', '--quiet'],
    );
    return this.#words;
  }

  /** What a command prints. */
  #run(args: readonly string[], signal = this.#signal): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn('docker', args, { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'], signal });
      let out = '';
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      let problem: Error | null = null;
      child.once('error', (error: NodeJS.ErrnoException) => {
        problem = error.code === 'ENOENT' ? new DockerError('there is no docker command') : error;
        if (child.pid === undefined) reject(problem);
      });
      // Only when it has closed its streams is it gone, and nothing of it is left to take away.
      child.once('close', (status) => {
        if (problem) reject(problem);
        else if (status === 0) resolve(out.trim());
        else reject(new DockerError(lastLine(said) || `docker ${args[0]} ends with ${status}`));
      });
    });
  }
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';
