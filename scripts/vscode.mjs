#!/usr/bin/env node
// Opens a copy of examples/photos in VS Code with the extension loaded, after doing whatever set-up is missing.
// Desktop VS Code where there is one, else the browser host, whose address it prints. `--browser` always takes the latter.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { build, install, root, run } from './prepare.mjs';

install();
build();

const scratch = mkdtempSync(join(tmpdir(), 'dockerfile-split-'));
const workspace = join(scratch, 'photos');
cpSync(join(root, 'examples/photos'), workspace, { recursive: true });

const desktop = process.argv.includes('--browser') ? null : findDesktop();
if (desktop) openDesktop(desktop);
else await openBrowserHost();

/** @param {string} code */
function openDesktop(code) {
  // The desktop goes on after this process, so the copy stays: it is in the temporary folder.
  console.log(`Opening ${workspace} in ${code}`);
  run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, workspace]);
}

async function openBrowserHost() {
  run(process.execPath, [join(root, 'scripts/install-e2e.mjs'), '--without-browser']);
  const { register } = await import('tsx/esm/api');
  register();
  const { findHost } = await import('../test/e2e/code-host/tools.ts');
  const { startServer } = await import('../test/e2e/code-host/server.ts');
  const tools = findHost();
  if (!tools)
    return fail('No desktop VS Code found (`code` on PATH), and the browser host is for Linux on x64 only.');
  const server = await startServer(tools, { install: root, stays: true });
  console.log(`VS Code with the extension is at:\n\n  ${server.page(workspace, [])}\n\nCtrl+C ends it.`);
  const asked = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => done(null));
  });
  const code = await Promise.race([asked, server.exited]);
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
  if (code !== null) fail(`The VS Code server ended (${code}).`);
}

/** `code` as a person has it on PATH; null for root and on Linux without a display, where it would not open. */
function findDesktop() {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '' } = process.env;
  if (process.platform === 'linux' && (process.getuid?.() === 0 || !(DISPLAY || WAYLAND_DISPLAY)))
    return null;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (
    PATH.split(delimiter)
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path)) ?? null
  );
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
