import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { missingBundles, missingForWorkbench, repository } from './code-host/tools.ts';
import { Person } from './person.ts';
import { artifacts, copyExample } from './run-suite.ts';

const album = join(artifacts, 'workbench');
const created = ['Dockerfile.scheduler', 'Dockerfile.server', 'Dockerfile.worker'];

test('a person splits the Dockerfile with mouse and keyboard', { timeout: 300_000 }, async (t) => {
  const missing = missingForWorkbench() ?? missingBundles();
  if (missing) return t.skip(missing);
  rmSync(album, { recursive: true, force: true });
  const scratch = mkdtempSync(join(tmpdir(), 'e2e-person-'));
  const workspace = join(scratch, 'photos');
  copyExample('photos', workspace);
  const onDisk = (path: string) =>
    existsSync(join(workspace, path)) ? readFileSync(join(workspace, path), 'utf8') : null;
  const before = onDisk('docker-compose.yml');
  const person = await Person.open(workspace, repository, album);
  // Each step stands on the one before.
  let failed = false;
  const step = (name: string, act: () => Promise<void>) =>
    t.test(name, async (step) => {
      if (failed) return step.skip('an earlier step failed');
      failed = true;
      try {
        await act();
        failed = false;
      } finally {
        if (failed) await person.picture('failure');
      }
    });
  try {
    await step('the needless cgo is underlined in the Dockerfile', async () => {
      await person.openFromExplorer('backend/Dockerfile');
      await person.squiggle('warning').waitFor({ state: 'attached' });
      await person.hover(person.squiggle('warning'), 'worker');
      await person.picture('cgo-not-needed');
    });

    await step('the shared image is underlined in the Compose file', async () => {
      await person.openFromExplorer('docker-compose.yml');
      await person.find('context: ./backend');
      await person.squiggle('info').waitFor({ state: 'attached' });
      await person.picture('monolithic-image');
    });

    await step('the lightbulb offers the split, and the preview opens', async () => {
      await person.squiggle('info').click({ force: true });
      // The menu closes by itself when new findings come, and takes the click with it: then a person presses again.
      for (let attempt = 1; ; attempt++) {
        const entry = await person.openLightbulb('into a Dockerfile per program');
        await person.picture('lightbulb');
        await entry.click();
        try {
          await person.preview.waitFor({ timeout: 15_000 });
          break;
        } catch (cause) {
          if (attempt === 3) throw cause;
        }
      }
      await person.picture('refactor-preview');
    });

    await step('all is ticked but the deletion, which the person ticks', async () => {
      for (const name of created) assert.equal(await person.previewTick(name).isChecked(), true, name);
      const deletion = person.previewTick('(deleting)');
      assert.equal(await deletion.isChecked(), false);
      await deletion.click();
      assert.equal(await deletion.isChecked(), true);
      await person.picture('deletion-ticked');
    });

    await step('Apply writes the split to disk', async () => {
      await person.page.getByRole('button', { name: 'Apply', exact: true }).click();
      await person.until('the monolith is gone', () => onDisk('backend/Dockerfile') === null);
      await person.until('the split is saved', () => onDisk('docker-compose.yml') !== before);
      for (const name of created) assert.ok(onDisk(`backend/${name}`), name);
      await person.picture('applied');
    });

    await step('the outcome is reported', async () => {
      await person
        .notification('is split into 3 Dockerfiles. The check finds nothing in the result.')
        .waitFor();
      await person.picture('report');
    });

    await step('no finding is left', async () => {
      await person.page.keyboard.press('Control+Shift+M');
      await person.page.getByText('No problems have been detected').first().waitFor();
      await person.picture('no-problems');
    });

    await step('undo brings the monolith back, and redo takes it away', async () => {
      await person.tab('docker-compose.yml').click();
      await person.page.keyboard.press('Control+z');
      await person.picture('undo');
      await person.confirm(/Undo/);
      await person.until('the monolith is back', () => onDisk('backend/Dockerfile') !== null);
      for (const name of created) assert.equal(onDisk(`backend/${name}`), null, name);
      await person.page.keyboard.press('Control+s');
      await person.until('the Compose file is as it was', () => onDisk('docker-compose.yml') === before);
      await person.picture('undone');
      await person.page.keyboard.press('Control+y');
      await person.confirm(/Redo/);
      await person.until('the monolith is gone again', () => onDisk('backend/Dockerfile') === null);
      for (const name of created) assert.ok(onDisk(`backend/${name}`), name);
      await person.picture('redone');
    });
  } finally {
    await person.leave();
    rmSync(scratch, { recursive: true, force: true });
  }
});
