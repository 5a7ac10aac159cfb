import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWorkbench } from './story.ts';

const created = ['Dockerfile.scheduler', 'Dockerfile.server', 'Dockerfile.worker'];

test('a person splits the Dockerfile with mouse and keyboard', { timeout: 300_000 }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'workbench' }, async ({ person, onDisk, step }) => {
    const before = onDisk('docker-compose.yml');

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
  }),
);
