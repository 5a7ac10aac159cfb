import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { openWorkspace } from '../../server/src/host/open-workspace.ts';
import type { StageTrace } from '../../server/src/image/model.ts';
import { buildWorld } from '../../server/src/world/build-world.ts';
import { Workbench } from '../support/command-line.ts';
import { readArchive } from '../support/read-archive.ts';
import { type Engine, findEngine } from './engine.ts';
import { compareStage } from './stages/compare-stage.ts';
import { CONTEXT } from './stages/context.ts';
import { randomDockerfile } from './stages/random-dockerfile.ts';

/**
 * What the engine believes about the last stage of a Dockerfile is what is there: which files, with which text, and the
 * environment, user, folder, ports and start of its image. What it says to be unknown is no belief.
 */
const engine = findEngine();
const own = readArchive(readFileSync(new URL('stages/dockerfiles.txt', import.meta.url), 'utf8'));

for (const [name, dockerfile] of Object.entries(own))
  test(`what is believed of a stage is there: ${name}`, async (t) => {
    if (typeof engine === 'string') return t.skip(engine);
    await setImmediate();
    assert.deepEqual(differences(engine, dockerfile), []);
  });

/** So many that with those of our own there are sixty. */
const RANDOM = 60 - Object.keys(own).length;

test(`what is believed of ${RANDOM} random stages is there`, async (t) => {
  if (typeof engine === 'string') return t.skip(engine);
  // Not every text of random parts builds; one that does not says nothing, so more are tried than are needed.
  const candidates = fc.sample(randomDockerfile(), { numRuns: 2 * RANDOM, seed: 20260101 });
  const wrong: string[] = [];
  let built = 0;
  for (const dockerfile of candidates) {
    if (built === RANDOM) break;
    const found = differences(engine, dockerfile);
    // What was found so far is shown although Docker is waited for.
    await setImmediate();
    if (found === null) continue;
    built++;
    if (found.length > 0) wrong.push(`${found.join('\n')}\nin\n${dockerfile}`);
  }
  assert.equal(built, RANDOM, 'too few of them build');
  assert.deepEqual(wrong, [], wrong.join('\n\n'));
});

/** Null where the Dockerfile does not build. */
function differences(docker: Engine, dockerfile: string): string[] | null {
  const bench = new Workbench({
    ...CONTEXT,
    Dockerfile: dockerfile,
    'compose.yaml': 'services:\n  one:\n    build: .\n',
  });
  const tag = 'dockerfile-split-stage';
  try {
    const stage = believed(bench);
    const { status } = docker.build({ context: bench.folder, tag });
    if (status !== 0) return null;
    const { Config: config } = docker.inspect(tag);
    return docker.withFiles(tag, (root) => {
      const paths = new Set([...realPaths(root), ...guesses(dockerfile)]);
      return compareStage(stage, { config, root, paths, context: bench.folder });
    });
  } finally {
    docker.run(['image', 'rm', '--force', tag]);
    bench.remove();
  }
}

function believed(bench: Workbench): StageTrace {
  const opened = openWorkspace({ path: bench.folder, root: bench.folder, cwd: '/', env: {} });
  assert.ok(typeof opened !== 'string', 'the workspace cannot be opened');
  const stage = buildWorld(opened.snapshot, opened.settings).images[0]?.trace.final;
  assert.ok(stage, 'there is no stage');
  return stage;
}

/** What the base image brings is the business of other tests. */
const BASE =
  /^\/(?:bin|boot|dev|etc|home|lib|lib64|media|mnt|proc|root|run|sbin|sys|tmp|usr|var|\.dockerenv)(?:\/|$)/;

const realPaths = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !BASE.test(path));

/** Where something might be believed to lie although nothing does: every path that is named, and every name in it. */
function guesses(dockerfile: string): string[] {
  const named = [...dockerfile.matchAll(/(?<![\w.])\/[\w./-]+/g)].map(([path]) => path.replace(/\/+$/, ''));
  const names = [
    'one',
    'two',
    'file.txt',
    ...Object.keys(CONTEXT).flatMap((path) => [path, path.slice(path.lastIndexOf('/') + 1)]),
  ];
  return [...new Set(named)]
    .filter((path) => path !== '')
    .flatMap((path) => [path, ...names.map((name) => `${path}/${name}`)]);
}
