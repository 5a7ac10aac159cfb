import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../server/src/cli/start.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A workspace on disk that is gone after the test, and the command line on it. */
export class Workbench {
  readonly folder: string;
  /** Where downloaded Go modules are; at first a folder that is not there. */
  moduleCache: string;

  /** The files of an example, or those that are given. */
  constructor(content: string | Readonly<Record<string, string>>) {
    this.folder = mkdtempSync(join(tmpdir(), 'dockerfile-split-test-'));
    this.moduleCache = join(this.folder, '.no-module-cache');
    if (typeof content === 'string')
      cpSync(join(repository, 'examples', content), this.folder, { recursive: true });
    else for (const [file, text] of Object.entries(content)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs a command in the folder, on a machine without Go. */
  async run(
    ...args: string[]
  ): Promise<{ readonly status: number; readonly out: string; readonly error: string }> {
    let out = '';
    let error = '';
    const env = { GOMODCACHE: this.moduleCache, HOME: this.folder };
    const status = await run(args, {
      cwd: this.folder,
      env,
      colour: false,
      out: (text) => (out += text),
      error: (text) => (error += text),
    });
    return { status, out, error };
  }

  async json(...args: string[]): Promise<any> {
    return JSON.parse((await this.run(...args, '--format', 'json')).out);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a test on a workspace of its own. */
export async function onWorkspace(
  content: ConstructorParameters<typeof Workbench>[0],
  test: (bench: Workbench) => Promise<void>,
): Promise<void> {
  const bench = new Workbench(content);
  try {
    await test(bench);
  } finally {
    bench.remove();
  }
}
