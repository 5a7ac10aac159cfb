import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import { type Analysis, analyse } from '../../server/src/rules/analyse.ts';
import { afterChange } from '../../server/src/text/change.ts';
import { Workbench } from '../support/command-line.ts';
import { buildDockerfile } from '../support/docker-build/build-dockerfile.ts';
import { findSandbox } from '../support/docker-build/sandbox.ts';
import { readArchive } from '../support/read-archive.ts';

/**
 * Each workspace names a Dockerfile that there is not, and none to take after. The first fix writes one, which is built
 * for real: the image holds the one program, the service starts it, and the analysis finds nothing to say of it.
 */
const folder = fileURLToPath(new URL('scaffolds/', import.meta.url));
const host = findSandbox();

for (const file of readdirSync(folder).sort()) {
  void test(`a Dockerfile from the template builds: ${file.replace(/\.txt$/, '')}`, (t) => {
    if (typeof host === 'string') return t.skip(host);
    const bench = new Workbench(readArchive(readFileSync(join(folder, file), 'utf8')));
    const scratch = mkdtempSync(join(tmpdir(), 'dockerfile-split-build-'));
    t.after(() => {
      bench.remove();
      rmSync(scratch, { recursive: true, force: true });
    });
    const [missing] = analysisOf(bench).findings;
    assert.equal(missing?.rule.id, 'compose/dockerfile-not-found');
    const fix = missing.fixes().find((each) => each.title.startsWith('Create '));
    assert.ok(fix?.kind === 'changes' && !fix.safe, 'no fix creates it');
    for (const change of fix.changes) {
      const before = change.kind === 'create' ? '' : readFileSync(change.file, 'utf8');
      mkdirSync(dirname(change.file), { recursive: true });
      writeFileSync(change.file, afterChange(change, before) ?? '');
    }

    const { world, findings, unknown } = analysisOf(bench);
    assert.deepEqual([findings.map(({ message }) => message), unknown], [[], []]);
    const [image] = world.images;
    const [service] = world.services;
    assert.ok(image && service?.runs.kind === 'program');
    const built = buildDockerfile({
      dockerfile: image.trace.request.dockerfile.text,
      context: bench.folder,
      scratch,
      target: image.key.target,
      args: {},
      host,
    });
    assert.deepEqual(
      built.programs().map(({ path, main, cgo }) => [path, main, cgo]),
      [
        [
          service.runs.program.path,
          service.runs.program.package.importPath,
          service.program?.build.cgo.effective,
        ],
      ],
    );
  });
}

function analysisOf(bench: Workbench): Analysis {
  const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: process.env });
  assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
  return opened.snapshot.derive(analyse, opened.settings);
}
