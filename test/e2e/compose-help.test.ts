import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWorkbench } from './story.ts';

test('a person reads what each service runs, and why it needs cgo', { timeout: 300_000 }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'compose-help' }, async ({ person, step }) => {
    const { page } = person;
    const lens = (text: string) => page.locator('.codelens-decoration').filter({ hasText: text }).first();

    await step('a lens over each built service', async () => {
      await person.openFromExplorer('docker-compose.yml');
      await lens('runs cmd/server · needs cgo through 1 import (libwebp) · backend/Dockerfile').waitFor();
      await person.picture('lenses');
    });

    await step('a click on Why? shows the imports', async () => {
      const peek = page.locator('.peekview-widget');
      // A lens that is drawn anew takes the click with it: then a person clicks again.
      for (let attempt = 1; !(await peek.isVisible()); attempt++) {
        assert.ok(attempt <= 3, 'three clicks show nothing');
        await lens('runs cmd/server').getByText('Why?').click();
        await page.waitForTimeout(3_000);
      }
      await page.locator('.peekview-widget .ref-tree .monaco-list-row').first().waitFor();
      await person.picture('why');
      await page.keyboard.press('Escape');
    });

    await step('F12 on the name of a Dockerfile opens it', async () => {
      await person.find('context: ./backend');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('F12');
      await person.tab('Dockerfile').and(page.locator('.active')).waitFor();
    });

    await step('the commands of RUN have colours', async () => {
      const line = page.locator('.view-line').filter({ hasText: 'CGO_ENABLED=1' }).first();
      await line.waitFor();
      let colours = 0;
      // The editor shows the text before its colours.
      for (let attempt = 0; colours < 4 && attempt < 100; attempt++) {
        const names = await line.locator('span[class^=mtk]').all();
        colours = new Set(await Promise.all(names.map((each) => each.getAttribute('class')))).size;
        await page.waitForTimeout(100);
      }
      assert.ok(colours >= 4, `${colours} colours: the keyword, a variable, a command, its words`);
      await person.picture('run-colours');
    });

    await step('the value of dockerfile: is completed', async () => {
      await person.openFromExplorer('docker-compose.yml');
      await person.find('context: ./backend');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Control+Backspace');
      await page.keyboard.press('Control+Space');
      const widget = page.locator('.suggest-widget.visible');
      await widget.locator('.monaco-list-row').filter({ hasText: 'Dockerfile' }).first().waitFor();
      await person.picture('completion');
      await page.keyboard.press('Enter');
      const line = page.locator('.view-line').filter({ hasText: 'dockerfile: Dockerfile' }).first();
      await line.waitFor();
      await person.squiggle('error').waitFor({ state: 'detached' });
    });
  }),
);
