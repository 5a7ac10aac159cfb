import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { LspClient } from './lsp-client.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
/** So many that a scan takes many times as long as a request. */
const PACKAGES = 12_000;

/** The example, with a program in it that imports thousands of packages. */
function large(t: TestContext): Workspace {
  const workspace = new Workspace(t, 'photos');
  const paths: string[] = [];
  for (let i = 0; i < PACKAGES; i++) {
    const dir = `backend/many/p${i % 100}/q${i}`;
    mkdirSync(join(workspace.root, dir), { recursive: true });
    workspace.write(`${dir}/q.go`, `package q${i}\n\nimport (\n\t"fmt"\n\t"os"\n)\n`);
    paths.push(dir);
  }
  const [, module = ''] = /^module (\S+)/m.exec(workspace.read('backend/go.mod')) ?? [];
  mkdirSync(join(workspace.root, 'backend/cmd/many'));
  const imports = paths.map((dir) => `import _ "${module}/${dir.slice('backend/'.length)}"`);
  workspace.write('backend/cmd/many/main.go', `package main\n\n${imports.join('\n')}\n\nfunc main() {}\n`);
  return workspace;
}

interface Status {
  readonly scanning: boolean;
  readonly packages: number;
}

const statuses = (client: LspClient): readonly Status[] =>
  client.notified
    .filter(({ method }) => method === 'dockerfileSplit/status')
    .map(({ params }) => params as Status);

const isOver = (client: LspClient): boolean => statuses(client).some(({ scanning }) => !scanning);

test('a scan runs beside the server: it tells its progress, what needs it waits, and all else is answered', async (t) => {
  const workspace = large(t);
  const client = await workspace.client(t, { initializationOptions: { status: true } });
  const line = workspace
    .read(compose)
    .split('\n')
    .findIndex((each) => each.includes('worker:'));
  const at = { textDocument: { uri: client.uri(compose) }, position: { line, character: 3 } };
  const hover = client.request('textDocument/hover', at);
  const dropped = client.cancellable('textDocument/hover', at);
  await client.until(() => statuses(client).some(({ packages }) => packages > 0), 'progress');
  // A method that nobody has is answered by the loop of the server alone.
  await assert.rejects(client.request('dockerfileSplit/nothing'), { code: -32601 });
  dropped.cancel();
  await assert.rejects(dropped.answer, { code: -32800 });
  assert.ok(!isOver(client), 'the scan was over before the requests were answered');
  assert.match(JSON.stringify(await hover), /worker/);
  await client.until(() => isOver(client), 'the end of the scan');
  const told = statuses(client).flatMap(({ packages }) => (packages > 0 ? [packages] : []));
  assert.deepEqual(
    told,
    [...told].sort((a, b) => a - b),
  );
  assert.deepEqual(
    client.logged.filter((each) => each.includes('failed')),
    [],
  );
});

test('a server that is told to end does not wait for a scan', async (t) => {
  const workspace = large(t);
  const client = await workspace.client(t, { initializationOptions: { status: true } });
  await client.until(() => statuses(client).some(({ packages }) => packages > 0), 'progress');
  assert.equal(await client.stop(), 0);
  assert.ok(!isOver(client));
});
