#!/usr/bin/env node
// Opens a copy of examples/photos in VS Code with the extension loaded, after doing whatever set-up is missing.
// Desktop VS Code where there is one, else the browser host, whose address it prints. `--browser` always takes the latter.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!existsSync(join(root, 'node_modules/esbuild'))) run('npm', ['ci']);
run('npm', ['run', '--silent', 'build']);

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
  const server = await startServer(tools);
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', server.uri(root)],
  ];
  console.log(`VS Code with the extension is at:\n\n  ${server.page(workspace, payload)}\n\nCtrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
  await server.exited;
  rmSync(scratch, { recursive: true, force: true });
  process.exit(0);
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

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  // Windows starts npm and code, which are .cmd files, through a shell only.
  const shell = process.platform === 'win32';
  const quoted = shell ? args.map((arg) => `"${arg}"`) : args;
  const { status, error } = spawnSync(shell ? `"${command}"` : command, quoted, {
    cwd: root,
    stdio: 'inherit',
    shell,
  });
  if (status !== 0) fail(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
