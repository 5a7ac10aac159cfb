import { type ChildProcess, spawn } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { quietSettings } from './settings.ts';
import type { HostTools } from './tools.ts';

/** A VS Code server on the loopback address, with the workbench as its page. */
export interface CodeServer {
  /** `127.0.0.1:port`. */
  readonly authority: string;
  /** A folder that goes when the server stops. */
  readonly scratch: string;
  readonly logFile: string;
  /** Resolves when the process has ended, whoever ended it, with its exit code or signal. */
  readonly exited: Promise<number | string>;
  /** How the workbench names a file or folder of this machine. An URI stays as it is. */
  uri(path: string): string;
  /** The address of a workbench. `payload` are the development options of VS Code's web workbench. */
  page(folder: string, payload: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly userData?: string | undefined;
  readonly extensions?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folder of an extension that is there as if it had been installed. */
  readonly install?: string;
  /**
   * Lets a page name an extension under development and its tests. A workbench in this mode shows no notification and
   * asks nothing back, so it is not what a person sees.
   */
  readonly testDriver?: boolean;
  /** It stays until it is stopped, even with no window open. Else a server that nobody stops ends some minutes later. */
  readonly stays?: boolean;
}

// They want native modules, a sign-in or the network.
const unwantedExtensions = [
  'GitHub.copilot-chat',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'vscode.git',
  'vscode.git-base',
  'vscode.github',
  'vscode.github-authentication',
  'vscode.microsoft-authentication',
  'vscode.tunnel-forwarding',
];

const startLimitMs = 60_000;
const stopLimitMs = 3_000;

export async function startServer(tools: HostTools, options: ServerOptions = {}): Promise<CodeServer> {
  const scratch = mkdtempSync(join(tmpdir(), 'code-host-'));
  const userData = options.userData ?? join(scratch, 'user-data');
  const extensions = options.extensions ?? join(scratch, 'extensions');
  mkdirSync(extensions, { recursive: true });
  const folders = [
    `--server-data-dir=${join(scratch, 'server')}`,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${extensions}`,
  ];
  if (options.install) installExtension(options.install, extensions);
  writeSettings(userData, options.settings ?? {});

  const child = spawn(tools.node, [join(tools.vscode, 'out/server-main.js'), ...flags(options), ...folders], {
    // Its own process group, so that the extension host and the language servers end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      EXTENSIONS_GALLERY: '{}',
      VSCODE_IPC_HOOK_CLI: '',
      VSCODE_SKIP_BUILTIN_EXTENSIONS: unwantedExtensions.join(','),
    },
  });
  const logFile = join(scratch, 'server.log');
  const log = createWriteStream(logFile);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise<number | string>((done) => {
    child.once('exit', (code, signal) => done(code ?? signal ?? 'unknown'));
  });
  const authority = `127.0.0.1:${await portOf(child, exited)}`;
  const uri = (path: string) =>
    isUri(path) ? path : `vscode-remote://${authority}${encodeURI(resolve(path))}`;

  return {
    authority,
    scratch,
    logFile,
    exited,
    uri,
    page(folder, payload) {
      const query = new URLSearchParams({ folder: resolve(folder) });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
    async stop() {
      signal(child, 'SIGTERM');
      const ended = await Promise.race([
        exited,
        new Promise<null>((done) => setTimeout(done, stopLimitMs, null)),
      ]);
      // Also after a clean end: what the server started may have outlived it.
      signal(child, 'SIGKILL');
      if (ended === null) await exited;
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function flags({ testDriver, stays }: ServerOptions): string[] {
  return [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--disable-workspace-trust',
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ...(stays ? [] : ['--enable-remote-auto-shutdown']),
  ];
}

function installExtension(folder: string, extensions: string): void {
  const manifest: { publisher: string; name: string; version: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  symlinkSync(
    resolve(folder),
    join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`),
    'junction',
  );
}

/** What the caller put there before stays, and wins over the quiet settings. */
function writeSettings(userData: string, settings: Readonly<Record<string, unknown>>): void {
  const file = join(userData, 'User/settings.json');
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quietSettings, ...readSettings(file), ...settings }, null, 2));
}

function readSettings(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function portOf(child: ChildProcess, exited: Promise<number | string>): Promise<number> {
  return new Promise((done, fail) => {
    let output = '';
    const timer = setTimeout(() => {
      signal(child, 'SIGKILL');
      fail(new Error(`the VS Code server did not start in ${startLimitMs} ms:\n${output}`));
    }, startLimitMs);
    const read = (data: Buffer) => {
      output += data.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      done(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exited.then((code) => {
      clearTimeout(timer);
      fail(new Error(`the VS Code server ended (${code}):\n${output}`));
    });
  });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    // The whole group has ended already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function isUri(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}
