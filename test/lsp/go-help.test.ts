import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LspClient, Range } from './lsp-client.ts';
import { placeOf, textAt } from './text-place.ts';
import { Workspace } from './workspace.ts';

interface Lens {
  readonly range: Range;
  readonly command: { readonly title: string; readonly command: string; readonly arguments?: unknown[] };
}

test('a lens over package main says which services ship the program, and asks why it needs cgo', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t, { initializationOptions: { commands: true } });
  const server = 'backend/cmd/server/main.go';
  const [ships, why, ...more] = await lenses(client, server);
  assert.equal(more.length, 0);
  assert.equal(
    ships?.command.title,
    'shipped by backend, scheduler, worker (backend/Dockerfile) · needs cgo through 1 import (libwebp)',
  );
  assert.equal(textAt(workspace.read(server), ships.range), 'package main');
  assert.equal(why?.command.title, 'Why?');
  const [uri, at, chain] = why.command.arguments as [string, unknown, { uri: string }[]];
  assert.deepEqual([uri, at], [client.uri(server), ships.range.start]);
  assert.ok(chain.length > 0);
  const [worker, ...none] = await lenses(client, 'backend/cmd/worker/main.go');
  assert.equal(worker?.command.title, 'shipped by backend, scheduler, worker (backend/Dockerfile) · pure Go');
  assert.deepEqual(none, []);
  assert.deepEqual(await lenses(client, 'backend/cmd/server/archive.go'), [], 'once a program');
  assert.deepEqual(await lenses(client, 'backend/internal/catalogue/catalogue.go'), []);
});

test('a program that no image holds, and one that no image builds, say so', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const dockerfile = 'backend/Dockerfile';
  workspace.write(
    dockerfile,
    workspace.read(dockerfile).replace('COPY --from=builder /bin/worker ./worker\n', ''),
  );
  const client = await workspace.client(t);
  const worker = 'backend/cmd/worker/main.go';
  assert.deepEqual(
    (await lenses(client, worker)).map(({ command }) => command.title),
    ['built, and no image is known to ship it · pure Go'],
  );
  client.open(dockerfile, 'FROM scratch\n');
  assert.deepEqual(
    (await lenses(client, worker)).map(({ command }) => command.title),
    ['no image is known to ship it · pure Go'],
  );
});

test('the import that brings cgo says which programs and services get it there', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const own = 'backend/internal/imageprocessor/imageprocessor.go';
  const text = workspace.read(own);
  const told = await hover(client, own, placeOf(text, 'go-we|bp/encoder"'));
  assert.match(
    told,
    /^\*\*server\*\* \(service `backend`\) needs cgo through this import, and without it would not\.\n\n/,
  );
  assert.match(told, /\n\n\*\*scheduler\*\* \(service `scheduler`\) needs cgo through this import/);
  assert.match(
    told,
    /`example\.com\/photos\/cmd\/server` → \[example\.com\/photos\/internal\/imageprocessor\]\(file:/,
  );
  assert.doesNotMatch(told, /worker/);
  assert.equal(await hover(client, own, placeOf(text, 'package image|processor')), '');
  const worker = 'backend/cmd/worker/main.go';
  const before = workspace.read(worker);
  const leaking = before.replace(
    'import (\n',
    'import (\n\t_ "example.com/photos/internal/imageprocessor"\n',
  );
  assert.notEqual(leaking, before);
  client.open(worker, leaking);
  assert.match(
    await hover(client, own, placeOf(text, 'go-we|bp/encoder"')),
    /\*\*worker\*\* \(service `worker`\) needs cgo/,
  );
  assert.match(
    await hover(client, worker, placeOf(leaking, 'internal/image|processor"')),
    /^\*\*worker\*\* \(service `worker`\) needs cgo through this import, and without it would not\./,
  );
});

const lenses = async (client: LspClient, file: string): Promise<Lens[]> =>
  (await client.request('textDocument/codeLens', { textDocument: { uri: client.uri(file) } })) as Lens[];

async function hover(client: LspClient, file: string, position: unknown): Promise<string> {
  const found = (await client.request('textDocument/hover', {
    textDocument: { uri: client.uri(file) },
    position,
  })) as { contents: { value: string } } | null;
  return found?.contents.value ?? '';
}
