import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWorkbench } from './story.ts';

test('a person reads in Dockerfiles and Go files who needs what, and why', { timeout: 300_000 }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'dockerfile-help' }, async ({ person, step }) => {
    const { page } = person;
    const lens = (text: string) => page.locator('.codelens-decoration').filter({ hasText: text }).first();
    const word = (line: string, text: string) =>
      page
        .locator('.editor-instance .view-line')
        .filter({ hasText: line })
        .first()
        .locator('span')
        .filter({ hasText: text })
        .last();
    /** What the hover says at the cursor, asked for by the keyboard. */
    const hoverHere = async (text: string): Promise<void> => {
      const shown = page.locator('.monaco-hover').filter({ hasText: text }).first();
      for (let attempt = 1; !(await shown.isVisible()); attempt++) {
        assert.ok(attempt <= 10, `no hover says ${text}`);
        await page.keyboard.press('Control+k');
        await page.keyboard.press('Control+i');
        await page.waitForTimeout(1_500);
      }
    };

    await step('a package says who needs it', async () => {
      await person.openFromExplorer('backend/Dockerfile');
      await word('RUN apk add --no-cache build-base', 'libwebp-dev').waitFor();
      await person.find('libwebp-dev');
      await hoverHere('needed by scheduler and server, not by worker');
      await person.picture('package');
      await page.keyboard.press('Escape');
    });

    await step('a build says what it makes, and why it needs cgo', async () => {
      await person.find('go build -ldflags="-s -w" -o /bin/server');
      await hoverHere('lies in the image as /app/server');
      await person.picture('build');
      await page.keyboard.press('Escape');
    });

    await step('what nobody wrote stands there as a hint', async () => {
      await person.find('CGO_ENABLED=1 go build -ldflags="-s -w" -o /bin/scheduler');
      await page.keyboard.press('ArrowLeft');
      for (let left = 'CGO_ENABLED=1 '.length; left > 0; left--) await page.keyboard.press('Delete');
      await page.locator('.view-line').filter({ hasText: 'CGO_ENABLED=1 (default)' }).first().waitFor();
      await person.picture('hint');
      await page.keyboard.press('Control+z');
    });

    await step('a program says who ships it', async () => {
      await person.openFromExplorer('backend/cmd/server/main.go');
      await lens('shipped by backend, scheduler, worker (backend/Dockerfile)').waitFor();
      await person.picture('shipped-by');
    });

    await step('the import that brings cgo says which programs it reaches', async () => {
      await person.openFromExplorer('backend/internal/imageprocessor/imageprocessor.go');
      await person.find('kolesa-team/go-webp/encoder');
      await hoverHere('needs cgo through this import');
      await person.picture('import');
    });
  }),
);
