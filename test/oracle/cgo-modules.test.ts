import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { judge } from '../../server/src/go/cgo/judge.ts';
import { NodeFiles } from '../../server/src/host/node-files.ts';
import { goFiles } from '../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../server/src/go/imports/nothing-hidden.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';
import { KNOWN_PACKAGES, knownPackage, withoutMajor } from '../../server/src/go/cgo/known-packages.ts';
import type { CgoVerdict, GoFiles } from '../../server/src/go/model.ts';
import { librariesOfVerdict } from '../../server/src/world/needs/native-use.ts';
import { buildError, goMinor, goModuleCache, missingGo } from './cgo/go-build.ts';
import { type Program, readPrograms, versionOf, writePrograms } from './cgo/programs.ts';

/** CGO_ORACLE=full compiles every program and writes the table; else the small set. */
const full = process.env['CGO_ORACLE'] === 'full';
const programs = readPrograms().filter((program) => full || program.small);

interface Row {
  readonly program: Program;
  readonly compiles: boolean;
  readonly verdict: CgoVerdict;
}

describe('the grade of a program that imports a public module is what the compiler says', () => {
  const needsGo = missingGo();
  const root = mkdtempSync(join(tmpdir(), 'dockerfile-split-modules-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  const rows: Row[] = [];
  let files: GoFiles | null = null;
  let cache = '';
  const judged = (program: Program, moduleCache: string | null): CgoVerdict =>
    judge(
      (files ??= goFiles(new Snapshot(new NodeFiles([root, cache])))),
      join(root, program.folder),
      { goos: 'linux', goarch: 'amd64', tags: [], goMinor: goMinor() },
      { root, moduleCache, hidden: nothingHidden },
    );

  for (const program of programs) {
    test(program.title, (t) => {
      if (needsGo) return t.skip(needsGo);
      if (cache === '') {
        writePrograms(root, programs);
        cache = goModuleCache();
      }
      const error = buildError(root, program.folder);
      assert.doesNotMatch(
        error ?? '',
        /go\.sum|updates to go\.mod|cannot find module|dial tcp|403/,
        error ?? '',
      );
      const verdict = judged(program, cache);
      rows.push({ program, compiles: error === null, verdict });
      if (verdict.grade === 'unknown') return t.diagnostic(`unknown: ${verdict.reason}`);
      assert.equal(
        verdict.grade === 'required',
        error !== null,
        `${verdict.grade}: ${verdict.reason}\n${error ?? 'it compiles'}`,
      );
    });
  }

  test('at most 5 % are unknown', (t) => {
    if (needsGo) return t.skip(needsGo);
    const unknown = rows.filter(({ verdict }) => verdict.grade === 'unknown');
    assert.ok(
      unknown.length <= rows.length * 0.05,
      unknown.map(({ program, verdict }) => `${program.title}: ${verdict.reason}`).join('\n'),
    );
    assert.ok(new Set(rows.map(({ program }) => versionOf(program.importPath))).size >= (full ? 40 : 12));
  });

  test('the table of well-known packages says what their sources say', (t) => {
    if (needsGo) return t.skip(needsGo);
    const wrong = rows.flatMap(({ program, verdict }) => {
      if (!knownPackage(program.importPath)) return [];
      const table = judged(program, null);
      const truth = [verdict.grade, ...librariesOfVerdict(verdict)].join(' ');
      // What is left of a package is unknown as soon as a program uses it by name.
      if (table.grade === 'unknown' && program.use !== null) return [];
      const said = [table.grade, ...librariesOfVerdict(table)].join(' ');
      return said === truth && (table.from === 'table' || table.grade === 'none')
        ? []
        : [`${program.title}: the table (${table.from}) says ${said}, the sources ${truth}`];
    });
    const covered = new Set(rows.map(({ program }) => withoutMajor(program.importPath)));
    const uncovered = [...KNOWN_PACKAGES.keys()].filter((path) => full && !covered.has(path));
    assert.deepEqual(uncovered, [], 'no program imports these rows');
    assert.deepEqual(wrong, []);
  });

  test('the table of measurements is written', (t) => {
    if (needsGo) return t.skip(needsGo);
    if (full)
      writeFileSync(fileURLToPath(new URL('../../docs/measurements/cgo.md', import.meta.url)), report(rows));
    assert.equal(rows.length, programs.length);
  });
});

const GRADES = ['required', 'unknown', 'stub', 'alternative', 'none'] as const;

function report(rows: readonly Row[]): string {
  const count = (grade: CgoVerdict['grade']): number =>
    rows.filter((row) => row.verdict.grade === grade).length;
  const wrong = rows.filter(
    ({ verdict, compiles }) => verdict.grade !== 'unknown' && (verdict.grade === 'required') === compiles,
  );
  const modules = new Set(rows.map(({ program }) => versionOf(program.importPath)));
  return `# The grade of cgo against the compiler

\`npm run oracle:cgo\` writes this page. Each program imports one package; where a use is given, it is the body of \`main\`, with
the package imported as \`p\`. The compiler is \`CGO_ENABLED=0 go build\` for linux/amd64, Go 1.${goMinor()}.

${rows.length} programs, ${modules.size} modules: ${GRADES.map((grade) => `${count(grade)} ${grade}`).join(', ')}. Wrong: ${wrong.length}.

| package | use | module | without cgo it | grade | why |
|---|---|---|---|---|---|
${rows
  .map(({ program, compiles, verdict }) =>
    [
      `\`${program.importPath}\``,
      program.use === null ? '' : `\`${program.use}\``,
      versionOf(program.importPath).replace(/^.*@/, ''),
      compiles ? 'compiles' : 'does not compile',
      verdict.grade,
      verdict.reason ?? '',
    ].join(' | '),
  )
  .map((row) => `| ${row} |`)
  .join('\n')}
`;
}
