import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };

const text = `services:
  web:
    image: nginx
  app:
    build:
      context: .
      dockerfile: Dockerfile.missing
`;

test('a Compose file keeps its last good model while it does not parse, with every value where it stands now', () => {
  const first = new Snapshot(new MemoryFiles([['/w/compose.yaml', text]]));
  const before = first.derive(analyse, settings);
  assert.deepEqual(
    before.findings.map(({ rule, at }) => [rule.id, text.slice(at.span.start, at.span.end)]),
    [['compose/dockerfile-not-found', 'Dockerfile.missing']],
  );

  const broken = text.replace('image: nginx', 'image: "nginx');
  const typing = first.with([{ path: '/w/compose.yaml', text: broken }]);
  const { world, findings, unknown } = typing.derive(analyse, settings);
  assert.deepEqual(
    world.services.map(({ model }) => model.name.value),
    ['app', 'web'],
  );
  const [missing, told, ...others] = findings;
  assert.ok(missing && told && others.length === 0);
  assert.equal(broken.slice(missing.at.span.start, missing.at.span.end), 'Dockerfile.missing');
  assert.deepEqual(missing.fixes(), [], 'nothing is edited in a text that does not parse');
  assert.equal(told.rule.id, 'compose/not-valid');
  assert.match(told.message, /^failed to parse compose\.yaml: /);
  assert.deepEqual(
    unknown.filter(({ subject }) => subject === 'Compose file'),
    [],
    'what is certain is told once',
  );

  const still = broken.replace('web:', 'web2:');
  const more = typing.with([{ path: '/w/compose.yaml', text: still }]).derive(analyse, settings);
  assert.deepEqual(
    more.findings.map(({ rule, at }) => [rule.id, still.slice(at.span.start, at.span.end)]),
    [
      ['compose/dockerfile-not-found', 'Dockerfile.missing'],
      ['compose/not-valid', ''],
    ],
  );

  const whole = still.replace('"nginx', 'nginx');
  const after = typing.with([{ path: '/w/compose.yaml', text: whole }]).derive(analyse, settings);
  assert.deepEqual(
    after.world.services.map(({ model }) => model.name.value),
    ['app', 'web2'],
  );
  assert.deepEqual(after.world.projects[0]?.errors, []);
});

test('a file that never parsed gives what it allows', () => {
  const files = new MemoryFiles([['/w/compose.yaml', 'services:\n  a:\n    image: x\n  b: {image: y\n']]);
  const { world } = new Snapshot(files).derive(analyse, settings);
  assert.deepEqual(
    world.services.map(({ model }) => model.image?.value),
    ['x', 'y'],
  );
});
