import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Workbench } from '../support/command-line.ts';
import { findEngine } from './engine.ts';
import { compareProjects } from './splits/compare-projects.ts';
import { readFixture } from './project/read-fixture.ts';
import { runProject } from './project/run-project.ts';

/**
 * Every workspace of `splits/monoliths` is built by BuildKit and started by Compose as it is, and after each kind of
 * split. Its services must not notice: the same program runs, byte for byte where cgo stays, with the same words, user,
 * folder and environment, is as healthy, answers the same, and can write what it could write.
 */
const engine = findEngine();
const folder = new URL('splits/monoliths/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.txt$/, ''));
assert.ok(names.length >= 15);

for (const name of names.sort())
  test(`services do not notice a split: ${name}`, async (t) => {
    if (typeof engine === 'string') return t.skip(engine);
    const files = readFixture(new URL(`${name}.txt`, folder));
    const benches = { files: new Workbench(files), stages: new Workbench(files) };
    t.after(() => Object.values(benches).forEach((bench) => bench.remove()));
    const before = await runProject(engine, benches.files.folder);
    assert.ok(before.size >= 2);
    for (const [service, { said }] of before)
      assert.equal(typeof said, 'object', `${service} says nothing of itself before the split`);
    for (const [into, bench] of Object.entries(benches)) {
      const { plan, refused } = await bench.json('split', '--write', '--into', into);
      assert.deepEqual(refused, [], `--into ${into}`);
      assert.ok(plan.length >= 2, `--into ${into} splits nothing`);
      const after = await runProject(engine, bench.folder);
      assert.deepEqual(compareProjects(before, after), [], `--into ${into}`);
    }
  });
