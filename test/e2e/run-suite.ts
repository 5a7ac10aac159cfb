import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { quietSettings } from './code-host/settings.ts';
import { findHost, repository } from './code-host/tools.ts';
import type { Outcome } from './suite/index.ts';

export interface SuiteRun {
  /** A file in test/e2e/suite/ that exports `run`. */
  readonly suite: string;
  /** Fills the folder that the window opens. */
  readonly prepare: (folder: string) => void;
  /** The extension under test; the repository where nothing else is said. */
  readonly extension?: string;
}

/** Screenshots and logs, kept by CI. */
export const artifacts = join(repository, '.artifacts/e2e');

/**
 * Runs a suite inside the extension host of a real VS Code, on a folder of its own, and returns how each test ended.
 *
 * VS Code is the browser host where it is installed; elsewhere, or with `E2E_VSCODE=download`, the desktop one that
 * @vscode/test-electron downloads; with `E2E_VSCODE=/path/to/code` that one.
 */
export async function runSuite(options: SuiteRun): Promise<readonly Outcome[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'e2e-'));
  try {
    const workspace = join(scratch, 'workspace');
    const userData = join(scratch, 'user-data');
    const result = join(scratch, 'result.json');
    mkdirSync(workspace);
    options.prepare(workspace);
    mkdirSync(join(userData, 'User'), { recursive: true });
    writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(quietSettings, null, 2));
    const executable = vscodeExecutable();
    const ended = await runTests({
      ...(executable ? { vscodeExecutablePath: executable } : {}),
      extensionDevelopmentPath: options.extension ?? repository,
      extensionTestsPath: await bundle(options.suite),
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(scratch, 'extensions')}`,
      ],
      extensionTestsEnv: { E2E_RESULT: result, CODE_SHIM_ARTIFACTS: join(artifacts, options.suite) },
    }).then(
      () => null,
      (error: unknown) => error,
    );
    if (!existsSync(result)) throw new Error(`the suite ${options.suite} did not finish`, { cause: ended });
    const outcomes: Outcome[] = JSON.parse(readFileSync(result, 'utf8'));
    if (ended !== null && outcomes.every((outcome) => outcome.error === null)) throw ended;
    return outcomes;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** A fresh copy of an example. */
export function copyExample(name: string, folder: string): void {
  cpSync(join(repository, 'examples', name), folder, { recursive: true });
}

function vscodeExecutable(): string | null {
  const wanted = process.env['E2E_VSCODE'];
  if (wanted === 'download') return null;
  if (wanted) return wanted;
  return findHost() ? join(repository, 'test/e2e/code-host/code-shim.mjs') : null;
}

/** The extension host loads CommonJS only. Mocha stays outside the bundle: it loads parts of itself by name. */
async function bundle(suite: string): Promise<string> {
  const outfile = join(repository, `.artifacts/e2e/suites/${suite}.cjs`);
  await build({
    entryPoints: [join(repository, `test/e2e/suite/${suite}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
