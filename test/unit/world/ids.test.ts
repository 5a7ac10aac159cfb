import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { projectId, serviceId } from '../../../server/src/world/ids.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const SETTINGS = { path: '/w', root: '/w', moduleCache: null, env: [] };

/** Names that look like what ids are joined with, too. */
const name = fc.constantFrom('a', 'b', 'a#b', 'a:b', 'b\\', '?', 'a?b', 'a\\:b', 'compose.yaml');
const files = fc.array(name, { minLength: 1, maxLength: 3 });

test('different projects have different ids, and so do their services', () => {
  const project = fc.record({ files, envFiles: fc.option(files, { nil: undefined }) });
  fc.assert(
    fc.property(project, project, name, name, (one, two, service, other) => {
      const [a, b] = [one, two].map(({ files: own, envFiles }) =>
        projectId({ files: own, ...(envFiles && { envFiles }) }),
      );
      assert.ok(a !== undefined && b !== undefined);
      const isOne = JSON.stringify(one) === JSON.stringify(two);
      assert.equal(a === b, isOne);
      assert.equal(serviceId(a, service) === serviceId(b, other), isOne && service === other);
    }),
    { numRuns: 2000 },
  );
});

test('no world has two projects or two services of one id, and each is found by its own', () => {
  const service = fc.constantFrom('api', 'worker');
  const body = fc.constantFrom('build: .', 'image: x', 'command: ["./api"]', 'environment: {A: b}');
  const compose = fc
    .uniqueArray(fc.tuple(service, body), { minLength: 1, selector: ([each]) => each })
    .map((services) => `services:\n${services.map(([key, text]) => `  ${key}:\n    ${text}\n`).join('')}`);
  const path = fc.constantFrom(
    'compose.yaml',
    'compose.override.yaml',
    'docker-compose.prod.yml',
    'docker-compose.dev.yml',
    'a/compose.yaml',
    'a/compose.prod.yaml',
  );
  const env = fc.constantFrom(
    'COMPOSE_FILE=compose.yaml:docker-compose.prod.yml\n',
    'COMPOSE_FILE=../compose.yaml\n',
    'COMPOSE_FILE=../compose.yaml:compose.yaml\n',
  );
  const workspace = fc.tuple(
    fc.dictionary(path, compose, { minKeys: 1 }),
    fc.dictionary(fc.constantFrom('.env', 'a/.env', 'b/.env'), env),
  );
  fc.assert(
    fc.property(workspace, ([texts, variables]) => {
      const all = { ...texts, ...variables };
      const tree = Object.fromEntries(Object.entries(all).map(([key, text]) => [`/w/${key}`, text]));
      const world = buildWorld(new Snapshot(new MemoryFiles(Object.entries(tree))), SETTINGS);
      assert.equal(new Set(world.projects.map(({ id }) => id)).size, world.projects.length);
      assert.equal(new Set(world.services.map(({ id }) => id)).size, world.services.length);
      for (const each of world.projects) assert.equal(world.project(each.id), each);
      for (const each of world.services) assert.equal(world.service(each.id), each);
    }),
    { numRuns: 300 },
  );
});
