import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A project to load: the folder that Compose is started in, and what stands on its command line. */
export interface OracleRequest {
  readonly dir: string;
  /** Those of `-f`; none: what Compose finds by itself. */
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
}

export interface OracleAnswer {
  readonly error: string;
  readonly files: readonly string[] | null;
  readonly services: Readonly<Record<string, OracleService>> | null;
  /** Those that a profile keeps out. */
  readonly disabled: Readonly<Record<string, OracleService>> | null;
}

/** What compose-go prints of a service, as far as it is compared. */
export interface OracleService {
  readonly image?: string;
  readonly build?: {
    readonly context?: string;
    readonly dockerfile?: string;
    readonly dockerfile_inline?: string;
    readonly target?: string;
    readonly args?: Readonly<Record<string, string | null>>;
    readonly additional_contexts?: Readonly<Record<string, string>>;
    readonly platforms?: readonly string[];
    readonly tags?: readonly string[];
  };
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly {
    readonly target: number;
    readonly published?: string;
    readonly protocol?: string;
  }[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly target?: string }[];
  readonly profiles?: readonly string[];
  readonly working_dir?: string;
  readonly user?: string;
  readonly platform?: string;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly develop?: {
    readonly watch?: readonly { readonly path: string; readonly exec?: OracleHook }[];
  };
  readonly post_start?: readonly OracleHook[];
  readonly pre_stop?: readonly OracleHook[];
}

export interface OracleHook {
  readonly command: readonly string[] | null;
  readonly user?: string;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
}

export interface ComposeOracle {
  load(requests: readonly OracleRequest[]): OracleAnswer[];
}

/** What `~` stands for, there and here. */
export const HOME = '/home/someone';

/** Builds the Go program in test/oracle/compose; skips the test and gives null when there is no Go to do it with. */
export function buildComposeOracle(t: TestContext): ComposeOracle | null {
  if (spawnSync('go', ['version']).status !== 0) {
    t.skip('needs go: install Go 1.26.8, or any from 1.21 that may fetch it (https://go.dev/dl)');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'compose-oracle-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'oracle');
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: moduleFolder, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`go build failed in test/oracle/compose:\n${built.stderr}`);
  return {
    load(requests) {
      const input = requests
        .map(({ dir, files = [], env = {}, profiles }) => {
          const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
          return `${JSON.stringify({ dir, files, env: variables, profiles })}\n`;
        })
        .join('');
      const run = spawnSync(program, {
        input,
        encoding: 'utf8',
        maxBuffer: 1 << 30,
        env: { HOME, PATH: process.env['PATH'] },
      });
      if (run.status !== 0) throw new Error(`the Compose oracle failed: ${run.stderr}`);
      const lines = run.stdout.split('\n').filter((line) => line !== '');
      if (lines.length !== requests.length)
        throw new Error(`${lines.length} answers to ${requests.length} questions`);
      return lines.map((line) => JSON.parse(line) as OracleAnswer);
    },
  };
}

/** The folder of the pinned compose-go in the module cache. */
export function composeGoFolder(): string {
  const args = ['list', '-m', '-f', '{{.Dir}}', 'github.com/compose-spec/compose-go/v2'];
  return spawnSync('go', args, { cwd: moduleFolder, encoding: 'utf8' }).stdout.trim();
}

const moduleFolder = fileURLToPath(new URL('compose', import.meta.url));
