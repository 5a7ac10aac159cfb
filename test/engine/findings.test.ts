import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import { writeChanges } from '../../server/src/host/write-changes.ts';
import { rules } from '../../server/src/rules/all-rules.ts';
import { analyse, type RuleFinding } from '../../server/src/rules/analyse.ts';
import { Workbench } from '../support/command-line.ts';
import { findEngine } from './engine.ts';
import { type Expected, readCase } from './findings/read-case.ts';
import { outcome, type Outcome } from './findings/outcome.ts';

/**
 * What a rule says comes true: each case of `findings/cases` is built and started, and fails as the message says; after
 * the first fix it builds and starts. The page `docs/measurements/rules-for-real.md` has message and failure side by side;
 * UPDATE_EXPECTED=1 writes it, to be read before it is committed.
 */
const engine = findEngine();
const folder = new URL('findings/cases/', import.meta.url);
const page = new URL('../../docs/measurements/rules-for-real.md', import.meta.url);
const names = readdirSync(folder)
  .map((file) => file.replace(/\.txt$/, ''))
  .sort();
const rows: string[] = [];

test('every rule has a case, but for those without a fix, and those about our own configuration', () => {
  const judged = new Set(names.map((name) => readCase(new URL(`${name}.txt`, folder)).expected.rule));
  assert.deepEqual(
    rules.map(({ id }) => id).filter((id) => !judged.has(id) && !id.startsWith('config/')),
    ['compose/monolithic-image', 'go/import-pulls-cgo'],
  );
});

for (const name of names)
  test(`what a rule says comes true: ${name}`, async (t) => {
    if (typeof engine === 'string') return t.skip(engine);
    const { files, expected } = readCase(new URL(`${name}.txt`, folder));
    const bench = new Workbench(files);
    t.after(() => bench.remove());
    const finding = findingOf(bench, expected);
    const failure = await outcome(engine, bench.folder);
    const said = seen(failure, expected);
    const [fix] = finding.fixes();
    assert.ok(fix?.kind === 'changes', 'the finding has no fix');
    if (expected.fix !== null)
      assert.ok(fix.title.startsWith(expected.fix), `the first fix is "${fix.title}"`);
    assert.equal(writeChanges(fix.changes), null);
    const fixed = await outcome(engine, bench.folder);
    assert.equal(fixed.step, 'runs', fixed.text);
    rows.push(
      row([finding.rule.id, finding.message, `${WORDS[failure.step]}: \`${said}\``, fix.title, fixed.text]),
    );
  });

after(() => {
  // Where a case was skipped or failed there is nothing to compare, and the run says so already.
  if (rows.length < names.length) return;
  const text = `${HEAD}${rows.join('')}`;
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(page, text);
  assert.equal(
    readFileSync(page, 'utf8'),
    text,
    'the page is not what was measured: run with UPDATE_EXPECTED=1',
  );
});

function findingOf(bench: Workbench, { rule }: Expected): RuleFinding {
  const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: {} });
  assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
  const { findings } = opened.snapshot.derive(analyse, opened.settings);
  const own = findings.find((each) => each.rule.id === rule);
  assert.ok(own, `${rule} does not fire, only ${findings.map((each) => each.rule.id).join(', ')}`);
  return own;
}

/** The part of a failure that is the same on every machine. */
function seen({ step, text }: Outcome, expected: Expected): string {
  assert.equal(step, expected.step, text);
  const found = expected.real.exec(text);
  assert.ok(found, `nothing like ${expected.real} in:\n${text}`);
  return found[0];
}

const WORDS = {
  config: 'config fails',
  build: 'the build fails',
  start: 'it does not start',
  runs: 'it runs',
};

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;

const HEAD = `# What the rules say, and what happens

\`npm test -- engine\` builds each case with BuildKit and starts it with Compose, before and after the first fix of the
finding, and compares this page with what it saw. The cases are in \`test/engine/findings/cases\`.

| rule | it says | what happens | first fix | after it |
|---|---|---|---|---|
`;
