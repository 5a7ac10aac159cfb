import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import type { Image, World } from '../../server/src/world/world.ts';
import { Workbench } from '../support/command-line.ts';
import { type BuiltImage, buildDockerfile } from '../support/docker-build/build-dockerfile.ts';
import { inRoot } from '../support/docker-build/copy-files.ts';
import { findSandbox, type SandboxHost } from '../support/docker-build/sandbox.ts';
import { wholeWorld } from '../support/whole-world.ts';
import { readArchive } from '../support/read-archive.ts';

/**
 * Every monolith of the split's tests is built for real, split, and built again, file by file. Each new image holds
 * its own programs alone, at the paths they had, byte for byte what the monolith held where cgo is set as it was, and
 * they are linked to nothing that they were not linked to before.
 */
const folder = fileURLToPath(new URL('../split/golden/', import.meta.url));
const host = findSandbox();

/** Of the workspaces that are split by their facts alone, those of a shape that no other has. */
const MORE = ['env-cgo', 'image-only', 'suffixed-name', 'workspace'].map(
  (name) => `../monoliths/${name}.txt`,
);

/** Those whose new files are given cache mounts. */
const MOUNTED: ReadonlySet<string> = new Set(['alpine-chain', 'crlf', 'debian-cgo', 'heredoc']);

/** Those of a shape of their own, to be merged into stages again. */
const MERGED: ReadonlySet<string> = new Set(['cache-mounts', 'crlf', 'debian-cgo', 'heredoc', 'vendored']);

for (const file of [
  ...readdirSync(folder)
    .filter((each) => each.endsWith('.txt'))
    .sort(),
  ...MORE,
]) {
  void test(`the images of a split hold what the monolith held: ${basename(file, '.txt')}`, async (t) => {
    if (typeof host === 'string') return t.skip(host);
    const bench = new Workbench(readArchive(readFileSync(join(folder, file), 'utf8')));
    const scratch = mkdtempSync(join(tmpdir(), 'dockerfile-split-build-'));
    t.after(() => {
      bench.remove();
      rmSync(scratch, { recursive: true, force: true });
    });
    const split = await bench.json('split');
    if (split.plan.length === 0) {
      assert.ok(split.refused.length > 0, 'what is not split is refused with a reason');
      return;
    }
    const old = new Map<string, { bytes: Buffer; cgo: string; needed: readonly string[] }>();
    for (const [index, image] of worldOf(bench).images.entries()) {
      const built = build(image, bench, join(scratch, `before-${index}`), host);
      for (const { path, main, cgo, needed } of built.programs())
        old.set(`${main} ${path}`, { bytes: readFileSync(inRoot(built.root, path)), cgo, needed });
    }
    const mounts = MOUNTED.has(basename(file, '.txt'));
    await bench.run('split', '--write', ...(mounts ? ['--cache-mounts'] : []));
    const world = worldOf(bench);
    for (const [index, image] of world.images.filter((each) => each.usedBy.length > 0).entries()) {
      const entry = split.plan.find((each: { dockerfile: string }) =>
        image.file.endsWith(`/${each.dockerfile}`),
      );
      // What could not be split off stays as it was, and the plan says so.
      if (!entry) {
        assert.ok(
          split.refused.length > 0 && split.kept.length > 0,
          `${image.file} is neither split nor kept`,
        );
        continue;
      }
      assert.equal(
        /--mount=type=cache/.test(image.trace.request.dockerfile.text),
        mounts || file === 'cache-mounts.txt',
      );
      const built = build(image, bench, join(scratch, `after-${index}`), host);
      const found = built.programs();
      const run = image.usedBy.flatMap(({ runs }) =>
        runs.kind === 'program' ? [runs.program.package.importPath] : [],
      );
      const [own] = run;
      assert.ok(own, `${image.file} starts no program`);
      assert.deepEqual(new Set(run).size, 1);
      assert.ok(
        found.some(({ main }) => main === own),
        `${own} is not in its image`,
      );
      const helpers = entry.because.filter((line: string) => / stays beside /.test(line)).length;
      assert.equal(new Set(found.map(({ main }) => main)).size, 1 + helpers, 'the image holds a stranger');
      for (const { path, main, cgo, needed } of found) {
        const before = old.get(`${main} ${path}`);
        assert.ok(before, `${path} was not in the monolith`);
        assert.deepEqual(
          needed.filter((each) => !before.needed.includes(each)),
          [],
        );
        if (cgo === before.cgo)
          assert.ok(before.bytes.equals(readFileSync(inRoot(built.root, path))), `${path} has other bytes`);
      }
    }
    if (MERGED.has(basename(file, '.txt'))) await mergeAgain(bench, scratch, host);
  });
}

/** The files are merged into stages of one, and each stage is built: it holds what the file held, byte for byte. */
async function mergeAgain(bench: Workbench, scratch: string, sandbox: SandboxHost): Promise<void> {
  const bytes = (kind: string): Map<string, Buffer> => {
    const out = new Map<string, Buffer>();
    for (const [index, image] of worldOf(bench).images.entries()) {
      if (image.usedBy.length === 0) continue;
      const built = build(image, bench, join(scratch, `${kind}-${index}`), sandbox);
      for (const { path, main } of built.programs())
        out.set(`${main} ${path}`, readFileSync(inRoot(built.root, path)));
    }
    return out;
  };
  const before = bytes('single');
  const merge = await bench.json('split', '--into', 'stages', '--write');
  assert.deepEqual(merge.refused, []);
  assert.ok(merge.plan.length > 1, 'there is nothing to merge');
  assert.deepEqual(
    [...new Set(merge.plan.map(({ dockerfile }: { dockerfile: string }) => basename(dockerfile)))],
    ['Dockerfile'],
  );
  const after = bytes('merged');
  assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort());
  for (const [key, own] of after) assert.ok(before.get(key)?.equals(own), `${key} has other bytes`);
}

function worldOf(bench: Workbench): World {
  const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: process.env });
  assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
  return wholeWorld(opened.snapshot, opened.settings);
}

function build({ key, trace }: Image, bench: Workbench, scratch: string, sandbox: SandboxHost): BuiltImage {
  mkdirSync(scratch);
  return buildDockerfile({
    dockerfile: trace.request.dockerfile.text,
    context: bench.folder,
    scratch,
    target: key.target,
    args: Object.fromEntries(key.args.map(([name, value]) => [name, value ?? ''])),
    host: sandbox,
  });
}
