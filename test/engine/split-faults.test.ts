import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Workbench } from '../support/command-line.ts';
import { findEngine } from './engine.ts';
import { compareProjects } from './splits/compare-projects.ts';
import { FAULTS } from './splits/faults.ts';
import { readFixture } from './project/read-fixture.ts';
import { runProject, type ServiceFacts } from './project/run-project.ts';

/** The judge of the splits is judged here: a split that is right passes elsewhere, and one with a fault must not. */
const engine = findEngine();

/** How the services of a fixture are before the split; faults of one share it. */
const known = new Map<string, ReadonlyMap<string, ServiceFacts>>();

for (const { name, fixture, file, text, becomes, seen } of FAULTS)
  test(`a fault put in by hand is seen: ${name}`, async (t) => {
    if (typeof engine === 'string') return t.skip(engine);
    const bench = new Workbench(readFixture(new URL(`splits/monoliths/${fixture}.txt`, import.meta.url)));
    t.after(() => bench.remove());
    const before = known.get(fixture) ?? (await runProject(engine, bench.folder));
    known.set(fixture, before);
    await bench.run('split', '--write');
    const right = readFileSync(join(bench.folder, file), 'utf8');
    assert.ok(right.includes(text), `${file} has no ${text}:\n${right}`);
    bench.write(file, right.replace(text, becomes));
    const differences = compareProjects(before, await runProject(engine, bench.folder));
    assert.ok(
      differences.some((each) => seen.test(each)),
      `nobody saw it: ${differences.join('\n')}`,
    );
  });
