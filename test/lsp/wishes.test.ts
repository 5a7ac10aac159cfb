import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyTextEdits, type WorkspaceEdit } from './apply-edit.ts';
import { Workspace } from './workspace.ts';

const imports = 'backend/internal/jobs/jobs.go';
const compose = 'docker-compose.yml';

test('a finding in a Go file is published, and the lightbulb writes a comment above the import', async (t) => {
  const workspace = new Workspace(t, 'photos-leak');
  const client = await workspace.client(t);
  await client.until(() => client.findings(imports).length > 0, 'the finding');
  const [finding] = client.diagnostics(imports);
  assert.equal(finding?.code, 'go/import-pulls-cgo');
  const text = workspace.read(imports);
  client.open(imports, text, 'go');
  const actions = (await client.request('textDocument/codeAction', {
    textDocument: { uri: client.uri(imports) },
    range: finding.range,
    context: { diagnostics: [] },
  })) as readonly { readonly title: string; readonly edit?: WorkspaceEdit }[];
  const ignore = actions.find(({ title }) => title === 'Ignore go/import-pulls-cgo here');
  const [change] = ignore?.edit?.documentChanges ?? [];
  assert.ok(change && change.kind === undefined);
  const after = applyTextEdits(text, change.edits);
  assert.match(after, /\n\t\/\/ dockerfile-split-ignore go\/import-pulls-cgo: say why\n\t"example\.com/);
  client.change(imports, after);
  await client.until(() => client.findings(imports).length === 0, 'silence');
  client.change(imports, after.replace('go/import-pulls-cgo:', 'go/import-pull-cgo:'));
  await client.until(
    () => client.findings(imports).length === 2,
    'the finding, and the comment that names no rule',
  );
});

test('what the person sets goes before what the repository configures, and both take effect at once', async (t) => {
  const workspace = new Workspace(t, 'photos-leak');
  workspace.write('.dockerfile-split.json', '{ "rules": { "go/import-pulls-cgo": "off" } }');
  const client = await workspace.client(t);
  await client.until(() => client.findings(compose).length > 0, 'the findings');
  assert.deepEqual(client.findings(imports), []);
  client.settings = {
    rules: { 'go/import-pulls-cgo': 'error', 'compose/monolithic-image': 'off', other: 'loud' },
  };
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until(() => client.diagnostics(imports)[0]?.severity === 1, 'an error');
  assert.deepEqual(client.findings(compose), []);
  const monoliths = (await client.request('dockerfileSplit/monoliths', {})) as readonly unknown[];
  assert.equal(monoliths.length, 1, 'the split is there all the same');
  client.settings = {};
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.until(() => client.findings(imports).length === 0, 'what the repository says');
  client.open('.dockerfile-split.json', '{ "rules": { "go/import-pulls-cgo": "of" } }', 'jsonc');
  await client.until(
    () => client.findings('.dockerfile-split.json').length === 1,
    'the fault of the unsaved file',
  );
  await client.until(() => client.findings(imports).length === 1, 'a rule that is not turned off any more');
});
