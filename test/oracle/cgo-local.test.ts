import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { judge } from '../../server/src/go/cgo/judge.ts';
import { NodeFiles } from '../../server/src/host/node-files.ts';
import { goFiles } from '../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../server/src/go/imports/nothing-hidden.ts';
import { Snapshot } from '../../server/src/memory/snapshot.ts';
import { buildError, compileError, goMinor, missingGo } from './cgo/go-build.ts';
import { LOCAL_CASES } from './cgo/local-cases.ts';

const needsGo = missingGo();
const needsCompiler =
  spawnSync(process.env['CC'] ?? 'cc', ['--version']).status === 0
    ? null
    : 'needs a C compiler: apt-get install gcc libc6-dev';

/** Programs made so that one thing differs without cgo. The compiler says what is right. */
describe('the grade of a small program is what the compiler says', () => {
  const root = mkdtempSync(join(tmpdir(), 'dockerfile-split-cgo-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  for (const [index, [name, each]] of Object.entries(LOCAL_CASES).entries()) {
    test(name, (t) => {
      const need = needsGo ?? needsCompiler;
      if (need) return t.skip(need);
      const dir = join(root, String(index));
      for (const [file, text] of Object.entries({
        'go.mod': 'module example.com/x\n\ngo 1.25\n',
        ...each.files,
      })) {
        mkdirSync(dirname(join(dir, file)), { recursive: true });
        writeFileSync(join(dir, file), text);
      }
      assert.equal(compileError(dir, '.'), null, 'with cgo it compiles');
      const error = buildError(dir, '.');
      const verdict = judge(
        goFiles(new Snapshot(new NodeFiles([dir]))),
        dir,
        { goos: 'linux', goarch: 'amd64', tags: [], goMinor: goMinor() },
        { root: dir, moduleCache: null, hidden: nothingHidden },
      );
      if (each.unknown !== undefined) return assert.equal(verdict.grade, 'unknown', verdict.reason ?? '');
      const said = `${verdict.grade}: ${verdict.reason}\n${error ?? 'it compiles'}`;
      assert.notEqual(verdict.grade, 'unknown', said);
      assert.equal(verdict.grade === 'required', error !== null, said);
      if (each.grade) assert.equal(verdict.grade, each.grade, said);
    });
  }
});
