import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textHash } from '../../protocol/src/text-hash.ts';
import { Workspace } from './workspace.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';

interface Plan {
  readonly plan: readonly {
    readonly dockerfile: string;
    readonly cgo: string;
    readonly services: readonly string[];
  }[];
  readonly changes: readonly {
    readonly kind: string;
    readonly uri: string;
    readonly hash?: string;
    readonly text?: string;
  }[];
  readonly kept: readonly { readonly uri: string; readonly because: readonly string[] }[];
  readonly refused: readonly unknown[];
}

test('monoliths and planSplit answer with URIs, texts and hashes', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  assert.deepEqual(await client.request('dockerfileSplit/monoliths'), [
    { uri: client.uri(monolith), label: monolith, services: ['backend', 'scheduler', 'worker'] },
  ]);
  const plan = (await client.request('dockerfileSplit/planSplit', {
    dockerfile: client.uri(monolith),
    into: 'files',
  })) as Plan;
  assert.deepEqual(
    plan.changes.map(({ kind, uri }) => `${kind} ${uri.slice(client.uri('.').length + 1)}`),
    [
      'create backend/Dockerfile.scheduler',
      'create backend/Dockerfile.server',
      'create backend/Dockerfile.worker',
      `edit ${compose}`,
      `delete ${monolith}`,
    ],
  );
  assert.equal(plan.changes.at(-1)?.hash, textHash(workspace.read(monolith)));
  assert.deepEqual([plan.kept, plan.refused], [[], []]);
  assert.deepEqual(Object.fromEntries(plan.plan.map(({ services, cgo }) => [services.join(), cgo])), {
    backend: 'on',
    scheduler: 'on',
    worker: 'off',
  });
  const kept = (await client.request('dockerfileSplit/planSplit', { keep: true })) as Plan;
  assert.deepEqual(
    kept.kept.map(({ uri }) => uri),
    [client.uri(monolith)],
  );
});

test('a plan is made for the disk as it is, whether or not somebody told', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.request('dockerfileSplit/planSplit', {});
  workspace.write(compose, `# new\n${workspace.read(compose)}`);
  const plan = (await client.request('dockerfileSplit/planSplit', {})) as Plan;
  assert.equal(plan.changes.find(({ kind }) => kind === 'edit')?.hash, textHash(workspace.read(compose)));
});

test('keepers says who needs a Dockerfile, on the disk as it is', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const keepers = () => client.request('dockerfileSplit/keepers', { uri: client.uri(monolith) });
  assert.deepEqual(await keepers(), {
    because: ['backend', 'scheduler', 'worker'].map((service) => `service ${service} uses it`),
  });
  workspace.write(compose, 'services: {}\n');
  assert.deepEqual(await keepers(), { because: [] });
  workspace.write('Makefile', 'image:\n\tdocker build -f backend/Dockerfile backend\n');
  assert.deepEqual(await keepers(), { because: ['Makefile:2 builds it'] });
  await assert.rejects(client.request('dockerfileSplit/keepers', { uri: 'file:///elsewhere/Dockerfile' }), {
    message: /lies in no folder that is open/,
  });
});

test('verify analyses what really stands there', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  workspace.write(compose, workspace.read(compose).replace('command: ["./worker"]', 'command: ["./nobody"]'));
  const { findings } = (await client.request('dockerfileSplit/verify', { uris: [client.uri(compose)] })) as {
    findings: readonly { rule: string }[];
  };
  assert.equal(findings[0]?.rule, 'compose/binary-not-in-image');
  await client.until(
    () => client.findings(compose).some((each) => each.startsWith('compose/binary-not-in-image')),
    'the same as a diagnostic',
  );
});

test('a request that fails costs its answer, with the reason', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await assert.rejects(
    client.request('dockerfileSplit/planSplit', { dockerfile: 'file:///somewhere/else/Dockerfile' }),
    /lies in no folder that is open/,
  );
  await assert.rejects(
    client.request('dockerfileSplit/planSplit', { dockerfile: 'git:/x' }),
    /is no file on this machine/,
  );
  assert.deepEqual(
    await client.request('textDocument/codeAction', {
      textDocument: { uri: 'untitled:a' },
      range: ZERO,
      context: { diagnostics: [] },
    }),
    [],
  );
  assert.ok(client.alive);
});

test('messages that no editor should send cost an answer each, and a line in the log', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  assert.equal(await client.request('textDocument/hover', {}), null);
  assert.deepEqual(
    await client.request('textDocument/codeAction', { textDocument: { uri: client.uri(monolith) } }),
    [],
  );
  await assert.rejects(client.request('dockerfileSplit/verify', {}));
  assert.deepEqual(
    client.logged.map((each) => each.split(':')[0]),
    ['textDocument/hover failed', 'textDocument/codeAction failed', 'dockerfileSplit/verify failed'],
  );
  client.notify('textDocument/didOpen', {});
  client.notify('textDocument/didChange', {
    textDocument: { uri: client.uri(monolith) },
    contentChanges: [{ text: '' }],
  });
  client.notify('workspace/didChangeWatchedFiles', {});
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'no uri at all', type: 9 }] });
  client.raw('Content-Length: 5\r\n\r\n{bad}');
  assert.equal(((await client.request('dockerfileSplit/monoliths')) as unknown[]).length, 1);
});

test('a request that is cancelled says so, and the next one is answered', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const plans = Array.from({ length: 8 }, () => client.cancellable('dockerfileSplit/planSplit', {}));
  for (const plan of plans.slice(0, 7)) plan.cancel();
  const codes = await Promise.all(
    plans.slice(0, 7).map((plan) =>
      plan.answer.then(
        () => null,
        (error: { code: number }) => error.code,
      ),
    ),
  );
  assert.ok(
    codes.every((code) => code === -32800),
    String(codes),
  );
  const answered = (await plans[7]?.answer) as Plan | undefined;
  assert.equal(answered?.changes.length, 5);
});

test('files that change on disk change the findings: told, or looked at again', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.registered.has('workspace/didChangeWatchedFiles'), 'the watchers');
  await client.until(() => client.findings(compose).length > 0, 'the first findings');
  const text = workspace.read(monolith);

  workspace.remove(monolith);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(monolith), type: 3 }] });
  await client.until(
    () => client.findings(compose).some((each) => each.startsWith('compose/dockerfile-not-found')),
    'the missing Dockerfile',
  );
  await client.until(() => client.findings(monolith).length === 0, 'no finding in a file that is gone');

  workspace.write(monolith, text);
  client.notify('dockerfileSplit/refresh');
  await client.until(
    () => client.findings(compose).length === 3 && client.findings(monolith).length > 0,
    'all as before',
  );
});

test('new sums of Go modules are a reason to look at everything again', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(monolith).length > 0, 'the first findings');
  workspace.write(
    monolith,
    workspace
      .read(monolith)
      .replaceAll(
        'CGO_ENABLED=1 go build -ldflags="-s -w" -o /bin/worker',
        'CGO_ENABLED=0 go build -ldflags="-s -w" -o /bin/worker',
      ),
  );
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('.git/index'), type: 2 }] });
  await client.quiet();
  assert.ok(client.findings(monolith).length > 0, 'what git does to itself is none');
  client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: client.uri('backend/go.sum'), type: 2 }],
  });
  await client.until(() => client.findings(monolith).length === 0, 'what stands on disk now');
});

test('settings of the person count, and switching it off clears what was said', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  client.settings = { enable: false };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until(
    () => client.findings(compose).length === 0 && client.findings(monolith).length === 0,
    'silence',
  );
  client.settings = { enable: true, keepMonolith: true };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until(() => client.findings(compose).length > 0, 'the findings again');
  const plan = (await client.request('dockerfileSplit/planSplit', {})) as Plan;
  assert.ok(plan.changes.every(({ kind }) => kind !== 'delete'));
});

test('folders come and go, and a folder inside another is seen as part of it', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t, { folders: ['.', 'backend'] });
  await client.until(() => client.findings(monolith).length > 0, 'the findings');
  assert.equal(((await client.request('dockerfileSplit/monoliths')) as unknown[]).length, 1);
  const event = (added: readonly string[], removed: readonly string[]) => ({
    event: {
      added: added.map((path) => ({ uri: client.uri(path), name: path })),
      removed: removed.map((path) => ({ uri: client.uri(path), name: path })),
    },
  });
  client.notify('workspace/didChangeWorkspaceFolders', event([], ['.', 'backend']));
  await client.until(() => client.findings(compose).length === 0, 'silence');
  client.notify('workspace/didChangeWorkspaceFolders', event(['.'], []));
  await client.until(() => client.findings(compose).length > 0, 'the findings again');
});

test('hover tells what is believed', async (t) => {
  const workspace = new Workspace(t, 'photos');
  const client = await workspace.client(t);
  const line = workspace.read(compose).split('\n').indexOf('  worker:');
  const hover = (await client.request('textDocument/hover', {
    textDocument: { uri: client.uri(compose) },
    position: { line, character: 4 },
  })) as { contents: { value: string } };
  assert.match(hover.contents.value, /\*\*worker\*\* runs `backend\/cmd\/worker`, as `\/app\/worker`/);
  assert.match(hover.contents.value, /Nothing in the program needs cgo/);
});

test('the status of what is unknown goes to a client that asked for it', async (t) => {
  const workspace = new Workspace(t, 'photos');
  workspace.write('backend/cmd/worker/extra.go', 'package main\n\nimport _ "example.org/nobody/has/this"\n');
  const client = await workspace.client(t, { initializationOptions: { status: true } });
  const unknown = () =>
    client.notified
      .filter(({ method }) => method === 'dockerfileSplit/status')
      .flatMap(
        ({ params }) => (params as { unknown: readonly { subject: string; reason: string }[] }).unknown,
      );
  await client.until(() => unknown().length > 0, 'the status');
  assert.ok(
    unknown().some(
      ({ subject, reason }) => subject === 'program worker' && reason.includes('example.org/nobody/has/this'),
    ),
    JSON.stringify(unknown()),
  );
});

const ZERO = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
