import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/** What stands at a path of the image; `test/engine/stages.test.ts` holds the same against BuildKit. */
function kindsIn(dockerfile: string, ...paths: string[]): string[] {
  const files = new MemoryFiles([
    ['/w/Dockerfile', `FROM debian:bookworm-slim\n${dockerfile}`],
    ['/w/compose.yaml', 'services:\n  one:\n    build: .\n'],
    ['/w/a.txt', 'a\n'],
  ]);
  const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
  const stage = buildWorld(new Snapshot(files), settings).images[0]?.trace.final;
  assert.ok(stage);
  return paths.map((path) => stage.files.at(path).kind);
}

test('COPY and WORKDIR put things where links lead', () => {
  const through =
    'RUN mkdir /real && ln -s /real /alias\nCOPY a.txt /alias/\nWORKDIR /alias/in\nCOPY a.txt ./\n';
  assert.deepEqual(kindsIn(through, '/real/a.txt', '/real/in', '/real/in/a.txt', '/alias/in/a.txt'), [
    'file',
    'directory',
    'file',
    'file',
  ]);
});

test('a layer of its own does not know the links of others', () => {
  const linked = 'RUN mkdir -p /real/in && ln -s /real /alias\nCOPY --link a.txt /alias/a.txt\n';
  assert.deepEqual(kindsIn(linked, '/real/a.txt', '/alias/a.txt', '/real/in', '/alias/in'), [
    'absent',
    'file',
    'directory',
    'absent',
  ]);
});

test('a hard link stays when the first name of its file goes', () => {
  assert.deepEqual(kindsIn('COPY a.txt /one\nRUN ln /one /two && rm /one\n', '/one', '/two'), [
    'absent',
    'file',
  ]);
  assert.deepEqual(kindsIn('COPY a.txt /one\nRUN ln -s /one /two && rm /one\n', '/one', '/two'), [
    'absent',
    'absent',
  ]);
});

test('ln -n replaces a link to a folder, where ln alone goes into the folder', () => {
  const folders = 'RUN mkdir /one /two && ln -s /one /link\nCOPY a.txt /two/\n';
  assert.deepEqual(kindsIn(`${folders}RUN ln -sfn /two /link\n`, '/link/a.txt', '/one/two'), [
    'file',
    'absent',
  ]);
  assert.deepEqual(kindsIn(`${folders}RUN ln -sf /two /link\n`, '/link/a.txt', '/one/two'), [
    'absent',
    'directory',
  ]);
});
