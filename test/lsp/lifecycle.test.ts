import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/src/cli/main.ts', import.meta.url));

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly error?: { readonly code: number };
  readonly result?: unknown;
}

/** Speaks to a server as no editor should: whatever message, whenever. */
class Line {
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #heard: Answer[] = [];
  #buffer = Buffer.alloc(0);

  constructor(t: TestContext) {
    this.#server = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, 'lsp', '--stdio']);
    t.after(() => this.#server.kill());
    this.#server.stdout.on('data', (data: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, data]);
      for (;;) {
        const head = this.#buffer.indexOf('\r\n\r\n');
        const length = Number(/\d+/.exec(this.#buffer.toString('latin1', 0, head))?.[0]);
        if (head < 0 || this.#buffer.length < head + 4 + length) return;
        this.#heard.push(JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)));
        this.#buffer = this.#buffer.subarray(head + 4 + length);
        this.#server.emit('heard');
      }
    });
  }

  send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  async ask(id: number, method: string, params: object = {}): Promise<Answer> {
    this.send({ id, method, params });
    for (;;) {
      const found = this.#heard.find((each) => each.id === id && each.method === undefined);
      if (found) return found;
      await once(this.#server, 'heard');
    }
  }

  async exit(): Promise<number | null> {
    const ended = once(this.#server, 'exit');
    this.send({ method: 'exit' });
    return (await ended)[0];
  }
}

test('what comes out of turn gets the code of the protocol', async (t) => {
  const line = new Line(t);
  const hover = { textDocument: { uri: 'file:///absent/x' }, position: { line: 0, character: 0 } };
  assert.equal((await line.ask(1, 'textDocument/hover', hover)).error?.code, -32002);
  assert.equal((await line.ask(2, 'shutdown')).error?.code, -32002);
  line.send({ method: 'textDocument/didOpen', params: {} });
  const start = { processId: null, rootUri: null, capabilities: {} };
  assert.ok((await line.ask(3, 'initialize', start)).result);
  assert.equal((await line.ask(4, 'initialize', start)).error?.code, -32600);
  line.send({ method: 'initialized', params: {} });
  assert.equal((await line.ask(5, 'textDocument/hover', hover)).result, null);
  assert.equal((await line.ask(6, 'no/such/method')).error?.code, -32601);
  assert.equal((await line.ask(7, 'shutdown')).error, undefined);
  assert.equal((await line.ask(8, 'textDocument/hover', hover)).error?.code, -32600);
  assert.equal((await line.ask(9, 'shutdown')).error?.code, -32600);
  assert.equal(await line.exit(), 0);
});

test('exit without shutdown is a failure', async (t) => {
  const line = new Line(t);
  await line.ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {} });
  assert.equal(await line.exit(), 1);
});

test('a workspace that is the root of the file system, or none, is answered at once', async (t) => {
  for (const uri of ['', 'file:///', 'file:', 'untitled:x']) {
    const line = new Line(t);
    const folders = { rootUri: uri, workspaceFolders: [{ uri, name: 'x' }] };
    const { result } = await line.ask(1, 'initialize', { processId: null, capabilities: {}, ...folders });
    assert.ok(result, uri);
    line.send({ method: 'initialized', params: {} });
    const hover = { textDocument: { uri: 'file:///etc/hosts' }, position: { line: 0, character: 0 } };
    assert.equal((await line.ask(2, 'textDocument/hover', hover)).result, null);
    await line.ask(3, 'shutdown');
    assert.equal(await line.exit(), 0);
  }
});
