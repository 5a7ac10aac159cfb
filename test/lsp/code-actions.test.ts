import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyTextEdits, applyWorkspaceEdit, type WorkspaceEdit } from './apply-edit.ts';
import { FULL, type LspClient, type Range } from './lsp-client.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';

interface Action {
  readonly title: string;
  readonly kind: string;
  readonly edit?: WorkspaceEdit;
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
  readonly data?: unknown;
  readonly isPreferred?: boolean;
  readonly disabled?: { readonly reason: string };
  readonly diagnostics?: readonly { readonly code: string }[];
}

const actions = async (
  client: LspClient,
  path: string,
  range: Range,
  only?: readonly string[],
): Promise<readonly Action[]> =>
  (await client.request('textDocument/codeAction', {
    textDocument: { uri: client.uri(path) },
    range,
    context: { diagnostics: [], ...(only ? { only } : {}) },
  })) as readonly Action[];

test('each service that shares a monolith is underlined, and has the lightbulb', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  const lines = workspace.read(compose).split('\n');
  const shared = client.diagnostics(compose).filter(({ code }) => code === 'compose/monolithic-image');
  const services = shared.map(({ range }) => {
    const above = lines.slice(0, range.start.line).findLast((line) => /^ {2}\w/.test(line));
    return `${above?.trim()} ${lines[range.start.line]?.slice(range.start.character, range.end.character)}`;
  });
  assert.deepEqual(services, ['backend: Dockerfile', 'worker: Dockerfile', 'scheduler: Dockerfile']);
  for (const { range } of shared) {
    const [split, ignore, ...more] = await actions(client, compose, range);
    assert.equal(split?.title, 'Split backend/Dockerfile into a Dockerfile per program');
    assert.deepEqual((split.diagnostics?.[0] as { range?: Range } | undefined)?.range, range);
    assert.equal(ignore?.title, 'Ignore compose/monolithic-image here');
    assert.deepEqual(more, []);
  }
  // One of them silenced is one of them.
  const at = shared[1]?.range.start.line ?? 0;
  const silenced = lines.toSpliced(at, 0, '      # dockerfile-split-ignore compose/monolithic-image: known');
  client.open(compose, silenced.join('\n'));
  await client.until(() => client.findings(compose).length === 2, 'the others');
});

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

test('a quick fix of an open document carries its version, and makes the finding go', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const text = workspace.read(monolith);
  client.open(monolith, `# mine\n${text}`, 'dockerfile');
  await client.until(
    () => client.diagnostics(monolith)[0]?.code === 'dockerfile/cgo-not-needed',
    'the finding',
  );
  const finding = client.diagnostics(monolith)[0];
  assert.ok(finding);
  const fix = (await actions(client, monolith, finding.range, ['quickfix'])).find(
    ({ diagnostics }) => diagnostics?.[0]?.code === 'dockerfile/cgo-not-needed',
  );
  assert.equal(fix?.kind, 'quickfix');
  const [change] = fix.edit?.documentChanges ?? [];
  assert.ok(change && change.kind === undefined);
  assert.deepEqual(change.textDocument, { uri: client.uri(monolith), version: 1 });
  const fixed = applyTextEdits(`# mine\n${text}`, change.edits);
  assert.match(fixed, /CGO_ENABLED=0 go build .* \.\/cmd\/worker/);
  client.change(monolith, fixed);
  await client.until(
    () => !client.findings(monolith).some((each) => each.startsWith('dockerfile/cgo-not-needed')),
    'a clean file',
  );
  assert.equal(workspace.read(monolith), text);
});

test('a fix is offered for nothing but the text it was made for', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the findings');
  const range = client.diagnostics(monolith)[0]?.range;
  assert.ok(range);
  // Nobody tells the server: it looks for itself before it offers an edit of a file that is not open.
  workspace.write(monolith, `# changed\n${workspace.read(monolith)}`);
  assert.deepEqual(
    (await actions(client, monolith, range, ['quickfix'])).filter(({ edit }) => edit),
    [],
  );
  const moved = {
    start: { ...range.start, line: range.start.line + 1 },
    end: { ...range.end, line: range.end.line + 1 },
  };
  const [fix] = await actions(client, monolith, moved, ['quickfix']);
  assert.ok(fix?.edit);
});

test('a client without documentChanges gets changes', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t, { capabilities: { textDocument: FULL.textDocument } });
  await client.until(() => client.findings(monolith).length > 0, 'the findings');
  const range = client.diagnostics(monolith)[0]?.range;
  assert.ok(range);
  const [fix] = await actions(client, monolith, range, ['quickfix']);
  assert.deepEqual(Object.keys(fix?.edit ?? {}), ['changes']);
  applyWorkspaceEdit(fix?.edit ?? {});
  assert.match(workspace.read(monolith), /CGO_ENABLED=0 go build .* \.\/cmd\/worker/);
});

test('the split is planned when it is chosen, and what it leaves is clean', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const before = workspace.read(compose);
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  const [action] = await actions(client, monolith, TOP, ['refactor']);
  assert.equal(action?.kind, 'refactor.rewrite');
  assert.equal(action.edit, undefined);
  const { edit } = (await client.request('codeAction/resolve', action)) as Action;
  assert.ok(edit);
  const operations = edit.documentChanges?.map((change) => change.kind ?? 'edit') ?? [];
  assert.deepEqual(operations, ['create', 'edit', 'create', 'edit', 'create', 'edit', 'edit', 'delete']);
  const deletion = edit.documentChanges?.at(-1);
  assert.ok(
    deletion?.kind === 'delete' && edit.changeAnnotations?.[deletion.annotationId ?? '']?.needsConfirmation,
  );

  applyWorkspaceEdit(edit);
  assert.ok(!workspace.has(monolith));
  assert.match(workspace.read('backend/Dockerfile.worker'), /CGO_ENABLED=0 go build/);
  const old = before.split('\n');
  const now = workspace.read(compose).split('\n');
  assert.equal(old.length - now.length, 2);
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [
      monolith,
      compose,
      ...['server', 'worker', 'scheduler'].map((name) => `backend/Dockerfile.${name}`),
    ].map((path) => ({ uri: client.uri(path), type: 2 })),
  });
  await client.until(
    () => client.findings(compose).length === 0 && client.findings(monolith).length === 0,
    'a clean workspace',
  );
  await client.quiet();
  assert.deepEqual(
    client.published.filter(
      ({ uri, diagnostics }) =>
        diagnostics.length > 0 &&
        client.published.findLast((each) => each.uri === uri)?.diagnostics === diagnostics,
    ),
    [],
  );
});

test('the split is offered at each service that takes part, and at no other', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  const lines = workspace.read(compose).split('\n');
  const at = async (name: string): Promise<readonly Action[]> => {
    const line = lines.indexOf(`  ${name}:`);
    return actions(client, compose, { start: { line, character: 3 }, end: { line, character: 3 } }, [
      'refactor.rewrite',
    ]);
  };
  for (const name of ['backend', 'worker', 'scheduler']) assert.equal((await at(name)).length, 1, name);
  for (const name of ['frontend', 'catalogue', 'postgres']) assert.equal((await at(name)).length, 0, name);
  const finding = client.diagnostics(compose)[0];
  assert.ok(finding);
  const both = await actions(client, compose, finding.range);
  assert.deepEqual(
    both.map(({ kind, title }) => [kind, title.replace(/ .*/, '')]),
    [
      ['quickfix', 'Split'],
      ['quickfix', 'Ignore'],
    ],
    'one menu shows the split once',
  );
});

test('our own client gets a command for the split', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t, { initializationOptions: { commands: true } });
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  const [action] = await actions(client, monolith, TOP, ['refactor']);
  assert.deepEqual(action?.command, {
    title: action?.title,
    command: 'dockerfileSplit.split',
    arguments: [client.uri(monolith)],
  });
  assert.equal(action?.edit, undefined);
});

test('a client that cannot create files is told so; one that cannot delete keeps the monolith', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const capable = (resourceOperations: readonly string[], textDocument: unknown = FULL.textDocument) => ({
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations } },
      textDocument,
    },
  });
  const none = await workspace.client(t, capable([]));
  await none.until(() => none.findings(compose).length > 0, 'the findings');
  const [off] = await actions(none, monolith, TOP, ['refactor']);
  assert.match(off?.disabled?.reason ?? '', /cannot create files/);
  assert.equal(off?.edit, undefined);

  const { resolveSupport: _, disabledSupport: __, ...codeAction } = FULL.textDocument.codeAction;
  const silent = await workspace.client(t, capable([], { codeAction }));
  assert.deepEqual(await actions(silent, monolith, TOP, ['refactor']), []);

  const creates = await workspace.client(t, capable(['create'], { codeAction }));
  const [split] = await actions(creates, monolith, TOP, ['refactor']);
  assert.deepEqual(
    split?.edit?.documentChanges?.map((change) => change.kind ?? 'edit'),
    ['create', 'edit', 'create', 'edit', 'create', 'edit', 'edit'],
  );
  applyWorkspaceEdit(split?.edit ?? {});
  assert.ok(workspace.has(monolith));
});

test('fix-all runs only when it is asked for, and makes the safe fixes', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the findings');
  assert.ok((await actions(client, monolith, TOP)).every(({ kind }) => !kind.startsWith('source')));
  const [all] = await actions(client, monolith, TOP, ['source.fixAll']);
  assert.equal(all?.kind, 'source.fixAll.dockerfileSplit');
  applyWorkspaceEdit(all?.edit ?? {});
  assert.match(workspace.read(monolith), /CGO_ENABLED=0 go build .* \.\/cmd\/worker/);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(monolith), type: 2 }] });
  await client.until(() => client.findings(monolith).length === 0, 'a clean Dockerfile');
  assert.deepEqual(await actions(client, monolith, TOP, ['source.fixAll']), []);
});
