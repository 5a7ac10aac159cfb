import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgoVerdicts, goModules, PLAIN } from '../../../server/src/world/go/go-facts.ts';
import { scanWorkspace } from '../../../server/src/world/scan-workspace.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { TreeFiles } from '../../support/tree-files.ts';

const SETTINGS = { path: '/m', root: '/m', moduleCache: null, env: [] };
const PACKAGES = 100;

function* files(): Generator<[string, string]> {
  yield ['/m/go.mod', 'module example.com/m\n\ngo 1.24\n'];
  yield ['/m/cmd/x/main.go', 'package main\n\nimport _ "example.com/m/p0"\n\nfunc main() {}\n'];
  for (let i = 0; i < PACKAGES; i++)
    yield [`/m/p${i}/p.go`, `package p\n\nimport _ "example.com/m/p${(i + 1) % PACKAGES}"\n`];
}

function judge(snapshot: Snapshot): string {
  const [module] = snapshot.derive(goModules, '/m');
  const dirs = module?.programs.map(({ dir }) => dir) ?? [];
  const key = { context: null, root: '/m', moduleCache: null, target: PLAIN, dirs };
  return [...snapshot.derive(cgoVerdicts, key).values()].map(({ grade }) => grade).join(' ');
}

test('a scan tells its progress, and leaves nothing to read for the judgement', () => {
  const disk = new TreeFiles(files());
  const snapshot = new Snapshot(disk);
  const progress = [...scanWorkspace(snapshot, SETTINGS)];
  // Each folder of the module once, then each package that the program reaches.
  assert.deepEqual(
    progress,
    Array.from({ length: 2 * PACKAGES + 1 }, (_, i) => i + 1),
  );
  const { start, list } = disk.asked;
  assert.equal(start, PACKAGES + 1);
  assert.equal(judge(snapshot), 'none');
  assert.equal(disk.asked.start, start);
  assert.equal(disk.asked.list, list);
});

test('a scan that an edit interrupts is gone on with, and reads no file again', () => {
  const disk = new TreeFiles(files());
  const first = new Snapshot(disk);
  const scan = scanWorkspace(first, SETTINGS);
  for (let i = 0; i < 50; i++) scan.next();
  const edited = first.with([{ path: '/m/p7/p.go', text: 'package p\n\nimport "C"\n' }]);
  assert.equal(judge(edited), 'required');
  // A file that was read before the edit is not read again, and the one that is open is not read from the disk.
  const { lex = 0 } = Object.fromEntries(edited.counts);
  assert.ok(disk.asked.start <= PACKAGES + 1);
  assert.ok(lex <= PACKAGES + 2);
});

test('a workspace without a module has nothing to read', () => {
  const disk = new TreeFiles([['/m/README.md', '# m\n']]);
  assert.deepEqual([...scanWorkspace(new Snapshot(disk), SETTINGS)], []);
});
