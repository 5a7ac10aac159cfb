import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LspClient } from './lsp-client.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
const COMMENT = `${'# comment '.repeat(100)}\n`;

test('a Compose file that is too large is told in the status, on the disk and in the editor', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const text = workspace.read(compose);
  const large = text + COMMENT.repeat(17_000);
  workspace.write(compose, large);
  const client = await workspace.client(t, { initializationOptions: { status: true } });
  await client.until(() => reasons(client).length > 0, 'the status');
  assert.deepEqual(reasons(client), ['open docker-compose.yml: it is larger than 16 MB']);
  assert.deepEqual(client.findings(compose), []);
  client.open(compose, text);
  await client.until(() => client.findings(compose).length > 0, 'what fits');
  // The status comes behind the findings.
  await client.until(() => reasons(client).length === 0, 'a status without the limit');
  client.change(compose, large);
  await client.until(() => reasons(client).length > 0, 'the status again');
  assert.deepEqual(reasons(client), ['failed to parse docker-compose.yml: the file is larger than 16 MB']);
  // As of any text that cannot be read while somebody types, the last good one counts.
  assert.ok(client.findings(compose).every((each) => each.startsWith('compose/monolithic-image')));
});

test('a folder called Dockerfile is called a folder', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write(compose, 'services:\n  api:\n    build: ./backend/cmd\n');
  workspace.makeFolder('backend/cmd/Dockerfile');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the finding');
  assert.deepEqual(
    client.diagnostics(compose).map(({ message }) => message),
    ['service api: backend/cmd/Dockerfile is a folder, so this image does not build'],
  );
});

/** What the last status says is unknown. */
function reasons(client: LspClient): string[] {
  const last = client.notified.findLast(({ method }) => method === 'dockerfileSplit/status');
  const { unknown = [] } = (last?.params ?? {}) as { unknown?: readonly { readonly reason: string }[] };
  return unknown.map(({ reason }) => reason);
}
