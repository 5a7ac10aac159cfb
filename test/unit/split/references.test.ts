import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { referencesTo } from '../../../server/src/split/references.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/** The lines that refer to a Dockerfile of a repository with one at its root, in `backend` and in `tools/docker`. */
function linesOf(file: string, text: string, dockerfile: string, context: string): number[] {
  const files = new MemoryFiles([
    ['/r/Dockerfile', ''],
    ['/r/backend/Dockerfile', ''],
    ['/r/tools/docker/Dockerfile', ''],
    ['/r/backend/worker.Dockerfile', ''],
    [`/r/${file}`, text],
  ]);
  const { found, complete } = referencesTo(new Snapshot(files), '/r', `/r/${dockerfile}`, `/r${context}`);
  assert.ok(complete);
  return found.filter((each) => each.file === `/r/${file}`).map((each) => each.line);
}

const atRoot = (file: string, text: string): number[] => linesOf(file, text, 'Dockerfile', '');
const inBackend = (file: string, text: string): number[] =>
  linesOf(file, text, 'backend/Dockerfile', '/backend');

describe('referencesTo', () => {
  test('a bare name is the file beside, or at the root', () => {
    const line = 'image:\n\tdocker build -t shop -f Dockerfile .\n';
    assert.deepEqual(atRoot('Makefile', line), [2]);
    assert.deepEqual(inBackend('Makefile', line), []);
    assert.deepEqual(inBackend('backend/Makefile', line), [2]);
    assert.deepEqual(atRoot('.github/workflows/ci.yml', 'with:\n  file: Dockerfile\n'), [2]);
    assert.deepEqual(inBackend('.github/workflows/ci.yml', 'with:\n  file: Dockerfile\n'), []);
  });

  test('a bare name is also the file of a folder that is named', () => {
    assert.deepEqual(inBackend('Makefile', 'image:\n\tcd backend && docker build -f Dockerfile .\n'), [2]);
    const bake = 'target "api" {\n  context = "./backend"\n  dockerfile = "Dockerfile"\n}\n';
    assert.deepEqual(inBackend('docker-bake.hcl', bake), [2, 3]);
    assert.deepEqual(atRoot('docker-bake.hcl', bake), [3]);
  });

  test('a path is seen from the file and from the root, not from anywhere', () => {
    assert.deepEqual(inBackend('Makefile', 'image:\n\tdocker build -f ./backend/Dockerfile .\n'), [2]);
    assert.deepEqual(inBackend('scripts/build.sh', 'docker build -f ../backend/Dockerfile ..\n'), [1]);
    assert.deepEqual(
      linesOf('Makefile', 'x:\n\tdocker build -f docker/Dockerfile .\n', 'tools/docker/Dockerfile', ''),
      [],
    );
    assert.deepEqual(
      linesOf('tools/Makefile', 'x:\n\tdocker build -f docker/Dockerfile .\n', 'tools/docker/Dockerfile', ''),
      [2],
    );
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f backend/Dockerfile backend\n'), []);
  });

  test('a name with more before or behind it is another', () => {
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f worker.Dockerfile .\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -f Dockerfile.dev .\n'), []);
  });

  test('a variable may stand for any folder', () => {
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -f $(DIR)/Dockerfile .\n'), [2]);
    assert.deepEqual(inBackend('build.sh', `docker build -f "\${DIR}/Dockerfile" .\n`), [1]);
    assert.deepEqual(inBackend('build.sh', 'docker build -f $ROOT/backend/Dockerfile .\n'), [1]);
    assert.deepEqual(inBackend('build.sh', 'docker build -f $ROOT/front/Dockerfile .\n'), []);
  });

  test('a folder that is built without a name means its own Dockerfile', () => {
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -t shop backend\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -t shop .\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build -t shop .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tcd backend && docker build -t shop .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build -f Dockerfile.dev backend\n'), []);
    assert.deepEqual(atRoot('Makefile', 'x:\n\tdocker build \\\n\t  -t shop \\\n\t  .\n'), [2]);
    assert.deepEqual(inBackend('Makefile', 'x:\n\tdocker build \\\n\t  -t shop \\\n\t  .\n'), []);
    assert.deepEqual(inBackend('.github/workflows/ci.yml', 'with:\n  context: ./backend\n'), [2]);
  });

  test('comments build nothing', () => {
    assert.deepEqual(atRoot('Makefile', '# The Dockerfile is for Compose.\n'), []);
    assert.deepEqual(atRoot('docker-bake.hcl', '// dockerfile = "Dockerfile"\n'), []);
  });

  test('each kind of file that people build with', () => {
    const named = 'docker build -f backend/Dockerfile backend\n';
    for (const file of [
      'Makefile',
      'Taskfile.yml',
      'justfile',
      'Tiltfile',
      'skaffold.yaml',
      'heroku.yml',
      'fly.toml',
      'render.yaml',
      '.devcontainer/devcontainer.json',
      'docker-bake.json',
      '.github/workflows/ci.yml',
      '.gitlab-ci.yml',
      '.circleci/config.yml',
      'cloudbuild.yaml',
      'scripts/image.sh',
      'package.json',
      'README.md',
      'docs/build.adoc',
    ])
      assert.deepEqual(inBackend(file, named), [1], file);
    assert.deepEqual(inBackend('main.go', named), []);
  });

  test('documents count by their commands', () => {
    assert.deepEqual(atRoot('README.md', 'The Dockerfile builds both.\n\n    docker build .\n'), [3]);
    assert.deepEqual(inBackend('README.md', 'See `backend/Dockerfile`.\ndocker compose build\n'), []);
  });

  test('Compose files count where they belong to no project', () => {
    const text = 'services:\n  api:\n    build:\n      context: ./backend\n      dockerfile: Dockerfile\n';
    assert.deepEqual(inBackend('docker-compose.ci.yml', text), [4, 5]);
    const files = new MemoryFiles([
      ['/r/backend/Dockerfile', ''],
      ['/r/docker-compose.ci.yml', text],
    ]);
    const judged = new Set(['/r/docker-compose.ci.yml']);
    const { found } = referencesTo(new Snapshot(files), '/r', '/r/backend/Dockerfile', '/r/backend', judged);
    assert.deepEqual(found, []);
  });
});
