import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rules } from '../../server/src/rules/all-rules.ts';
import { analyse, type Analysis } from '../../server/src/rules/analyse.ts';
import { afterChange, type Change } from '../../server/src/text/change.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';
import { examplesIn } from '../../scripts/rule-page.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { describe, type Fixture, readFixture } from './fixture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };

for (const rule of rules) {
  suite(rule.id, () => {
    const folder = join(root, 'test/rules', rule.id);
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
    const fixtures = names.map((name) => ({
      name,
      fixture: readFixture(readFileSync(join(folder, name), 'utf8')),
    }));

    test('has a firing fixture, a silent one, and one with a fix', () => {
      const fires = ({ fixture }: (typeof fixtures)[number]): boolean =>
        fixture.expected.some((each) => each.rule === rule.id);
      assert.ok(fixtures.some(fires), 'no fixture fires');
      assert.ok(
        fixtures.some((each) => !fires(each)),
        'no fixture is silent',
      );
      assert.ok(
        WITHOUT_FIX.has(rule.id) || fixtures.some(({ fixture }) => fixture.fixes.length > 0),
        'no fixture shows a fix',
      );
    });

    test('the examples of its page: the bad one has this finding alone, the good one has none', () => {
      const { bad, good } = examplesIn(readFileSync(join(root, `server/src/rules/${rule.id}.ts`), 'utf8'));
      assert.ok(Object.keys(bad).length > 0 && Object.keys(good).length > 0, 'an example names no file');
      const ids = new Set(saidOf({ ...BESIDE, ...bad }).map(({ id }) => id));
      const besides = ALSO_SAID.get(rule.id);
      assert.deepEqual(
        [...ids].filter((id) => id !== besides),
        [rule.id],
      );
      assert.deepEqual(saidOf({ ...BESIDE, ...bad, ...good }), []);
    });

    for (const { name, fixture } of fixtures) test(name, () => checkFixture(fixture, rule.id));
  });
}

/** What is told in a Dockerfile, and again in the code that is the cause of it. */
const ALSO_SAID: ReadonlyMap<string, string> = new Map([['dockerfile/cgo-needed', 'go/import-pulls-cgo']]);

/** What these tell is mended by a split, or by people in their code. */
const WITHOUT_FIX = new Set(['compose/monolithic-image', 'go/import-pulls-cgo']);

/** What stands beside the files of every example, where it has none of that name: three programs, one of which needs libwebp. */
const BESIDE = {
  'go.mod': 'module example.com/photos\n\ngo 1.25\n\nrequire github.com/kolesa-team/go-webp v1.0.5\n',
  'cmd/server/main.go': 'package main\n\nfunc main() {}\n',
  'cmd/worker/main.go': 'package main\n\nfunc main() {}\n',
  'cmd/images/main.go':
    'package main\n\nimport _ "github.com/kolesa-team/go-webp/encoder"\n\nfunc main() {}\n',
};

function saidOf(files: Readonly<Record<string, string>>): { id: string; message: string }[] {
  const texts = Object.entries(files).map(([path, text]) => [`/w/${path}`, text] as const);
  const { findings } = new Snapshot(new MemoryFiles(new Map(texts))).derive(analyse, settings);
  return findings.map(({ rule: { id }, message }) => ({ id, message }));
}

function checkFixture(fixture: Fixture, rule: string): void {
  const texts = new Map([...fixture.files].map(([path, text]) => [`/w/${path}`, text]));
  const snapshot = new Snapshot(new MemoryFiles(texts));
  const before = snapshot.derive(analyse, settings);
  assert.deepEqual(found(before, texts, rule), expected(fixture, rule));
  for (const { file, message, rule: id } of fixture.expected) {
    if (message === '' || id !== rule) continue;
    const messages = before.findings
      .filter((finding) => finding.at.file === `/w/${file}`)
      .map((finding) => finding.message);
    assert.ok(
      messages.some((each) => each.includes(message)),
      `no message has "${message}": ${messages.join(' | ')}`,
    );
  }
  for (const title of new Set(fixture.fixes.map((fix) => fix.title))) {
    const changes = fixNamed(before, title);
    const after = new Map(texts);
    for (const change of changes) {
      const text = afterChange(change, after.get(change.file) ?? '');
      if (text === null) after.delete(change.file);
      else after.set(change.file, text);
    }
    for (const fix of fixture.fixes.filter((each) => each.title === title))
      assert.equal(after.get(`/w/${fix.file}`) ?? null, fix.text, `${fix.file} after "${title}"`);
    checkGone(before, after, title);
  }
}

/** After a fix its finding is gone, and no other came. */
function checkGone(before: Analysis, files: ReadonlyMap<string, string>, title: string): void {
  const after = new Snapshot(new MemoryFiles(files)).derive(analyse, settings);
  const messages = (analysis: Analysis): string[] =>
    analysis.findings.map((finding) => `${finding.rule.id} ${finding.fault ?? finding.message}`);
  const had = new Set(messages(before));
  assert.deepEqual(
    messages(after).filter((message) => !had.has(message)),
    [],
    `"${title}" brought new findings`,
  );
  assert.ok(after.findings.length < before.findings.length, `"${title}" took no finding away`);
}

function fixNamed({ findings }: Analysis, title: string): readonly Change[] {
  const fixes = findings.flatMap((finding) => finding.fixes());
  const fix = fixes.find((each) => each.title === title);
  assert.ok(
    fix?.kind === 'changes',
    `there is no fix "${title}", only ${fixes.map((each) => `"${each.title}"`).join(', ')}`,
  );
  return fix.changes;
}

const found = ({ findings }: Analysis, texts: ReadonlyMap<string, string>, rule: string): string[] =>
  findings
    .filter((finding) => finding.rule.id === rule)
    .map(({ at, severity, rule: { id } }) =>
      describe(at.file.slice('/w/'.length), texts.get(at.file) ?? '', at.span, severity, id),
    )
    .sort();

const expected = (fixture: Fixture, rule: string): string[] =>
  fixture.expected
    .filter((each) => each.rule === rule)
    .map((each) => `${each.file}:${each.line + 1} ${each.start}-${each.end} ${each.severity} ${each.rule}`)
    .sort();
