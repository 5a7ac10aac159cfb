import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { missingBundles, missingForWorkbench, repository } from './code-host/tools.ts';
import { Person } from './person.ts';
import { artifacts, copyExample } from './run-suite.ts';

export interface Story {
  readonly person: Person;
  /** What a file of the opened folder holds on the disk; null when there is none. */
  readonly onDisk: (path: string) => string | null;
  /** A test of its own that stands on the steps before it: when one fails, the rest is skipped. */
  readonly step: (name: string, act: () => Promise<void>) => Promise<void>;
}

/**
 * Opens a copy of an example in a real workbench and lets somebody tell a story there. Pictures go to the album of its
 * name. Skips the test where the workbench or the browser is missing.
 */
export async function inWorkbench(
  t: TestContext,
  { example, album: name }: { readonly example: string; readonly album: string },
  tell: (story: Story) => Promise<void>,
): Promise<void> {
  const missing = missingForWorkbench() ?? missingBundles();
  if (missing) return t.skip(missing);
  const album = join(artifacts, name);
  rmSync(album, { recursive: true, force: true });
  const scratch = mkdtempSync(join(tmpdir(), 'e2e-person-'));
  const workspace = join(scratch, example);
  copyExample(example, workspace);
  const person = await Person.open(workspace, repository, album);
  let failed = false;
  try {
    await tell({
      person,
      onDisk: (path) =>
        existsSync(join(workspace, path)) ? readFileSync(join(workspace, path), 'utf8') : null,
      step: (title, act) =>
        t.test(title, async (step) => {
          if (failed) return step.skip('an earlier step failed');
          failed = true;
          try {
            await act();
            failed = false;
          } finally {
            if (failed) await person.picture('failure');
          }
        }),
    });
  } finally {
    await person.leave();
    rmSync(scratch, { recursive: true, force: true });
  }
}
