import assert from 'node:assert/strict';
import { analyse, said } from '../../server/src/rules/analyse.ts';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SplitPlan, SplitRequest } from '../../server/src/split/model.ts';
import { planSplit } from '../../server/src/split/plan-split.ts';
import { afterChange } from '../../server/src/text/change.ts';
import { buildWorld } from '../../server/src/world/build-world.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';
import type { World } from '../../server/src/world/world.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { arbitraryMonolith } from './arbitrary-monolith.ts';
import { lostComments, startsOf } from './split-facts.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 400);

/** A workspace that does not change. */
class Place {
  readonly files: ReadonlyMap<string, string>;
  readonly snapshot: Snapshot;
  readonly world: World;

  constructor(files: ReadonlyMap<string, string>) {
    this.files = files;
    this.snapshot = new Snapshot(new MemoryFiles(files));
    this.world = buildWorld(this.snapshot, settings);
  }

  split(into: SplitRequest['into'], dockerfile: string | null = null): SplitPlan {
    return planSplit(this.snapshot, settings, { dockerfile, programs: [], into, keep: false }, said);
  }

  after(plan: SplitPlan): Place {
    const files = new Map(this.files);
    for (const change of plan.changes) {
      if (change.kind === 'create') assert.ok(!files.has(change.file), `${change.file} is not overwritten`);
      const text = afterChange(change, files.get(change.file) ?? '');
      if (text === null) files.delete(change.file);
      else files.set(change.file, text);
    }
    return new Place(files);
  }

  serious(): Set<string> {
    const { findings } = this.snapshot.derive(analyse, settings);
    return new Set(
      findings
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ rule, at, message }) => `${at.file} ${rule.id}: ${message}`),
    );
  }
}

/** What is the same before and after any split, and what a plan owes to whoever asked for it. */
function assertFacts(before: Place, plan: SplitPlan, after: Place): void {
  for (const { subject, reason, at } of plan.refused)
    assert.ok(reason.trim() !== '' && at !== null, `${subject} is refused without a reason or a line`);
  for (const entry of plan.entries) assert.ok(entry.because.length > 0, `${entry.dockerfile} says why`);
  assert.deepEqual(startsOf(after.world), startsOf(before.world));
  const known = before.serious();
  assert.deepEqual(
    [...after.serious()].filter((finding) => !known.has(finding)),
    [],
  );
  const changed = new Set(plan.changes.map(({ file }) => file));
  for (const [file, text] of before.files)
    if (!changed.has(file)) assert.equal(after.files.get(file), text, file);
  for (const [file, text] of before.files)
    if (text.includes('\r\n') && after.files.has(file)) assertEnds(after, file);
  for (const entry of plan.entries) {
    const image = after.world.images.find(
      ({ file, key }) => file === entry.dockerfile && key.target === entry.target,
    );
    assert.deepEqual([...new Set(image?.holds.map(({ program }) => program.dir))], [entry.program]);
  }
}

/** Lines keep the ends that their file has. */
function assertEnds({ files }: Place, file: string): void {
  assert.doesNotMatch(files.get(file) ?? '', /[^\r]\n/, `${file} has lines of both kinds`);
}

/** What Compose says about each service, its comments too, less what a split changes there. */
const composeComments = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => /#.*$/.exec(line)?.[0] ?? []);

test(`${RUNS} monoliths are split into files, and nothing is lost`, () => {
  let whole = 0;
  fc.assert(
    fc.property(arbitraryMonolith, ({ files, programs }) => {
      const before = new Place(files);
      const plan = before.split('files');
      const after = before.after(plan);
      assertFacts(before, plan, after);
      if (plan.refused.length === 0) {
        whole++;
        // A base is a project of its own beside its override, and each has an entry for each program.
        assert.equal(plan.entries.length, programs.length * before.world.projects.length);
        const old = [...files.keys()].find((file) => file.endsWith('/Dockerfile')) ?? '';
        for (const { dockerfile } of plan.entries)
          assert.deepEqual(lostComments(files.get(old) ?? '', after.files.get(dockerfile) ?? ''), []);
        assert.deepEqual(
          composeComments(after.files.get('/w/compose.yaml') ?? ''),
          composeComments(files.get('/w/compose.yaml') ?? ''),
        );
      }
      const again = after.split('files');
      if (plan.refused.length === 0) assert.deepEqual([again.changes, again.refused], [[], []]);
    }),
    { numRuns: RUNS },
  );
  assert.ok(whole >= 0.95 * RUNS, `only ${whole} of ${RUNS} could be split`);
});

test(`${RUNS} monoliths are split into stages, and these into the files of a straight split`, () => {
  let whole = 0;
  fc.assert(
    fc.property(arbitraryMonolith, ({ files }) => {
      const before = new Place(files);
      const plan = before.split('stages');
      const staged = before.after(plan);
      assertFacts(before, plan, staged);
      if (plan.refused.length > 0 || plan.kept.length > 0) return;
      whole++;
      const dockerfile = plan.entries[0]?.dockerfile ?? null;
      const back = staged.split('files', dockerfile);
      // A target that a service inherits cannot be taken away from it alone.
      const extended = /^ {4}extends:/m.test(files.get('/w/compose.yaml') ?? '');
      if (extended && back.refused.length > 0) {
        for (const { reason } of back.refused)
          assert.match(reason, /would come back from what lies below it$|is shared with/);
        assertFacts(staged, back, staged.after(back));
        return;
      }
      assert.deepEqual(back.refused, []);
      const after = staged.after(back);
      assertFacts(staged, back, after);
      const straight = before.after(before.split('files'));
      assert.deepEqual(imagesOf(after.world), imagesOf(straight.world));
    }),
    { numRuns: RUNS },
  );
  assert.ok(whole >= 0.95 * RUNS, `only ${whole} of ${RUNS} could be split`);
});

const MERGES = Math.ceil(RUNS * 0.4);

test(`${MERGES} splits into files are merged into stages, and these split into files again`, () => {
  let whole = 0;
  const refusals = new Map<string, number>();
  fc.assert(
    fc.property(arbitraryMonolith, ({ files }) => {
      const monolith = new Place(files);
      const first = monolith.split('files');
      if (first.refused.length > 0 || first.kept.length > 0) return;
      const before = monolith.after(first);
      const plan = before.split('stages');
      const after = before.after(plan);
      assertFacts(before, plan, after);
      for (const { reason } of plan.refused) refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
      if (plan.refused.length > 0) {
        assert.deepEqual(plan.changes, [], 'a family is merged as a whole or not at all');
        return;
      }
      whole++;
      const [dockerfile = ''] = plan.entries.map((entry) => entry.dockerfile);
      const text = after.files.get(dockerfile) ?? '';
      for (const entry of first.entries)
        assert.deepEqual(lostComments(before.files.get(entry.dockerfile) ?? '', text), []);
      const back = after.split('files', dockerfile);
      assert.deepEqual(back.refused, []);
      const again = after.after(back);
      assertFacts(after, back, again);
      assert.deepEqual(imagesOf(again.world), imagesOf(before.world));
    }),
    { numRuns: MERGES },
  );
  assert.ok(
    whole >= 0.8 * MERGES,
    `only ${whole} of ${MERGES} could be merged: ${JSON.stringify([...refusals])}`,
  );
});

/** What each service's image holds and how that was built. */
const imagesOf = ({ services }: World): string[] =>
  services.map(({ id, image }) => {
    const holds = image?.holds.map(
      ({ path, program }) => `${path} is ${program.dir} cgo ${program.build.cgo.effective}`,
    );
    return `${id} in ${image?.file}: ${holds?.join(', ')}`;
  });
