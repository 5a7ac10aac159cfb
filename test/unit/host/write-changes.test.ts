import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { writeChanges } from '../../../server/src/host/write-changes.ts';
import { failing } from '../../support/failing-disk.ts';
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

describe('writeChanges', () => {
  const onDisk = async (run: (disk: Disk) => unknown): Promise<void> => {
    const disk = new Disk();
    try {
      await run(disk);
    } finally {
      fs.rmSync(disk.folder, { recursive: true, force: true });
    }
  };

  test('makes all changes', () =>
    onDisk((disk) => {
      assert.equal(writeChanges(disk.changes()), null);
      assert.deepEqual(disk.files(), disk.after);
    }));

  test('leaves everything as it was, whichever write fails', async () => {
    let failures = 0;
    for (let nth = 1; ; nth++) {
      let failed = false;
      await onDisk(async (disk) => {
        failed = await failing(nth, false, () => {
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

  test('leaves what builds when the machine stops between any two writes', async () => {
    for (let nth = 1; nth <= 9; nth++)
      await onDisk(async (disk) => {
        assert.ok(await failing(nth, true, () => writeChanges(disk.changes())));
        const files = disk.files();
        for (const [file, text] of Object.entries(files)) {
          if (file.endsWith('.dockerfile-split')) continue;
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

  test('writes through a link, and keeps mode and place of what it leads to', () =>
    onDisk((disk) => {
      const file = join(disk.folder, 'compose/compose.yaml');
      fs.mkdirSync(join(disk.folder, 'real'));
      fs.renameSync(file, join(disk.folder, 'real/stack.yaml'));
      fs.chmodSync(join(disk.folder, 'real/stack.yaml'), 0o640);
      fs.symlinkSync('../real/stack.yaml', file);
      assert.equal(writeChanges(disk.changes()), null);
      assert.deepEqual(disk.files(), disk.after);
      assert.equal(fs.readlinkSync(file), '../real/stack.yaml');
      assert.equal(fs.statSync(file).mode & 0o777, 0o640);
    }));

  const REFUSED: Readonly<Record<string, readonly [RegExp, (disk: Disk) => void]>> = {
    'a link that leads nowhere has the name of a new file': [
      /Dockerfile\.api: it exists already/,
      (disk) => fs.symlinkSync('nowhere', join(disk.folder, 'app/Dockerfile.api')),
    ],
    'a file is read-only': [
      /compose\.yaml: it is read-only; nothing was changed/,
      (disk) => fs.chmodSync(join(disk.folder, 'compose/compose.yaml'), 0o444),
    ],
    'a file has another name': [
      /compose\.yaml: it has another name too/,
      (disk) => fs.linkSync(join(disk.folder, 'compose/compose.yaml'), join(disk.folder, 'other.yaml')),
    ],
    'a file is not the text that it was read as': [
      /compose\.yaml: it has changed/,
      (disk) =>
        fs.writeFileSync(
          join(disk.folder, 'compose/compose.yaml'),
          Buffer.concat([Buffer.from(disk.before['compose/compose.yaml'] ?? ''), Buffer.from([0xff])]),
        ),
    ],
  };
  for (const [name, [problem, attack]] of Object.entries(REFUSED))
    test(`changes nothing where ${name}`, () =>
      onDisk((disk) => {
        attack(disk);
        assert.match(writeChanges(disk.changes()) ?? '', problem);
        assert.equal(
          fs.readFileSync(join(disk.folder, 'app/Dockerfile'), 'utf8'),
          disk.before['app/Dockerfile'],
        );
        assert.ok(!fs.existsSync(join(disk.folder, 'app/Dockerfile.worker')));
      }));

  test('removes what a writer that was killed has left', () =>
    onDisk((disk) => {
      fs.writeFileSync(join(disk.folder, 'app/.Dockerfile.api.999999.dockerfile-split'), 'half');
      assert.equal(writeChanges(disk.changes()), null);
      assert.deepEqual(disk.files(), disk.after);
    }));
});
