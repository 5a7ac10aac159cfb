import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULTS } from '../../server/src/session/settings.ts';
import { Folder } from '../../server/src/session/folder.ts';
import type { LspClient } from './lsp-client.ts';
import { RandomSteps, type Told } from './random-steps.ts';
import { Workspace } from './workspace.ts';

/** By hand more: SESSIONS=100 FOLDERS=1000 STEPS=200. */
const SESSIONS = Number(process.env.SESSIONS ?? 1);
const FOLDERS = Number(process.env.FOLDERS ?? 8);
const STEPS = Number(process.env.STEPS ?? 60);
/** A server is started anew after so many steps, to be compared with. */
const EVERY = 20;

test('a folder that went through anything says what one says that is opened now', (t) => {
  for (let seed = Number(process.env.FIRST ?? 1); seed <= FOLDERS; seed++) {
    const { root } = new Workspace(t);
    mkdirSync(join(root, '.git'));
    const steps = new RandomSteps(root, seed);
    const options = { ...DEFAULTS, moduleCache: join(root, '../no-module-cache') };
    const folder = new Folder(root, '', options, []);
    const log: string[] = [];
    for (let step = 1; step <= STEPS; step++) {
      const { what, told } = steps.step();
      log.push(what);
      for (const each of told) {
        const events =
          each.kind === 'watched' ? each.events.filter(({ path }) => !steps.open.has(path)) : [each];
        folder.change(
          events.map((event) => ({
            path: join(root, event.path),
            text: 'text' in event ? event.text : null,
          })),
        );
      }
      if (step % 3 === 1) continue;
      const open = [...steps.open].map(([path, text]) => ({ path: join(root, path), text }));
      const fresh = new Folder(root, '', options, open);
      assert.deepEqual(judged(folder), judged(fresh), `seed ${seed}: ${log.join('\n')}`);
    }
  }
});

function judged(folder: Folder): unknown {
  const { findings, unknown } = folder.analyse();
  return {
    findings: findings.map(({ rule, at, message, related }) => ({ id: rule.id, at, message, related })),
    unknown,
  };
}

for (let seed = 1; seed <= SESSIONS; seed++)
  test(`whatever was edited, saved, deleted and brought back, the diagnostics are those of a server that starts now (${seed})`, async (t) => {
    const workspace = new Workspace(t);
    mkdirSync(join(workspace.root, '.git'));
    const steps = new RandomSteps(workspace.root, seed);
    const client = await workspace.client(t);
    await client.until(() => client.published.length > 0, 'a first look');
    const log: string[] = [];
    for (let step = 1; step <= STEPS; step++) {
      const { what, told } = steps.step();
      log.push(what);
      for (const each of told) tell(client, each);
      // Some steps follow each other before anything was looked at.
      if (step % 3 !== 0) await client.request('workspace/executeCommand', NOTHING).catch(() => null);
      if (step % EVERY !== 0) continue;
      await client.quiet();
      const fresh = await workspace.client(t);
      for (const [path, text] of steps.open) fresh.open(path, text);
      await fresh.quiet();
      assert.deepEqual(said(client), said(fresh), log.join('\n'));
      assert.equal(await fresh.stop(), 0);
    }
    assert.equal(await client.stop(), 0);
  });

/** An answer to it tells that what was sent before has been read. */
const NOTHING = { command: 'dockerfileSplit.nothing', arguments: [] };

function tell(client: LspClient, told: Told): void {
  if (told.kind === 'open') client.open(told.path, told.text);
  else if (told.kind === 'change') client.change(told.path, told.text);
  else if (told.kind === 'close') client.close(told.path);
  if (told.kind === 'watched')
    client.notify('workspace/didChangeWatchedFiles', {
      changes: told.events.map(({ path, type }) => ({ uri: client.uri(path), type })),
    });
}

/** What each file was last said to hold. */
function said(client: LspClient): Record<string, unknown> {
  const out = new Map<string, unknown>();
  for (const { uri, diagnostics } of client.published) {
    if (diagnostics.length > 0) out.set(uri, diagnostics);
    else out.delete(uri);
  }
  return Object.fromEntries([...out].sort(([a], [b]) => (a < b ? -1 : 1)));
}
