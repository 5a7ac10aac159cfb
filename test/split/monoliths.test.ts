import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import type { World } from '../../server/src/world/world.ts';
import { wholeWorld } from '../support/whole-world.ts';
import { LineIndex } from '../../server/src/text/line-index.ts';
import { onWorkspace, type Workbench } from '../support/command-line.ts';
import { type Monolith, monoliths } from './monolith.ts';
import { lostComments, startsOf } from './split-facts.ts';

/** Each everyday shape of a monolith is split for real; what it states about the result is checked, and what holds for every split. */
const all = monoliths();
assert.ok(all.length >= 20);

for (const monolith of all)
  test(`splits ${monolith.name}`, () =>
    onWorkspace(monolith.files, async (bench) => {
      const { expected } = monolith;
      const findings = await seriousFindings(bench);
      const before = worldOf(bench);
      const { status, out, error } = await bench.run('split', '--write', '--format', 'json');
      const plan = JSON.parse(out);
      assert.deepEqual(
        plan.refused
          .filter((each: Refused) => !isExpected(each, monolith))
          .map(({ subject, reason }: Refused) => `${subject}: ${reason}`),
        [],
      );
      assert.equal(plan.refused.length, expected.refused.length);
      for (const each of plan.refused)
        assert.ok(each.file && each.range && each.project, `${each.subject} is refused without a line`);
      assert.equal(status, expected.status, error);

      const files = filesOf(bench);
      const isNew = (file: string): boolean => !(file in monolith.files);
      assert.deepEqual(Object.keys(files).filter(isNew).sort(), expected.create);
      assert.deepEqual(
        Object.keys(monolith.files)
          .filter((file) => !(file in files))
          .sort(),
        expected.delete,
      );
      assertEdits(monolith.files, files, plan.edits);
      const programOf = (dir: string): string => dir.slice(dir.lastIndexOf('/') + 1);
      assert.deepEqual(
        Object.fromEntries(plan.plan.map((each: Entry) => [programOf(each.program), each.cgo])),
        expected.cgo,
      );
      for (const [program, services] of Object.entries(expected.services))
        assert.equal(
          plan.plan.find((each: Entry) => programOf(each.program) === program)?.services.join(','),
          services,
        );
      for (const { file, words } of expected.with)
        for (const word of words)
          assert.ok(files[file]?.includes(word), `${file} has no ${word}:\n${files[file]}`);
      for (const { file, words } of expected.without)
        for (const word of words)
          assert.ok(!files[file]?.includes(word), `${file} has ${word}:\n${files[file]}`);
      const linesOf = (file: string): string[] =>
        (files[file] ?? '').split(/\r?\n/).map((line) => line.trim());
      for (const { file, text } of expected.lines)
        assert.ok(linesOf(file).includes(text), `${file} has no line ${text}:\n${files[file]}`);
      for (const { file, text } of expected.noLines)
        assert.ok(!linesOf(file).includes(text), `${file} has the line ${text}:\n${files[file]}`);
      assert.deepEqual(
        plan.kept.map(
          (each: { file: string; because: string[] }) => `${each.file}: ${each.because.join('; ')}`,
        ),
        expected.kept,
      );

      // What holds for every split.
      const after = worldOf(bench);
      assert.deepEqual(startsOf(after), startsOf(before));
      const known = new Set(findings);
      assert.deepEqual(
        (await seriousFindings(bench)).filter((finding) => !known.has(finding)),
        [],
      );
      for (const entry of plan.plan) {
        const file = join(bench.folder, entry.dockerfile);
        const image = after.images.find((each) => each.file === file);
        const also = expected.also[programOf(entry.program)]?.split(',') ?? [];
        assert.deepEqual(
          [...new Set(image?.holds.map(({ program }) => programOf(program.dir)))].sort(),
          [programOf(entry.program), ...also].sort(),
          `${entry.dockerfile} holds its program, and what that starts, alone`,
        );
        const old = before.images.find((each) =>
          each.usedBy.some((service) => entry.services.includes(service.model.name.value)),
        );
        const text = old?.trace.request.dockerfile.text ?? '';
        // What the plan says to stay stands in the new file, and nothing that stays goes without a reason.
        const lines = text.split('\n');
        for (const { line, reason } of entry.keeps) {
          assert.ok(reason !== '');
          assert.ok(
            files[entry.dockerfile]?.includes(lines[line - 1]?.trim() ?? 'no such line'),
            `line ${line} is said to stay in ${entry.dockerfile}`,
          );
        }
        assert.ok(entry.keeps.length > 0);
        assert.deepEqual(lostComments(text, files[entry.dockerfile] ?? ''), [], entry.dockerfile);
      }
      const again = await bench.run('split');
      assert.equal(again.status, 1);
      assert.equal(again.out, '', 'split again changes nothing');
    }));

interface Refused {
  readonly subject: string;
  readonly reason: string;
}

interface Entry {
  readonly program: string;
  readonly services: readonly string[];
  readonly dockerfile: string;
  readonly cgo: string;
  readonly keeps: readonly { readonly line: number; readonly reason: string }[];
}

interface Edit {
  readonly op: 'create' | 'replace' | 'delete';
  readonly file: string;
  readonly text: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

const isExpected = ({ subject, reason }: Refused, { expected }: Monolith): boolean =>
  expected.refused.some((each) => each.subject === subject && reason.includes(each.reason));

/** The files after the split are those before it with the reported edits, and nothing else. */
function assertEdits(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  edits: readonly Edit[],
): void {
  const expected: Record<string, string> = { ...before };
  for (const edit of edits.filter(({ op }) => op === 'create')) expected[edit.file] = edit.text;
  for (const edit of edits.filter(({ op }) => op === 'delete')) delete expected[edit.file];
  // From the end, so that the places of the others stay true.
  for (const { file, range, text } of edits.filter(({ op }) => op === 'replace').reverse()) {
    const old = expected[file] ?? '';
    const lines = new LineIndex(before[file] ?? '');
    const at = ({ line, column }: Position): number => lines.start(line - 1) + column - 1;
    expected[file] = old.slice(0, at(range.start)) + text + old.slice(at(range.end));
  }
  assert.deepEqual(after, expected);
}

function worldOf(bench: Workbench): World {
  const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: {} });
  assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
  return wholeWorld(opened.snapshot, opened.settings);
}

/** Every error and warning, one text each. */
async function seriousFindings(bench: Workbench): Promise<string[]> {
  const { findings } = await bench.json('check');
  return findings
    .filter(({ severity }: { severity: string }) => severity === 'error' || severity === 'warning')
    .map((finding: { rule: string; file: string; message: string }) =>
      [finding.rule, finding.file, finding.message].join(' '),
    );
}

function filesOf({ folder }: Workbench): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    out[path.slice(folder.length + 1)] = readFileSync(path, 'utf8');
  }
  return out;
}
