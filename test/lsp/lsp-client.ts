import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * An editor as far as the server can see: it speaks LSP over the server's standard streams with a framing of its own,
 * so that the library under the server is not both sides of the test.
 */
export class LspClient {
  readonly root: string;
  /** Every diagnostics message, in order. */
  readonly published: Published[] = [];
  readonly logged: string[] = [];
  /** Every other notification of the server. */
  readonly notified: Notification[] = [];
  /** The methods of the server's requests, in order. */
  readonly asked: string[] = [];
  readonly registered = new Map<string, Registration>();
  /** The section `dockerfileSplit`, as the person set it. */
  settings: unknown = {};
  #server: ChildProcessWithoutNullStreams;
  #buffer = Buffer.alloc(0);
  #nextId = 1;
  #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #watchers = new Set<() => void>();
  #versions = new Map<string, number>();
  #exit: Promise<number | null>;

  private constructor(root: string, server: ChildProcessWithoutNullStreams) {
    this.root = root;
    this.#server = server;
    this.#exit = new Promise((done) => server.once('exit', done));
    server.stdout.on('data', (data: Buffer) => this.#read(data));
    server.stderr.on('data', (data: Buffer) => this.logged.push(`stderr: ${data.toString()}`));
  }

  /** Starts a server and shakes hands. `folders` are relative to `root`; by default the one folder is `root` itself. */
  static async start(
    root: string,
    { capabilities = FULL, initializationOptions, folders = ['.'], command }: StartOptions = {},
  ): Promise<LspClient> {
    const env = { ...process.env, GOMODCACHE: join(root, '../no-module-cache'), GOFLAGS: '' };
    const client = new LspClient(
      root,
      spawn(process.execPath, [...(command ?? [await serverBundle(), 'lsp', '--stdio'])], { env }),
    );
    const workspaceFolders = folders.map((folder) => ({ uri: client.uri(folder), name: folder }));
    client.capabilities = (await client.request('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders,
      capabilities,
      initializationOptions,
    })) as never;
    client.notify('initialized', {});
    return client;
  }

  /** What the server answered to initialize. */
  capabilities: { capabilities: Record<string, unknown> } = { capabilities: {} };

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href.replace(/\/$/, '');
  }

  request(method: string, params?: unknown): Promise<unknown> {
    return this.cancellable(method, params).answer;
  }

  cancellable(method: string, params?: unknown): { readonly answer: Promise<unknown>; cancel(): void } {
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#send({ jsonrpc: '2.0', id, method, params });
    return { answer, cancel: () => this.notify('$/cancelRequest', { id }) };
  }

  notify(method: string, params?: unknown): void {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** Sends bytes as they are, for what no editor should send. */
  raw(text: string): void {
    this.#server.stdin.write(text);
  }

  open(path: string, text: string, languageId = 'plaintext'): void {
    this.#versions.set(path, 1);
    this.notify('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId, version: 1, text },
    });
  }

  /** Replaces the whole text of an open document, or one range of it. */
  change(path: string, text: string, range?: unknown): number {
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    this.notify('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [range ? { range, text } : { text }],
    });
    return version;
  }

  close(path: string): void {
    this.notify('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  /** What a file was last said to hold. */
  diagnostics(path: string): readonly Diagnostic[] {
    return this.published.findLast((each) => each.uri === this.uri(path))?.diagnostics ?? [];
  }

  /** `rule severity line`, 1-based, of everything that a file was last said to hold. */
  findings(path: string): readonly string[] {
    return this.diagnostics(path).map(
      ({ code, severity, range }) => `${code} ${SEVERITIES[severity]} ${range.start.line + 1}`,
    );
  }

  /** Waits until something holds; whatever the server says is a reason to look again. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const late = Date.now() + 15_000;
    while (!holds()) {
      if (Date.now() > late)
        assert.fail(
          `${what} did not come; the server said ${JSON.stringify(this.published.slice(-3), null, 1)} ${this.logged.join('\n')}`,
        );
      await new Promise<void>((done) => {
        const look = (): void => {
          clearTimeout(timer);
          this.#watchers.delete(look);
          done();
        };
        const timer = setTimeout(look, 200);
        this.#watchers.add(look);
      });
    }
  }

  /** Waits until the server has said nothing for a while that is far longer than its debounce. */
  async quiet(): Promise<void> {
    let heard = -1;
    while (heard !== this.published.length) {
      heard = this.published.length;
      await new Promise((done) => setTimeout(done, 400));
      await this.request('textDocument/hover', {
        textDocument: { uri: this.uri('no-such-file') },
        position: { line: 0, character: 0 },
      });
    }
  }

  /** Ends the server as LSP says; its exit status. */
  async stop(): Promise<number | null> {
    await this.request('shutdown');
    this.notify('exit');
    return this.#exit;
  }

  /** Ends it whatever its state. */
  kill(): void {
    this.#server.kill('SIGKILL');
  }

  /** The memory of the server that is not swapped out, as Linux counts it. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.#server.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
  }

  /** The processor's time that the server has taken so far, in milliseconds, as Linux counts it. */
  processorTime(): number {
    const stat = readFileSync(`/proc/${this.#server.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // In hundredths of a second: of the process, and of the system for it.
    return 10 * (Number(fields[11]) + Number(fields[12]));
  }

  get alive(): boolean {
    return this.#server.exitCode === null && this.#server.signalCode === null;
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify(message));
    this.#server.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, head).toString())?.[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const body = this.#buffer.subarray(head + 4, head + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#message(JSON.parse(body) as Message);
      for (const look of Array.from(this.#watchers)) look();
    }
  }

  #message(message: Message): void {
    if (message.method === undefined) {
      const waiting = this.#waiting.get(message.id as number);
      this.#waiting.delete(message.id as number);
      if (message.error)
        waiting?.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
      else waiting?.resolve(message.result);
    } else if (message.id !== undefined) {
      this.#send({ jsonrpc: '2.0', id: message.id, result: this.#answer(message) });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      this.published.push(message.params as Published);
    } else if (message.method === 'window/logMessage') {
      this.logged.push((message.params as { message: string }).message);
    } else {
      this.notified.push({ method: message.method, params: message.params });
    }
  }

  #answer({ method, params }: Message): unknown {
    if (method !== undefined) this.asked.push(method);
    if (method === 'workspace/configuration')
      return (params as { items: unknown[] }).items.map(() => this.settings);
    if (method === 'client/registerCapability') {
      for (const each of (params as { registrations: Registration[] }).registrations)
        this.registered.set(each.method, each);
    }
    return null;
  }
}

/** What a full editor announces. */
export const FULL = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      tagSupport: { valueSet: [1, 2] },
      codeDescriptionSupport: true,
    },
    codeAction: {
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } },
    },
  },
};

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: 1 | 2 | 3 | 4;
  readonly range: Range;
  readonly message: string;
  readonly tags?: readonly number[];
  readonly relatedInformation?: readonly {
    readonly location: { readonly uri: string; readonly range: Range };
    readonly message: string;
  }[];
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Notification {
  readonly method: string;
  readonly params: unknown;
}

interface Registration {
  readonly method: string;
  readonly registerOptions?: unknown;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface StartOptions {
  readonly capabilities?: unknown;
  readonly initializationOptions?: unknown;
  readonly folders?: readonly string[];
  /** What Node runs instead of the server of these sources. */
  readonly command?: readonly string[];
}

const SEVERITIES = { 1: 'error', 2: 'warning', 3: 'information', 4: 'hint' } as const;

let bundle: Promise<string> | null = null;

/** The server as it ships, one bundle a test file. */
function serverBundle(): Promise<string> {
  bundle ??= (async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'dockerfile-split-server-')), 'server.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, '../../server/src/cli/main.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // As the bundle that ships: the other form of some packages looks for its parts when it runs.
      mainFields: ['module', 'main'],
      define: { 'import.meta.url': '""' },
      outfile,
      logLevel: 'error',
    });
    return outfile;
  })();
  return bundle;
}
