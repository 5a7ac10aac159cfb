import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';

test('initialize says what the server offers, and the first findings come by themselves', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const { capabilities } = client.capabilities;
  assert.equal(capabilities['positionEncoding'], 'utf-16');
  assert.deepEqual(capabilities['textDocumentSync'], { openClose: true, change: 2, save: true });

  await client.until(() => client.published.length > 0, 'the first findings');
  await client.quiet();
  assert.deepEqual(
    client.findings(compose).map((each) => each.split(' ').slice(0, 2).join(' ')),
    // Once for each of the services that share it.
    Array.from({ length: 3 }, () => 'compose/monolithic-image information'),
  );
  const [needless] = client.diagnostics(monolith);
  assert.equal(needless?.code, 'dockerfile/cgo-not-needed');
  const line = workspace.read(monolith).split('\n')[needless?.range.start.line ?? -1] ?? '';
  assert.match(line, /cmd\/worker/);
  assert.equal(line.slice(needless?.range.start.character, needless?.range.end.character), 'CGO_ENABLED=1');
  assert.deepEqual(client.logged, []);
  // One message a file, and none for files without findings.
  assert.equal(client.published.length, new Set(client.published.map(({ uri }) => uri)).size);
});

test('an unsaved Dockerfile changes the findings of the Compose file, and closing it takes them back', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the first findings');
  const text = workspace.read(monolith);
  client.open(monolith, text, 'dockerfile');
  client.change(monolith, text.replace('COPY --from=builder /bin/worker ./worker\n', ''));
  await client.until(
    () => client.findings(compose).some((each) => each.startsWith('compose/binary-not-in-image error')),
    'the missing binary',
  );
  client.close(monolith);
  await client.until(
    () => !client.findings(compose).some((each) => each.startsWith('compose/binary-not-in-image')),
    'its end',
  );
});

test('an edit of one range counts, in UTF-16 code units', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const text = workspace.read(monolith);
  client.open(monolith, text, 'dockerfile');
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  const before = client.diagnostics(monolith)[0];
  assert.ok(before);
  // A comment with a character of two code units, above everything; then one more line by a range behind it.
  client.change(monolith, '# 🐳 whales\n', {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 0 },
  });
  client.change(monolith, ' here\n# and', {
    start: { line: 0, character: 4 },
    end: { line: 0, character: 4 },
  });
  await client.until(
    () => client.diagnostics(monolith)[0]?.range.start.line === before.range.start.line + 2,
    'the finding two lines below',
  );
  assert.deepEqual(client.diagnostics(monolith)[0]?.range.start.character, before.range.start.character);
});

test('an unsaved Go import changes the findings of the Dockerfile that builds it', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const worker = 'backend/cmd/worker/main.go';
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  const text = workspace.read(worker);
  client.open(worker, text, 'go');
  client.change(
    worker,
    text.replace('import (', 'import (\n\t_ "example.com/photos/internal/imageprocessor"'),
  );
  await client.until(
    () => !client.findings(monolith).some((each) => each.startsWith('dockerfile/cgo-not-needed')),
    'the end of cgo-not-needed',
  );
  client.change(worker, text);
  await client.until(
    () => client.findings(monolith).some((each) => each.startsWith('dockerfile/cgo-not-needed')),
    'its return',
  );
});

test('a Dockerfile written by hand with cgo off is found wrong, hop by hop', async (t) => {
  const workspace = new Workspace(t, 'photos-leak');
  workspace.write('backend/Dockerfile.worker', BY_HAND);
  const text = workspace.read(compose);
  workspace.write(
    compose,
    text.replace(
      'dockerfile: Dockerfile\n    command: ["./worker"]',
      'dockerfile: Dockerfile.worker\n    command: ["./worker"]',
    ),
  );
  const client = await workspace.client(t);
  await client.until(() => client.findings('backend/Dockerfile.worker').length > 0, 'the finding');
  const needed = client
    .diagnostics('backend/Dockerfile.worker')
    .find(({ code }) => code === 'dockerfile/cgo-needed');
  assert.equal(needed?.severity, 1);
  assert.deepEqual(
    needed?.relatedInformation?.map(({ location }) => location.uri.split('/backend/')[1]),
    [
      'cmd/worker/main.go',
      'internal/postgres/photos.go',
      'internal/domain/photo.go',
      'internal/jobs/jobs.go',
      'internal/imageprocessor/imageprocessor.go',
    ],
  );
});

test('typing inside a finding says it once, and an edit that changes nothing elsewhere says nothing there', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const text = workspace.read(monolith);
  client.open(monolith, text, 'dockerfile');
  await client.until(() => client.findings(compose).length > 0, 'the first findings');
  await client.quiet();
  const before = client.published.length;
  for (let i = 1; i <= 5; i++)
    client.change(monolith, text.replace('# ---- Builder ----', `# ---- Builder ${'-'.repeat(i)}`));
  await client.quiet();
  const news = client.published.slice(before);
  assert.deepEqual(
    news.map(({ uri, version }) => [uri, version]),
    [[client.uri(monolith), 6]],
  );
});

test('documents of other schemes are left alone', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  await client.quiet();
  const before = client.published.length;
  const uri = client.uri(monolith).replace('file:', 'git:');
  client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'dockerfile', version: 1, text: 'FROM scratch\n' },
  });
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: '' }],
  });
  client.notify('textDocument/didClose', { textDocument: { uri } });
  await client.quiet();
  assert.equal(client.published.length, before);
  assert.deepEqual(client.logged, []);
});

test('an empty workspace, and no workspace at all, have no findings', async (t) => {
  const workspace = new Workspace(t);
  const empty = await workspace.client(t);
  await empty.quiet();
  assert.deepEqual([empty.published, empty.logged], [[], []]);
  const none = await workspace.client(t, { folders: [] });
  none.open('Dockerfile', 'FROM scratch\n', 'dockerfile');
  await none.quiet();
  assert.deepEqual([none.published, none.logged], [[], []]);
  assert.deepEqual([await empty.stop(), await none.stop()], [0, 0]);
});

test('broken input of every kind never ends the server', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write('backend/Dockerfile.binary', new Uint8Array([0, 1, 2, 255]));
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  for (const path of [
    compose,
    monolith,
    'backend/go.mod',
    'backend/cmd/worker/main.go',
    'backend/.dockerignore',
  ]) {
    const text = workspace.read(path);
    client.open(path, text);
    // Every prefix is what somebody once had on the screen; here, forty of them.
    for (let part = 0; part < 40; part++)
      client.change(path, text.slice(0, Math.floor((text.length * part) / 40)));
    for (const broken of [
      '"',
      "'",
      '{',
      '[',
      '\0',
      '\uFEFF',
      '\r',
      '<<: *nobody\n',
      'FROM',
      'RUN <<EOF',
      '\uD800',
      '`',
    ])
      client.change(path, text.slice(0, text.length / 2) + broken);
    await client.quiet();
    client.change(path, text);
  }
  client.notify('no/such/notification', {});
  await assert.rejects(client.request('no/such/request', {}), /no\/such\/request/i);
  await client.quiet();
  assert.ok(client.alive);
  assert.deepEqual(client.findings(monolith).length > 0, true);
  assert.deepEqual(
    client.logged.filter((each) => each.includes('failed')),
    [],
  );
});

const BY_HAND = `FROM golang:1.25-alpine AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /bin/worker ./cmd/worker

FROM alpine:3.22
WORKDIR /app
COPY --from=builder /bin/worker ./worker
EXPOSE 8081
CMD ["./worker"]
`;

test('a Compose file that breaks while somebody types says so once, and the other findings stay', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const rules = (): string[] => client.findings(compose).map((each) => each.split(' ')[0] ?? '');
  await client.until(() => rules().length > 0, 'the first findings');
  const text = workspace.read(compose);
  client.open(compose, text, 'dockercompose');
  client.change(compose, text.replace('services:\n', 'services:\n  half: {image: \n'));
  await client.until(() => rules().includes('compose/not-valid'), 'the mistake');
  await client.quiet();
  const shared = Array.from({ length: 3 }, () => 'compose/monolithic-image');
  assert.deepEqual(rules().sort(), [...shared, 'compose/not-valid']);
  client.change(compose, text.replace('services:\n', 'services:\n  half: {image: x}\n'));
  await client.until(() => !rules().includes('compose/not-valid'), 'its end');
  assert.deepEqual(rules(), shared);
});
