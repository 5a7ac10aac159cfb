import assert from 'node:assert/strict';
import { test } from 'node:test';
import util from 'node:util';
import fc from 'fast-check';
import type { BaseFiles, FileTree } from '../../../server/src/image/files/file-tree.ts';
import { findFile } from '../../../server/src/image/files/find-file.ts';
import { listFolder } from '../../../server/src/image/files/list-files.ts';
import { entry, put } from '../../../server/src/image/files/write-files.ts';

/**
 * Looking for a file takes layers by the run, and where a run begins depends on the height at which a layer stands.
 * What is found must not: the same changes are made at other heights, where other layers are passed over together.
 */
const names = fc.constantFrom('a', 'b', 'bin', 'usr');
const paths = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

type Change = Parameters<typeof put>[1];

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: paths.map((path): Change => entry(path, 'file', { kind: 'made' }, [])) },
  { weight: 2, arbitrary: paths.map((path): Change => entry(path, 'directory', { kind: 'made' }, [])) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(paths, paths)
      .map(([path, target]): Change => ({ kind: 'link', path, target, steps: [] })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(paths, fc.boolean())
      .map(([path, inside]): Change => ({ kind: 'removed', path, inside })),
  },
  {
    weight: 1,
    arbitrary: paths.map((path): Change => ({ kind: 'opaque', path, reason: `${path} may be written` })),
  },
  {
    weight: 1,
    arbitrary: paths.map((path): Change => ({ kind: 'doubtful', path, reason: `${path} is doubtful` })),
  },
  {
    weight: 1,
    arbitrary: names.map((name): Change => ({ kind: 'base', files: installed(`/usr/bin/${name}`) })),
  },
);

/** Like the files that an install brings: it speaks of two folders, and of nothing outside of them. */
const installed = (file: string): BaseFiles => ({
  at: (path) =>
    path === file
      ? { kind: 'file', path, origin: { kind: 'installed' }, steps: [] }
      : path.startsWith('/usr/a/')
        ? { kind: 'unknown', reason: `${file} may bring it` }
        : { kind: 'absent' },
  alias: () => null,
  within: ['/usr/bin', '/usr/a'],
});

/** Changes on top of each other, with two ways in the middle that differ in some. */
function build(
  height: number,
  before: readonly Change[],
  ways: readonly (readonly Change[])[],
  after: readonly Change[],
): FileTree {
  const grow = (tree: FileTree, list: readonly Change[]): FileTree => list.reduce<FileTree>(put, tree);
  const ground = grow(
    null,
    Array<Change>(height).fill({ kind: 'removed', path: '/elsewhere', inside: false }),
  );
  const under = grow(ground, before);
  const middle =
    ways.length === 0
      ? under
      : put(under, {
          kind: 'choice',
          options: ways.map((way) => grow(under, way)),
          reason: 'a test decides',
        });
  return grow(middle, after);
}

test('what is found does not depend on the height at which the layers stand', () => {
  const some = fc.array(changes, { maxLength: 40 });
  const asked = [
    '/',
    '/a',
    '/b',
    '/a/b',
    '/bin/a',
    '/usr/bin/a',
    '/usr/bin',
    '/usr/a/b',
    '/usr',
    '/usr/b/a',
    '/a/b/usr/bin',
  ];
  let compared = 0;
  let givenUp = 0;
  // Links in circles are followed until a limit, which is in steps: where a search gave up, another may know more.
  const same = (a: unknown, b: unknown, path: string): void => {
    if (util.inspect([a, b]).includes('moved about in too many ways')) givenUp++;
    else {
      compared++;
      assert.deepEqual(a, b, path);
    }
  };
  fc.assert(
    fc.property(some, fc.array(some, { maxLength: 2 }), some, (before, ways, after) => {
      const [first, ...others] = [0, 1, 5, 11, 15, 240, 4090].map((height) =>
        build(height, before, ways, after),
      );
      assert.ok(first !== undefined);
      for (const other of others)
        for (const path of asked) {
          same(findFile(other, path), findFile(first, path), path);
          same(listFolder(other, path), listFolder(first, path), path);
        }
    }),
    { numRuns: 400 },
  );
  assert.ok(compared > 10 * givenUp, `${givenUp} of ${compared + givenUp} searches gave up`);
});
