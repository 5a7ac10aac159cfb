import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from './person.ts';
import { inWorkbench } from './story.ts';

const compose = 'docker-compose.yml';
const monolith = 'backend/Dockerfile';
const created = ['backend/Dockerfile.scheduler', 'backend/Dockerfile.server', 'backend/Dockerfile.worker'];
const complete = 'backend/Dockerfile is split into 3 Dockerfiles.';
const timeout = 300_000;

test('one undo takes all of a split back, on the disk too, and one redo makes it again', { timeout }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'undo-whole' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };
    let after: string | null = null;

    await step('every entry of the preview is ticked, the deletion too', async () => {
      await openPreview(person);
      for (const entry of [
        '(deleting)',
        'Dockerfile.scheduler',
        'Dockerfile.server',
        'Dockerfile.worker',
        compose,
      ])
        assert.equal(await person.previewTick(entry).isChecked(), true, entry);
      await person.picture('all-ticked');
    });

    await step('Apply splits and deletes the monolith', async () => {
      await apply(person);
      await person.until('the monolith is gone', () => onDisk(monolith) === null);
      await person.until('the Compose file is saved', () => onDisk(compose) !== before.compose);
      for (const file of created) assert.ok(onDisk(file), file);
      await person.notification(complete).waitFor();
      after = onDisk(compose);
    });

    await step('undo brings every file back and saves the Compose file', async () => {
      await undo(person);
      await person.until('the Compose file is saved as it was', () => onDisk(compose) === before.compose);
      await person.until('the monolith is back', () => onDisk(monolith) === before.monolith);
      await person.until('the new files are gone', () => created.every((file) => onDisk(file) === null));
      await isClean(person);
      await person.picture('undone');
    });

    await step('redo splits again and saves that', async () => {
      await person.page.keyboard.press('Control+y');
      await person.confirm(/Redo/);
      await person.until('the Compose file is saved as it was split', () => onDisk(compose) === after);
      await person.until('the monolith is gone again', () => onDisk(monolith) === null);
      await person.until('the new files are back', () => created.every((file) => onDisk(file) !== null));
      await isClean(person);
      await person.picture('redone');
    });

    await step('what the person types and takes back afterwards is not saved for them', async () => {
      await person.page.keyboard.type('# mine ');
      await person.page.keyboard.press('Control+s');
      await person.until('the own words are saved', () => onDisk(compose)?.includes('# mine ') === true);
      const own = onDisk(compose);
      await person.page.keyboard.press('Control+z');
      await person.tab(compose).and(person.page.locator('.dirty')).waitFor();
      await person.page.waitForTimeout(1_000);
      assert.equal(onDisk(compose), own);
    });
  }),
);

test('a deletion that was left out happens only when asked for, and has an Undo', { timeout }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'undo-deletion' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };

    await step('left unticked, the monolith stays', async () => {
      await splitWithoutDeletion(person);
      await person.until('the Compose file is saved', () => onDisk(compose) !== before.compose);
      await person.notification('backend/Dockerfile is still there, and nothing uses it.').waitFor();
      await person.picture('still-there');
      assert.equal(onDisk(monolith), before.monolith);
    });

    await step('the button of the toast deletes it', async () => {
      await person.answerNotification(complete, 'Delete backend/Dockerfile');
      await person.until('the monolith is gone', () => onDisk(monolith) === null);
      await person.notification('backend/Dockerfile is deleted.').waitFor();
      await person.picture('deleted-with-undo');
    });

    await step('Undo of that toast brings it back', async () => {
      await person.answerNotification('backend/Dockerfile is deleted.', 'Undo');
      await person.until('the monolith is back', () => onDisk(monolith) === before.monolith);
      for (const file of created) assert.ok(onDisk(file), file);
      await person.picture('deletion-undone');
    });
  }),
);

test('undoing a split brings back what was deleted after it', { timeout }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'undo-lost-file' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };

    await step('the monolith is deleted after the split, in an edit of its own', async () => {
      await splitWithoutDeletion(person);
      await person.answerNotification(complete, 'Delete backend/Dockerfile');
      await person.until('the monolith is gone', () => onDisk(monolith) === null);
    });

    await step('undo in the Compose file loses nothing', async () => {
      await undo(person);
      await person.until('the Compose file is saved as it was', () => onDisk(compose) === before.compose);
      await person.until('the monolith is back', () => onDisk(monolith) === before.monolith);
      await person.until('the new files are gone', () => created.every((file) => onDisk(file) === null));
      await person.notification('backend/Dockerfile is back, since the split was undone.').waitFor();
      await isClean(person);
      await person.picture('nothing-lost');
    });
  }),
);

test('the button of an old toast deletes nothing that is needed again', { timeout }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'undo-old-toast' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };

    await step('the split is undone while its toast still offers the deletion', async () => {
      await splitWithoutDeletion(person);
      await person.notification(complete).waitFor();
      await undo(person);
      await person.until('the Compose file is saved as it was', () => onDisk(compose) === before.compose);
    });

    await step('its button is refused', async () => {
      await person.answerNotification(complete, 'Delete backend/Dockerfile');
      await person.notification('is not there any more: nothing was deleted.').waitFor();
      await person.picture('refused');
      assert.equal(onDisk(monolith), before.monolith);
    });
  }),
);

test('finishing a split asks again, and deletes nothing by the way', { timeout }, (t) =>
  inWorkbench(t, { example: 'photos', album: 'undo-finish' }, async ({ person, onDisk, step }) => {
    const before = { compose: onDisk(compose), monolith: onDisk(monolith) };

    await step('a new Dockerfile is left out, the deletion is not', async () => {
      await openPreview(person);
      await person.previewTick('Dockerfile.worker').click();
      assert.equal(await person.previewTick('Dockerfile.worker').isChecked(), false);
      await apply(person);
      await person.until('the monolith is gone', () => onDisk(monolith) === null);
      await person.notification('backend/Dockerfile.worker is not created.').waitFor();
      await person.picture('not-complete');
    });

    await step('the monolith that is still needed can be brought back', async () => {
      await person.answerNotification('is not complete', 'Bring It Back');
      await person.until('the monolith is back', () => onDisk(monolith) === before.monolith);
      await person.picture('brought-back');
    });

    await step('undo takes the rest back', async () => {
      await undo(person);
      await person.until('the Compose file is saved as it was', () => onDisk(compose) === before.compose);
      await person.until('the new files are gone', () => created.every((file) => onDisk(file) === null));
      assert.equal(onDisk(monolith), before.monolith);
      await person.picture('rest-undone');
    });

    await step('with a file and the deletion left out, Finish shows the preview again', async () => {
      await openPreview(person);
      await person.previewTick('Dockerfile.worker').click();
      await person.previewTick('(deleting)').click();
      await apply(person);
      await person.answerNotification('is not complete', 'Finish the Split');
      await person.previewTick('Dockerfile.worker').waitFor();
      assert.equal(
        await person.preview.locator('.monaco-list-row').filter({ hasText: '(deleting)' }).count(),
        0,
      );
      await person.picture('finish');
      assert.equal(onDisk('backend/Dockerfile.worker'), null);
      await apply(person);
      await person.until('the last file is there', () => onDisk('backend/Dockerfile.worker') !== null);
      await person.notification('backend/Dockerfile is still there, and nothing uses it.').waitFor();
      assert.equal(onDisk(monolith), before.monolith);
      await person.picture('finished');
    });
  }),
);

async function openPreview(person: Person): Promise<void> {
  await person.openFromExplorer(compose);
  await person.squiggle('info').waitFor({ state: 'attached' });
  await person.runCommand('Split backend Dockerfile');
  await person.preview.waitFor();
}

async function splitWithoutDeletion(person: Person): Promise<void> {
  await openPreview(person);
  const deletion = person.previewTick('(deleting)');
  await deletion.click();
  assert.equal(await deletion.isChecked(), false);
  await apply(person);
}

const apply = (person: Person): Promise<void> =>
  person.page.getByRole('button', { name: 'Apply', exact: true }).click();

async function undo(person: Person): Promise<void> {
  await person.tab(compose).click();
  await person.page.keyboard.press('Control+z');
  await person.confirm(/Undo/);
}

/** The tab shows no dot: nothing waits for being saved. */
const isClean = (person: Person): Promise<void> =>
  person.tab(compose).and(person.page.locator(':not(.dirty)')).waitFor();
