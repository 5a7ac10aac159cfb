import assert from 'node:assert/strict';
import { commands, extensions, workspace } from 'vscode';
import { runMocha } from './index.ts';

/** Proves the harness itself, with an extension of five lines: no result of another suite counts without it. */
export const run = () =>
  runMocha(() => {
    suite('smoke', () => {
      test('the extension under development is loaded', async () => {
        await extensions.getExtension('test.smoke')?.activate();
        assert.equal(await commands.executeCommand('smoke.answer'), 42);
      });

      test('the folder is open, and nothing saves by itself', () => {
        assert.equal(workspace.workspaceFolders?.[0]?.uri.scheme, 'file');
        assert.equal(workspace.getConfiguration('files').get('autoSave'), 'off');
      });
    });
  });
