import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { CodeServer } from './server.ts';

export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  readonly chromium: string;
  readonly folder: string;
  /** These two need a server with `testDriver`. */
  readonly extensionDevelopmentPath?: readonly string[];
  readonly extensionTestsPath?: string | undefined;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Before anything is loaded: the functions that the workbench looks for must be there first. */
  readonly onPage?: (page: Page) => Promise<void>;
}

/** Opens the workbench of a server in a headless Chromium that reaches this machine only. */
export async function openWorkbench(server: CodeServer, options: WorkbenchOptions): Promise<Workbench> {
  const context = await chromium.launchPersistentContext(join(server.scratch, 'chromium'), {
    executablePath: options.chromium,
    headless: true,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      // Chromium has no sandbox for root, which containers and CI run as.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
  // A request to anywhere else fails at once instead of hanging until a time-out.
  await context.route(
    (url) => url.hostname !== '127.0.0.1' && /^https?:$/.test(url.protocol),
    (route) => route.abort(),
  );
  const page = context.pages()[0] ?? (await context.newPage());
  await options.onPage?.(page);
  await page.goto(server.page(options.folder, payloadOf(server, options)), { waitUntil: 'domcontentloaded' });
  return { page, context, close: () => context.close() };
}

function payloadOf(server: CodeServer, options: WorkbenchOptions): [string, string][] {
  const payload: [string, string][] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  for (const path of options.extensionDevelopmentPath ?? [])
    payload.push(['extensionDevelopmentPath', server.uri(path)]);
  if (options.extensionTestsPath)
    payload.push(['extensionTestsPath', server.uri(options.extensionTestsPath)]);
  return payload;
}
