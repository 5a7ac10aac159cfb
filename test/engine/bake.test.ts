import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Workbench } from '../support/command-line.ts';
import { type Engine, findEngine } from './engine.ts';
import { readFixture } from './project/read-fixture.ts';

const engine = findEngine();

for (const into of ['files', 'stages'])
  test(`the targets of the bake file are the images of the services, --into ${into}`, async (t) => {
    if (typeof engine === 'string') return t.skip(engine);
    const bench = new Workbench(readFixture(new URL('splits/monoliths/arguments.txt', import.meta.url)));
    t.after(() => bench.remove());
    const { refused } = await bench.json('split', '--write', '--bake', '--into', into);
    assert.deepEqual(refused, []);
    const targets: string[] = JSON.parse(engine.in(bench.folder, 'buildx', 'bake', '--print')).group.default
      .targets;
    assert.deepEqual([...targets].sort(), ['api', 'worker']);
    t.after(() =>
      engine.run([
        'image',
        'rm',
        '--force',
        ...targets.flatMap((name) => [`baked-${name}`, `composed-${name}`]),
      ]),
    );
    const tags = targets.flatMap((name) => ['--set', `${name}.tags=baked-${name}`]);
    engine.in(bench.folder, 'buildx', 'bake', '--load', '--provenance=false', ...tags);
    engine.in(bench.folder, 'compose', '--project-name', 'composed', 'build');
    for (const name of targets)
      assert.deepEqual(contentOf(engine, `baked-${name}`), contentOf(engine, `composed-${name}`));
  });

/** Layers by what is in them, and everything that a container gets from an image. */
function contentOf(docker: Engine, name: string): object {
  const { RootFS, Config } = docker.inspect(name);
  const { Env, Cmd, Entrypoint, WorkingDir, User, ExposedPorts, Healthcheck, StopSignal, Volumes } = Config;
  return {
    layers: RootFS.Layers,
    Env,
    Cmd,
    Entrypoint,
    WorkingDir,
    User,
    ExposedPorts,
    Healthcheck,
    StopSignal,
    Volumes,
  };
}
