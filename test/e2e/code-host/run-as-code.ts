import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type CodeServer, startServer } from './server.ts';
import { findChromium, findHost } from './tools.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const limitMs = Number(process.env['CODE_SHIM_TIMEOUT_MS'] ?? 300_000);

/**
 * Does what `code ARGS` does for a test run: opens a folder, loads an extension, lets its test suite run, and exits with
 * the suite's status. `CODE_SHIM_ARTIFACTS` names a folder that gets a picture and the server's log when the run fails.
 *
 * Status 0 alone proves nothing: a workbench whose extension host was killed ends with 0 too.
 */
export async function runAsCode(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    // test-electron adds switches of the desktop that mean nothing here.
    strict: false,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'folder-uri': { type: 'string' },
    },
  });
  const folder = text(values['folder-uri']) ? fileURLToPath(String(values['folder-uri'])) : positionals[0];
  const tools = findHost();
  const browser = findChromium();
  if (!folder || !tools || !browser) {
    console.error(
      'code-shim: needs a folder to open, the e2e host and Chromium: node scripts/install-e2e.mjs',
    );
    process.exit(2);
  }

  const run = new Run();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => run.finish(130, name));
  setTimeout(() => run.finish(124, `no result after ${limitMs} ms`), limitMs).unref();
  try {
    run.server = await startServer(tools, {
      testDriver: true,
      userData: text(values['user-data-dir']),
      extensions: text(values['extensions-dir']),
    });
    void run.server.exited.then((code) => run.finish(1, `the VS Code server ended (${code})`));
    run.workbench = await openWorkbench(run.server, {
      chromium: browser,
      folder,
      extensionDevelopmentPath: (values['extensionDevelopmentPath'] ?? []).map(String),
      extensionTestsPath: text(values['extensionTestsPath']),
      onPage: (page) => run.listen(page),
    });
  } catch (error) {
    await run.finish(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

class Run {
  server: CodeServer | null = null;
  workbench: Workbench | null = null;
  #finished = false;

  /** The workbench speaks to whoever started it through two functions of its page. */
  async listen(page: Page): Promise<void> {
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      if (isChatter(String(args[0]))) return;
      (type === 'error' ? console.error : console.log)(...args);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => void this.finish(code, null));
    page.on('crash', () => this.finish(1, 'the page of the workbench crashed'));
    page.on('close', () => this.finish(1, 'the page of the workbench was closed'));
  }

  async finish(code: number, why: string | null): Promise<void> {
    if (this.#finished) return;
    this.#finished = true;
    if (why) console.error(`code-shim: ${why}`);
    if (code !== 0) await this.#keepEvidence();
    await this.workbench?.close().catch((error) => console.error(`code-shim: ${error}`));
    await this.server?.stop().catch((error) => console.error(`code-shim: ${error}`));
    // test-electron drops our output as soon as we exit: let the last line out.
    setTimeout(() => process.exit(code), 100);
  }

  async #keepEvidence(): Promise<void> {
    const folder = process.env['CODE_SHIM_ARTIFACTS'];
    if (!folder || !this.server) return;
    mkdirSync(folder, { recursive: true });
    copyFileSync(this.server.logFile, join(folder, 'server.log'));
    await this.workbench?.page
      .screenshot({ path: join(folder, 'failure.png'), timeout: 5_000 })
      .catch((error) => console.error(`code-shim: no picture: ${error}`));
  }
}

/** Lines of the workbench's own log, which come through the same function as what the tests print. */
function isChatter(line: string): boolean {
  if (process.env['CODE_SHIM_DEBUG']) return false;
  return chatter.some((start) => line.startsWith(start));
}

const chatter = [
  'ChatSessionStore',
  'Completed initializing',
  'Creating a socket',
  'Ignoring fetching additional builtin',
  'MCP migration',
  'Resolved connection token',
  'Resolving connection token',
  'Started initializing',
  'Timed out waiting for authentication provider',
  'Updating additional builtin',
  '[AccountPolicyGate',
  '[AgentHost',
  '[DefaultAccount',
  '[Service Worker',
  '[chat-stt',
  '[reconnection-grace',
];

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
