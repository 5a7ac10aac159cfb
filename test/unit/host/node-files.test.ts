import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { NodeFiles } from '../../../server/src/host/node-files.ts';

function folder(t: TestContext): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'node-files-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'in/deep'), { recursive: true });
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'in/deep/a.go'), 'package a\n');
  writeFileSync(join(root, 'out/secret.go'), 'package secret\n');
  return root;
}

const whole = (files: NodeFiles, path: string): string | null =>
  files.readStart(path, (text, complete) => (complete ? text : null));

test('nothing outside the border is read, whichever link leads there', (t) => {
  const root = folder(t);
  symlinkSync('../out', join(root, 'in/folder'));
  symlinkSync('../out/secret.go', join(root, 'in/file.go'));
  symlinkSync('../../in/folder', join(root, 'in/deep/twice'));
  const files = new NodeFiles([join(root, 'in')]);
  for (const path of ['in/folder/secret.go', 'in/file.go', 'in/deep/twice/secret.go', 'out/secret.go']) {
    assert.equal(files.read(join(root, path)).kind, 'unreadable', path);
    assert.equal(whole(files, join(root, path)), null, path);
  }
  for (const path of ['in/folder', 'in/deep/twice', 'out'])
    assert.equal(files.list(join(root, path)), null, path);
  assert.deepEqual(files.list(join(root, 'in')), [{ name: 'deep', kind: 'folder' }]);
});

test('links inside the border are followed, and listed as links', (t) => {
  const root = folder(t);
  symlinkSync('deep', join(root, 'in/folder'));
  symlinkSync('deep/a.go', join(root, 'in/b.go'));
  const files = new NodeFiles([join(root, 'in')]);
  assert.equal(whole(files, join(root, 'in/folder/a.go')), 'package a\n');
  assert.equal(whole(files, join(root, 'in/b.go')), 'package a\n');
  assert.deepEqual(files.list(join(root, 'in')), [
    { name: 'b.go', kind: 'file', link: true },
    { name: 'deep', kind: 'folder' },
    { name: 'folder', kind: 'folder', link: true },
  ]);
});

test('a border that is reached over a link is one', (t) => {
  const root = folder(t);
  symlinkSync('in', join(root, 'alias'));
  const files = new NodeFiles([join(root, 'alias')]);
  assert.equal(whole(files, join(root, 'alias/deep/a.go')), 'package a\n');
});

test('a folder that becomes a link out of the border later is not read', (t) => {
  const root = folder(t);
  const files = new NodeFiles([join(root, 'in')]);
  assert.equal(whole(files, join(root, 'in/later/secret.go')), null);
  symlinkSync('../out', join(root, 'in/later'));
  assert.equal(whole(files, join(root, 'in/later/secret.go')), null);
});

test('a file is handed over in growing parts, as far as it is asked for', (t) => {
  const root = folder(t);
  const text = `${'ü'.repeat(50_000)}end`;
  writeFileSync(join(root, 'in/long.go'), text);
  const files = new NodeFiles([join(root, 'in')]);
  const lengths: number[] = [];
  const read = files.readStart(join(root, 'in/long.go'), (part, complete) => {
    lengths.push(part.length);
    assert.ok(text.startsWith(part.slice(0, -1)));
    return complete ? part : null;
  });
  assert.equal(read, text);
  assert.deepEqual(lengths, [1024, 4096, 32_768, 50_003]);
  assert.equal(
    files.readStart(join(root, 'in/long.go'), (part) => part.length),
    1024,
  );
  writeFileSync(join(root, 'in/empty.go'), '');
  assert.equal(whole(files, join(root, 'in/empty.go')), '');
});

test('a name that no file system takes is unreadable, and what lies beside it is read', (t) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dockerfile-split-names-')));
  t.after(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, 'good'), 'x');
  symlinkSync('circle', join(root, 'circle'));
  const files = new NodeFiles([root]);
  const long = 'x'.repeat(300);
  for (const [name, reason] of [
    ['a\0b', 'its name holds a character that no file system takes'],
    [`a\0b/c`, 'its name holds a character that no file system takes'],
    [long, 'its name is longer than file systems allow'],
    [`${long}/c`, 'its name is longer than file systems allow'],
    ['circle', 'its links lead in a circle'],
  ] as const) {
    const path = `${root}/${name}`;
    assert.deepEqual(files.read(path), { kind: 'unreadable', reason });
    assert.equal(files.list(path), null);
    assert.equal(
      files.readStart(path, (text) => text),
      null,
    );
  }
  assert.deepEqual(files.list(root), [
    { name: 'circle', kind: 'file', link: true },
    { name: 'good', kind: 'file' },
  ]);
});

test('a path that goes through a file is one where nothing is', (t) => {
  const root = folder(t);
  const files = new NodeFiles([root]);
  assert.equal(files.read(join(root, 'in/deep/a.go/b/c')).kind, 'missing');
  assert.equal(files.list(join(root, 'in/deep/a.go/b')), null);
});
