import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileGlob } from '../../../server/src/world/find/file-glob.ts';
import { projects } from './load.ts';

const run = 'services:\n  a:\n    image: x\n';
const over = 'services:\n  a:\n    command: y\n';

describe('findProjects', () => {
  test('the default file with its override, and alone; another default file is a project of its own', () =>
    assert.deepEqual(
      projects({ 'compose.yaml': run, 'docker-compose.yml': run, 'compose.override.yaml': over }),
      [['compose.yaml', 'compose.override.yaml'], ['compose.yaml'], ['docker-compose.yml']],
    ));

  test('a variant that has nothing to run alone is laid over the default file, a complete one stands alone', () =>
    assert.deepEqual(
      projects({
        'docker-compose.yml': run,
        'docker-compose.prod.yml': over,
        'docker-compose.dev.yml': run,
        'docker-compose.override.yml': over,
      }),
      [
        ['docker-compose.yml', 'docker-compose.override.yml'],
        ['docker-compose.yml'],
        ['docker-compose.yml', 'docker-compose.prod.yml'],
        ['docker-compose.dev.yml'],
      ],
    ));

  test('a build without a context changes the build of the default file', () =>
    assert.deepEqual(
      projects({
        'compose.yaml': 'services:\n  a:\n    build: ./backend\n',
        'compose.dev.yaml': 'services:\n  a:\n    build: {target: dev}\n',
        'compose.ci.yaml': 'services:\n  b:\n    build: {target: dev}\n',
      }),
      [['compose.yaml'], ['compose.yaml', 'compose.dev.yaml'], ['compose.ci.yaml']],
    ));

  test('a default file that is incomplete is completed by the variant that has its services', () =>
    assert.deepEqual(projects({ 'compose.yaml': over, 'compose.prod.yaml': run }), [
      ['compose.yaml'],
      ['compose.yaml', 'compose.prod.yaml'],
    ]));

  test('a default file that needs its override is no project alone', () =>
    assert.deepEqual(
      projects({
        'compose.yaml': 'services:\n  a:\n    ports: ["80:80"]\n',
        'compose.override.yaml': 'services:\n  a:\n    build: .\n',
      }),
      [['compose.yaml', 'compose.override.yaml']],
    ));

  test('what says nothing of services is no Compose file, whatever its name', () => {
    const tasks = 'version: "3"\ntasks:\n  up:\n    cmds: [ls]\n';
    assert.deepEqual(
      projects({ 'tasks/compose.yml': tasks, 'ci/docker-compose.yml': 'on: push\njobs: {}\n' }),
      [],
    );
    assert.deepEqual(projects({ 'compose.yml': tasks, 'docker-compose.yml': run }), [['docker-compose.yml']]);
    assert.deepEqual(projects({ 'compose.yml': '' }), [['compose.yml']]);
    assert.deepEqual(projects({ 'compose.yml': 'services:\n  a: {image: x\n' }), [['compose.yml']]);
  });

  test('what is neither complete nor over anything is left alone', () => {
    assert.deepEqual(projects({ 'docker-compose.prod.yml': over }), []);
    assert.deepEqual(
      projects({ 'compose.yaml': run, 'compose.other.yaml': 'services:\n  z:\n    command: y\n' }),
      [['compose.yaml']],
    );
  });

  test('what another file includes or extends is no project', () => {
    assert.deepEqual(
      projects({
        'docker-compose.yml': 'include: [docker-compose.db.yml]\nservices:\n  a: {image: x}\n',
        'docker-compose.db.yml': run,
      }),
      [['docker-compose.yml']],
    );
    assert.deepEqual(
      projects({
        'docker-compose.yml': 'services:\n  a: {extends: {file: docker-compose.base.yml, service: a}}\n',
        'docker-compose.base.yml': run,
      }),
      [['docker-compose.yml']],
    );
  });

  test('of a default name, what a file above includes is a part of that: alone it need not make sense', () => {
    const root = 'include: [a/compose.yaml, {path: b/compose.yaml, project_directory: .}]\n';
    assert.deepEqual(projects({ 'compose.yaml': root, 'a/compose.yaml': run, 'b/compose.yaml': run }), [
      ['compose.yaml'],
    ]);
    assert.deepEqual(
      projects({ 'compose.yaml': root, 'a/compose.yaml': run, 'a/compose.override.yaml': over }),
      [['compose.yaml'], ['a/compose.yaml', 'a/compose.override.yaml']],
      'what is laid over it where it lies is seen by nobody else',
    );
    assert.deepEqual(projects({ 'compose.yaml': run, 'e2e/compose.yaml': 'include: [../compose.yaml]\n' }), [
      ['compose.yaml'],
      ['e2e/compose.yaml'],
    ]);
  });

  test('services that are a list of names are those of something else', () => {
    assert.deepEqual(projects({ 'vars/compose.yml': 'services: [nginx, sshd]\n' }), []);
    assert.deepEqual(projects({ 'compose.yml': 'services:\n  - web: {image: x}\n' }), [['compose.yml']]);
  });

  test('COMPOSE_FILE says which files there are', () =>
    assert.deepEqual(
      projects({
        '.env': 'COMPOSE_FILE=a.yml;b.yml\nCOMPOSE_PATH_SEPARATOR=;\n',
        'a.yml': run,
        'b.yml': over,
        'x/compose.yaml': run,
      }),
      [['a.yml', 'b.yml'], ['x/compose.yaml']],
    ));

  test('other names only when somebody says so', () => {
    const files = {
      'a/compose.yml': run,
      'b/deploy.yaml': run,
      'a/stack.yml': over,
      'b/ci.yml': 'jobs: {}\n',
    };
    assert.deepEqual(projects(files), [['a/compose.yml']]);
    assert.deepEqual(projects(files, ['b/deploy.yaml', 'a/stack.yml', 'b/ci.yml']), [
      ['a/compose.yml'],
      ['a/compose.yml', 'a/stack.yml'],
      ['b/deploy.yaml'],
    ]);
  });
});

test('globs of the setting composeFiles are those of VS Code', () => {
  const matches = (glob: string, path: string): boolean => fileGlob(glob)(path);
  assert.ok(matches('**/*.stack.yml', 'a/b/c.stack.yml') && matches('**/*.stack.yml', 'c.stack.yml'));
  assert.ok(matches('deploy/*.{yml,yaml}', 'deploy/a.yaml') && !matches('deploy/*.yml', 'deploy/a/b.yml'));
  assert.ok(
    matches('deploy/**', 'deploy/a/b.yml') && matches('a?.yml', 'ab.yml') && !matches('a.yml', 'aXyml'),
  );
  assert.ok(matches('[a].yml', '[a].yml'), 'brackets stand for themselves');
  assert.ok(matches('{a,b{c,d}}.yml', 'bd.yml') && !matches('{a,b{c,d}}.yml', 'b.yml'));
  assert.ok(matches('a}.yml', 'a}.yml') && matches('a,b.yml', 'a,b.yml'));
});
