import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, type LspClient } from './lsp-client.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';

interface Lens {
  readonly range: { readonly start: { readonly line: number } };
  readonly command: {
    readonly title: string;
    readonly command: string;
    readonly arguments?: readonly unknown[];
  };
}

test('a lens over each built service says what it runs and whether that needs cgo', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const text = workspace.read(compose);
  assert.deepEqual(await lenses(client, text), [
    'frontend: runs no program of this repository · frontend/Dockerfile',
    'backend: runs cmd/server · needs cgo through 1 import (libwebp) · backend/Dockerfile',
    'worker: runs cmd/worker · pure Go · backend/Dockerfile',
    'scheduler: runs cmd/scheduler · needs cgo through 1 import (libwebp) · backend/Dockerfile',
  ]);

  // An unsaved edit counts.
  client.open(compose, text);
  client.change(compose, text.replace('command: ["./worker"]', 'command: ["./nobody"]'));
  const [, , worker] = await lenses(client, text);
  assert.equal(worker, 'worker: /app/nobody is not in its image · backend/Dockerfile');
});

test('a lens that another file changes is asked for again, and no other', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const capabilities = { ...FULL, workspace: { ...FULL.workspace, codeLens: { refreshSupport: true } } };
  const client = await workspace.client(t, { capabilities });
  const refreshes = () => client.asked.filter((method) => method === 'workspace/codeLens/refresh').length;
  const dockerfile = 'backend/Dockerfile';
  const text = workspace.read(dockerfile);
  client.open(compose, workspace.read(compose));
  client.open(dockerfile, text);
  await lenses(client, workspace.read(compose));
  await client.until(() => client.findings(dockerfile).length > 0, 'the findings');
  client.change(dockerfile, text.replace('COPY --from=builder /bin/worker ./worker\n', ''));
  await client.until(() => refreshes() === 1, 'the lens of worker is news');
  await lenses(client, workspace.read(compose));
  client.change(dockerfile, text.replace('COPY --from=builder /bin/worker ./worker\n', '# nothing\n'));
  client.change(dockerfile, text);
  await client.until(() => refreshes() === 2, 'and so is that it runs again');
});

test('our own client gets a way to the imports that need cgo', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t, { initializationOptions: { commands: true } });
  const all = (await client.request('textDocument/codeLens', {
    textDocument: { uri: client.uri(compose) },
  })) as Lens[];
  const why = all.filter(({ command }) => command.title === 'Why?');
  assert.equal(why.length, 2);
  const [first] = why;
  assert.ok(first);
  const [uri, at, chain] = first.command.arguments as [string, unknown, { uri: string }[]];
  assert.equal(first.command.command, 'dockerfileSplit.showChain');
  assert.deepEqual([uri, at], [client.uri(compose), first.range.start]);
  assert.ok(chain.length > 0);
  for (const each of chain) assert.match(each.uri, /\/backend\/(?:cmd|internal)\/.+\.go$/);
});

test('dockerfile, context and target lead to the file and its stage', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const text = workspace
    .read(compose)
    .replace('      context: ./backend\n', '      context: ./backend\n      target: builder\n');
  workspace.write(compose, text);
  const client = await workspace.client(t);
  const links = (await client.request('textDocument/documentLink', {
    textDocument: { uri: client.uri(compose) },
  })) as {
    range: { start: { line: number; character: number }; end: { character: number } };
    target: string;
  }[];
  const lines = text.split('\n');
  const told = links.map(({ range, target }) => {
    const word = lines[range.start.line]?.slice(range.start.character, range.end.character);
    return `${word} → ${target.slice(client.uri('.').length + 1)}`;
  });
  assert.deepEqual(told.slice(0, 5), [
    './frontend → frontend/Dockerfile',
    'Dockerfile → frontend/Dockerfile',
    './backend → backend/Dockerfile',
    `builder → backend/Dockerfile#L${lineOf(workspace.read('backend/Dockerfile'), / AS builder$/i) + 1}`,
    'Dockerfile → backend/Dockerfile',
  ]);

  const line = lines.findIndex((each) => each.includes('target: builder'));
  const found = (await client.request('textDocument/definition', {
    textDocument: { uri: client.uri(compose) },
    position: { line, character: (lines[line] ?? '').indexOf('builder') + 2 },
  })) as { uri: string; range: { start: { line: number } } };
  assert.equal(found.uri, client.uri('backend/Dockerfile'));
  assert.equal(found.range.start.line, lineOf(workspace.read('backend/Dockerfile'), / AS builder$/i));
  assert.equal(
    await client.request('textDocument/definition', {
      textDocument: { uri: client.uri(compose) },
      position: { line: 0, character: 0 },
    }),
    null,
  );
});

test('a hover on build and its keys says each thing once, with the chain as links', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write('backend/.dockerignore', 'testdata\n');
  const text = workspace
    .read(compose)
    .replace('    command: ["./scheduler"]', '    command: ["./scheduler", "-v"]')
    .replace('      context: ./backend\n', '      context: ./backend\n      target: builder\n');
  workspace.write(compose, text);
  const client = await workspace.client(t);
  /** At the nth place of a piece. */
  const hover = async (piece: string, nth = 0): Promise<string> => {
    const offset = text
      .split(piece.replace('|', ''))
      .slice(0, nth + 1)
      .join(piece.replace('|', '')).length;
    const before = text.slice(0, offset + piece.indexOf('|')).split('\n');
    const found = (await client.request('textDocument/hover', {
      textDocument: { uri: client.uri(compose) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    })) as { contents: { value: string } } | null;
    return (found?.contents.value ?? '').replaceAll(client.uri('.'), '');
  };
  assert.equal(
    await hover('    bu|ild:\n', 2),
    [
      'Builds [backend/Dockerfile](/backend/Dockerfile), in the folder `backend`.',
      'The image holds `scheduler` at `/app/scheduler` (needs cgo), `server` at `/app/server` (needs cgo), `worker` at `/app/worker` (pure Go).',
      '**scheduler** and **worker** run this one image.',
    ].join('\n\n'),
  );
  assert.equal(
    await hover('dockerfile: Docker|file', 2),
    [
      '[backend/Dockerfile](/backend/Dockerfile) is built by services `backend`, `scheduler` and `worker`.',
      'It builds `server` (needs cgo), `worker` (pure Go), `scheduler` (needs cgo).',
    ].join('\n\n'),
  );
  assert.equal(
    await hover('context: ./back|end', 1),
    '`COPY` takes the files of the folder `backend`, but not what [.dockerignore](/backend/.dockerignore) hides.',
  );
  assert.equal(
    (await hover('target: buil|der')).split('\n\n')[0],
    'The stage [builder](/backend/Dockerfile#L2) of `backend/Dockerfile`, on `golang:1.25-alpine`.',
  );
  const command = await hover('command: ["./sche|duler", "-v"]');
  assert.match(
    command,
    /^\*\*scheduler\*\* starts `backend\/cmd\/scheduler`, as `\/app\/scheduler`\.\n\nThe program needs cgo: it imports \[example\.com\/photos\/internal\/imageprocessor\]\(\/backend\/cmd\/scheduler\/main\.go#L\d+\) → /,
  );
  assert.equal(command.split('cgo').length, 2, 'once');
});

test('dockerfile and target are completed with what there is, unused files first', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write('backend/Dockerfile.debug', 'FROM scratch\n');
  workspace.write('backend/Dockerfile.dockerignore', '*\n');
  const client = await workspace.client(t);
  const text = workspace.read(compose);
  client.open(compose, text);
  const before = text.slice(0, text.indexOf('context: ./backend\n') + 'context: ./backend\n'.length);
  const after = text.slice(before.length).replace(/^ *dockerfile: Dockerfile\n/, '');

  const dockerfile = await complete(client, before, '      dockerfile: Dock', after);
  assert.deepEqual(
    dockerfile.map(({ label, detail }) => `${label}: ${detail}`),
    ['Dockerfile.debug: built by no service', 'Dockerfile: built by scheduler, worker'],
  );
  assert.deepEqual(dockerfile[0]?.textEdit, {
    range: {
      start: { line: before.split('\n').length - 1, character: '      dockerfile: '.length },
      end: { line: before.split('\n').length - 1, character: '      dockerfile: Dock'.length },
    },
    newText: 'Dockerfile.debug',
  });
  const target = await complete(client, before, '      target: ', after);
  assert.deepEqual(
    target.map(({ label }) => label),
    ['builder'],
  );
  assert.deepEqual(await complete(client, before, '      network: ', after), []);
});

async function lenses(client: LspClient, text: string): Promise<string[]> {
  const all = (await client.request('textDocument/codeLens', {
    textDocument: { uri: client.uri(compose) },
  })) as Lens[];
  return all.map(({ range, command }) => `${text.split('\n')[range.start.line]?.trim()} ${command.title}`);
}

test('a build argument and a command lead to the program, and the argument is completed', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write(
    'backend/Dockerfile',
    `FROM golang:1.25-alpine AS builder
ARG PROGRAM
WORKDIR /src
COPY . .
RUN go build -o /out/app "./cmd/$PROGRAM"
FROM alpine:3.22
COPY --from=builder /out/app /app
`,
  );
  const text = `services:
  jobs:
    command: ["/app"]
    build:
      context: ./backend
      args:
        PROGRAM: worker
`;
  workspace.write(compose, text);
  const client = await workspace.client(t);
  client.open(compose, text);
  for (const line of ['        PROGRAM: worker', '    command: ["/app"]']) {
    const found = (await client.request('textDocument/definition', {
      textDocument: { uri: client.uri(compose) },
      position: { line: text.split('\n').indexOf(line), character: line.length - 3 },
    })) as { uri: string; range: { start: { line: number } } } | null;
    assert.equal(found?.uri, client.uri('backend/cmd/worker/main.go'), line);
    assert.match(
      workspace.read('backend/cmd/worker/main.go').split('\n')[found.range.start.line] ?? '',
      /func main/,
    );
  }
  const before = text.slice(0, text.indexOf('        PROGRAM'));
  for (const typed of ['        PROGRAM: w', '        PROGRAM: '])
    assert.deepEqual(
      (await complete(client, before, typed, '')).map(({ label, detail }) => `${label}: ${detail}`),
      ['scheduler: builds cmd/scheduler', 'server: builds cmd/server', 'worker: builds cmd/worker'],
      typed,
    );
  assert.deepEqual(await complete(client, before, '        OTHER: ', ''), []);
});

interface Item {
  readonly label: string;
  readonly detail: string;
  readonly textEdit: unknown;
}

/** What is offered at the end of a line that somebody types. */
async function complete(client: LspClient, before: string, line: string, after: string): Promise<Item[]> {
  client.change(compose, `${before}${line}\n${after}`);
  const items = (await client.request('textDocument/completion', {
    textDocument: { uri: client.uri(compose) },
    position: { line: before.split('\n').length - 1, character: line.length },
  })) as (Item & { sortText: string })[];
  return items.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

const lineOf = (text: string, pattern: RegExp): number =>
  text.split('\n').findIndex((line) => pattern.test(line));
