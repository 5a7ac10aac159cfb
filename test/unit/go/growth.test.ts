import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { goEngine } from '../../../server/src/go/go-engine.ts';
import type { CgoVerdict } from '../../../server/src/go/model.ts';
import { NodeFiles } from '../../../server/src/host/node-files.ts';
import { goFiles } from '../../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../../server/src/go/imports/nothing-hidden.ts';
import { PLAIN } from '../../../server/src/world/go/go-facts.ts';
import { discover } from '../../../server/src/world/find/discover.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { TreeFiles } from '../../support/tree-files.ts';

const SCOPE = { root: '/m', moduleCache: null, hidden: nothingHidden };

/** A module of packages that each import the next ten, in a circle, with a program for every hundred of them. */
function* generated(packages: number): Generator<[string, string]> {
  yield ['/m/go.mod', 'module example.com/m\n\ngo 1.24\n'];
  const path = (i: number): string => `p${Math.floor((i % packages) / 50)}/q${i % packages}`;
  for (let i = 0; i < packages; i++) {
    const imports = Array.from({ length: 10 }, (_, step) => `\t"example.com/m/${path(i + step + 1)}"\n`);
    yield [`/m/${path(i)}/a.go`, `package q\n\nimport (\n\t"fmt"\n${imports.join('')})\n`];
    yield [`/m/${path(i)}/b_linux.go`, 'package q\n'];
    if (i % 100 === 0)
      yield [
        `/m/cmd/c${i}/main.go`,
        `package main\n\nimport _ "example.com/m/${path(i)}"\n\nfunc main() {}\n`,
      ];
  }
}

function judgeAll(
  packages: number,
  programs: number,
): { asked: TreeFiles['asked']; lexed: number; ms: number } {
  const disk = new TreeFiles(generated(packages));
  const snapshot = new Snapshot(disk);
  const engine = goEngine(goFiles(snapshot));
  const before = process.cpuUsage();
  const [module] = engine.modules('/m');
  assert.ok(module);
  for (const { dir } of engine.programs(module, engine.folders(module), PLAIN).slice(0, programs)) {
    const { grade, reachedFirstParty } = engine.judge(dir, PLAIN, SCOPE);
    assert.equal(grade, 'none');
    assert.equal(reachedFirstParty.length, 2 * packages + 1);
  }
  const { user, system } = process.cpuUsage(before);
  return { asked: disk.asked, lexed: snapshot.counts.get('lex') ?? 0, ms: (user + system) / 1000 };
}

test('each file is read once and each folder listed once, however many packages and programs there are', () => {
  for (const [packages, programs] of [
    [200, 2],
    [10_000, 1],
    [10_000, 5],
  ] as const) {
    const { asked, lexed } = judgeAll(packages, programs);
    const mains = packages / 100;
    const folders = packages + packages / 50 + mains + 2;
    assert.equal(lexed, 2 * packages + mains);
    assert.deepEqual(asked, { list: folders, read: 1, start: lexed });
  }
});

test('the time per package does not grow from 200 packages to 10,000', () => {
  const perPackage = (packages: number, rounds: number): number =>
    Math.min(...Array.from({ length: rounds }, () => judgeAll(packages, 2).ms)) / packages;
  perPackage(200, 5);
  const [small, large] = [perPackage(200, 9), perPackage(10_000, 3)];
  assert.ok(large < 4 * small, `${small.toFixed(4)} ms a package becomes ${large.toFixed(4)}`);
});

test('more programs cost no more reading, and the time of a walk each', () => {
  const one = judgeAll(2000, 1).ms;
  const twenty = judgeAll(2000, 20).ms;
  assert.ok(twenty < 20 * one, `${one} ms for one program, ${twenty} for twenty`);
});

const judgeOn = (files: Readonly<Record<string, string>>): CgoVerdict =>
  goEngine(goFiles(new Snapshot(new TreeFiles(Object.entries(files))))).judge('/m', PLAIN, SCOPE);

test('a go.mod that replaces its module, or another, with itself ends with a reason', () => {
  const main = 'package main\n\nimport _ "example.com/a"\n\nfunc main() {}\n';
  const own = judgeOn({
    '/m/go.mod':
      'module example.com/m\n\ngo 1.24\n\nreplace example.com/m => ./\n\nreplace example.com/a => ./\n\nrequire example.com/a v1.0.0\n',
    '/m/main.go': main,
  });
  // What example.com/a is replaced with is this folder, whose main package imports itself.
  assert.equal(own.grade, 'none');
  const circle = judgeOn({
    '/m/go.mod':
      'module example.com/m\n\ngo 1.16\n\nreplace example.com/a => example.com/a v1.0.0\n\nrequire example.com/a v1.0.0\n',
    '/m/main.go': main,
  });
  assert.equal(circle.grade, 'unknown');
  assert.match(circle.reason ?? '', /example\.com\/a@v1\.0\.0 is not downloaded/);
  const ring = judgeOn({
    '/m/go.mod':
      'module example.com/m\n\ngo 1.16\n\nreplace (\n\texample.com/a => ./a\n\texample.com/b => ./b\n)\n\nrequire example.com/a v1.0.0\n',
    '/m/main.go': main,
    '/m/a/go.mod': 'module example.com/a\n\nrequire example.com/b v1.0.0\n',
    '/m/a/a.go': 'package a\n\nimport _ "example.com/b"\n',
    '/m/b/go.mod': 'module example.com/b\n\nrequire example.com/a v1.0.0\n',
    '/m/b/b.go': 'package b\n\nimport _ "example.com/a"\n',
  });
  assert.equal(ring.grade, 'none');
  assert.equal(ring.reachedFirstParty.length, 3);
});

test('packages that import each other, and one that imports itself, end', () => {
  const verdict = judgeOn({
    '/m/go.mod': 'module example.com/m\n\ngo 1.24\n',
    '/m/main.go':
      'package main\n\nimport (\n\t_ "example.com/m"\n\t_ "example.com/m/a"\n)\n\nfunc main() {}\n',
    '/m/a/a.go': 'package a\n\nimport _ "example.com/m/b"\n',
    '/m/b/b.go': 'package b\n\nimport (\n\t_ "example.com/m/a"\n\t"C"\n)\n',
  });
  assert.equal(verdict.grade, 'required');
  assert.deepEqual(
    verdict.chain.map(({ importPath }) => importPath),
    ['example.com/m', 'example.com/m/a', 'example.com/m/b'],
  );
});

test('a file of 5,000 imports is judged', () => {
  const imports = Array.from({ length: 5000 }, (_, i) => `\t_ "example.com/m/p${i}"\n`).join('');
  const packages = Array.from({ length: 5000 }, (_, i) => [`/m/p${i}/p.go`, 'package p\n']);
  const verdict = judgeOn({
    '/m/go.mod': 'module example.com/m\n\ngo 1.24\n',
    '/m/main.go': `package main\n\nimport (\n${imports})\n\nfunc main() {}\n`,
    ...Object.fromEntries(packages),
  });
  assert.equal(verdict.reachedFirstParty.length, 5001);
});

test('circles of links are not walked', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'go-links-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'go.mod'), 'module example.com/m\n\ngo 1.24\n');
  for (const folder of ['a', 'a/b', 'a/b/c']) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, 'p.go'), 'package p\n');
    writeFileSync(join(root, folder, 'compose.yml'), 'services: {}\n');
    for (const [name, to] of [
      ['up', '..'],
      ['top', root],
      ['self', '.'],
    ] as const)
      symlinkSync(to, join(root, folder, name));
  }
  const snapshot = new Snapshot(new NodeFiles([root]));
  const engine = goEngine(goFiles(snapshot));
  const scope = { root, moduleCache: null, hidden: nothingHidden };
  const listed = engine.packages(root, ['./...'], PLAIN, scope);
  assert.ok(listed.known);
  assert.deepEqual(
    listed.value.map(({ importPath }) => importPath),
    ['example.com/m/a', 'example.com/m/a/b', 'example.com/m/a/b/c'],
  );
  assert.equal(snapshot.derive(discover, root).yaml.length, 3);
});
