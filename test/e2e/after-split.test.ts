import { test } from 'node:test';
import { inWorkbench } from './story.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';
const complete = 'backend/Dockerfile is split into 3 Dockerfiles.';

// Where there is a Docker it is not asked: what it builds is the engine's tests' to look at.
process.env['DOCKER_HOST'] = 'unix:///nonexistent/docker.sock';

test('after a split its message leads to the summary, the measurement and back', { timeout: 300_000 }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'after-split' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };

    await step('the split is made', async () => {
      await person.openFromExplorer(compose);
      await person.squiggle('info').waitFor({ state: 'attached' });
      await person.runCommand('Split backend Dockerfile');
      await person.preview.waitFor();
      await person.page.getByRole('button', { name: 'Apply', exact: true }).click();
      await person.until('the monolith is gone', () => onDisk(monolith) === null);
      await person.notification(complete).waitFor();
      await person.picture('complete');
    });

    await step('Summary shows the table of the split as a page', async () => {
      await person.answerNotification(complete, 'Summary');
      await person.tab(`Split of ${monolith}`.split('/').at(-1) ?? '').waitFor();
      const page = person.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await page.getByRole('heading', { name: `Split of ${monolith}` }).waitFor();
      await page.getByRole('cell', { name: 'backend/Dockerfile.worker' }).waitFor();
      await person.picture('summary');
    });

    await step('Measure starts the task, which says what it lacks', async () => {
      await person.answerNotification(complete, 'Measure');
      await person.page
        .locator('.xterm-rows')
        .filter({ hasText: 'Docker is needed to build images' })
        .first()
        .waitFor();
      await person.picture('measure');
    });

    await step('Undo takes the split back', async () => {
      await person.answerNotification(complete, 'Undo');
      await person.confirm(/Undo/);
      await person.until('the Compose file is saved as it was', () => onDisk(compose) === before.compose);
      await person.until('the monolith is back', () => onDisk(monolith) === before.monolith);
      await person.picture('undone');
    });
  }),
);
