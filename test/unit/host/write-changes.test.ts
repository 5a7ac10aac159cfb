import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { writeChanges } from '../../../server/src/host/write-changes.ts';
import { type Change, deletionOf, editOf } from '../../../server/src/text/change.ts';

/** A split as the planner makes it, its changes in no good order: the writer sees to that. */
class Disk {
  readonly folder = fs.mkdtempSync(join(tmpdir(), 'dockerfile-split-write-'));
  readonly before: Readonly<Record<string, string>> = {
    'app/Dockerfile': 'FROM whole\n',
    'compose/compose.yaml': 'build: {dockerfile: Dockerfile}\n',
    'compose/override.yaml': 'dockerfile: Dockerfile\n',
  };
  readonly after: Readonly<Record<string, string>> = {
    'app/Dockerfile.api': 'FROM api\n',
    'app/Dockerfile.worker': 'FROM worker\n',
    'compose/compose.yaml': 'build: {dockerfile: Dockerfile.api}\n',
    'compose/override.yaml': 'dockerfile: Dockerfile.worker\n',
  };

  constructor() {
    for (const name of ['app', 'compose']) fs.mkdirSync(join(this.folder, name));
    for (const [file, text] of Object.entries(this.before)) fs.writeFileSync(join(this.folder, file), text);
  }

  changes(): Change[] {
    const edited = Object.keys(this.before).filter((file) => file in this.after);
    return [
      deletionOf(join(this.folder, 'app/Dockerfile'), this.before['app/Dockerfile'] ?? ''),
      ...edited.map((file) => {
        const old = this.before[file] ?? '';
        return editOf(join(this.folder, file), old, [
          { span: { start: 0, end: old.length }, text: this.after[file] ?? '' },
        ]);
      }),
      ...Object.entries(this.after)
        .filter(([file]) => !(file in this.before))
        .map(([file, text]): Change => ({ kind: 'create', file: join(this.folder, file), text })),
    ];
  }

  files(): Record<string, string> {
    const out: Record<string, string> = {};
    for (const dir of ['app', 'compose'])
      for (const name of fs.readdirSync(join(this.folder, dir)).sort())
        out[`${dir}/${name}`] = fs.readFileSync(join(this.folder, dir, name), 'utf8');
    return out;
  }
}

/** Runs something while the `nth` change of the disk, and with `dead` each one after it, fails. */
function failing(nth: number, dead: boolean, run: () => void): boolean {
  const real = { renameSync: fs.renameSync, rmSync: fs.rmSync, writeFileSync: fs.writeFileSync };
  let count = 0;
  let failed = false;
  const guard =
    <T extends unknown[]>(call: (...args: T) => void) =>
    (...args: T): void => {
      count++;
      if (count === nth || (dead && count > nth)) {
        failed = true;
        throw new Error('the disk is full');
      }
      call(...args);
    };
  Object.assign(fs, {
    renameSync: guard(real.renameSync),
    rmSync: guard(real.rmSync),
    writeFileSync: guard(real.writeFileSync),
  });
  syncBuiltinESMExports();
  try {
    run();
  } catch (error) {
    // A machine that stops says nothing more; everything else is a mistake.
    if (!dead) throw error;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return failed;
}

describe('writeChanges', () => {
  const onDisk = (run: (disk: Disk) => void): void => {
    const disk = new Disk();
    try {
      run(disk);
    } finally {
      fs.rmSync(disk.folder, { recursive: true, force: true });
    }
  };

  test('makes all changes', () =>
    onDisk((disk) => {
      assert.equal(writeChanges(disk.changes()), null);
      assert.deepEqual(disk.files(), disk.after);
    }));

  test('leaves everything as it was, whichever write fails', () => {
    let failures = 0;
    for (let nth = 1; ; nth++) {
      let failed = false;
      onDisk((disk) => {
        failed = failing(nth, false, () => {
          const problem = writeChanges(disk.changes());
          if (problem !== null) assert.match(problem, /the disk is full; nothing was changed$/);
        });
        assert.deepEqual(disk.files(), failed ? disk.before : disk.after);
      });
      if (!failed) break;
      failures++;
    }
    // Four files are written and moved, one is deleted.
    assert.equal(failures, 9);
  });

  test('leaves what builds when the machine stops between any two writes', () => {
    for (let nth = 1; nth <= 9; nth++)
      onDisk((disk) => {
        assert.ok(failing(nth, true, () => writeChanges(disk.changes())));
        const files = disk.files();
        for (const [file, text] of Object.entries(files)) {
          if (file.endsWith('.tmp')) continue;
          assert.ok([disk.before[file], disk.after[file]].includes(text), `${file} is half written`);
          const [, named] = /dockerfile: ([\w.]+)/.exec(text) ?? [];
          if (named !== undefined)
            assert.ok(`app/${named}` in files, `${file} names ${named}, which is not there`);
        }
      });
  });

  test('changes nothing in a folder that may not be written', () =>
    onDisk((disk) => {
      // Who is root may write everywhere, and becomes somebody else for this.
      const isRoot = process.geteuid?.() === 0;
      for (const dir of ['', 'app']) fs.chmodSync(join(disk.folder, dir), 0o777);
      fs.chmodSync(join(disk.folder, 'compose'), 0o555);
      if (isRoot) process.seteuid?.(65534);
      let problem: string | null;
      try {
        problem = writeChanges(disk.changes());
      } finally {
        if (isRoot) process.seteuid?.(0);
        fs.chmodSync(join(disk.folder, 'compose'), 0o755);
      }
      assert.match(problem ?? '', /compose\.yaml: there is no permission to write it; nothing was changed$/);
      assert.deepEqual(disk.files(), disk.before);
    }));

  test('overwrites nothing, and nothing that has changed', () =>
    onDisk((disk) => {
      fs.writeFileSync(join(disk.folder, 'app/Dockerfile.api'), 'mine\n');
      assert.match(
        writeChanges(disk.changes()) ?? '',
        /Dockerfile\.api: it exists already and is not overwritten$/,
      );
      fs.rmSync(join(disk.folder, 'app/Dockerfile.api'));
      fs.writeFileSync(join(disk.folder, 'compose/compose.yaml'), 'changed\n');
      assert.match(writeChanges(disk.changes()) ?? '', /compose\.yaml: it has changed since it was analysed/);
      assert.deepEqual(disk.files(), { ...disk.before, 'compose/compose.yaml': 'changed\n' });
    }));
});
