import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { shownProject } from '../../../server/src/world/ids.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const base = 'services:\n  a:\n    image: x\n';
const over = 'services:\n  a:\n    command: y\n';

const COMMON = {
  'compose.yaml': base,
  'prod.yml': over,
  'debug.yml': over,
  'ops/stack.yml': base,
  'ops/extra.yml': over,
  'ops/stage.env': 'A=b\n',
  'notes.yml': 'title: x\n',
};

/** The projects beside that of the default file. */
function started(file: string, text: string, path = '/w'): string[] {
  const files = Object.entries({ ...COMMON, [file]: text }).map(([name, each]): [string, string] => [
    `/w/${name}`,
    each,
  ]);
  const settings = { path, root: '/w', moduleCache: null, env: [] };
  return buildWorld(new Snapshot(new MemoryFiles(files)), settings)
    .projects.map((project) => shownProject('/w', project))
    .filter((each) => each !== 'compose.yaml');
}

const BOTH = ['compose.yaml:prod.yml'];

describe('composeStarts', () => {
  test('each way to write it', () => {
    for (const command of [
      'docker compose -f compose.yaml -f prod.yml up -d',
      'docker-compose -f compose.yaml -f prod.yml up',
      'podman-compose -f compose.yaml -f prod.yml up',
      'podman compose --file compose.yaml --file=prod.yml up',
      'docker compose -p shop --profile web -f=compose.yaml -fprod.yml logs',
      'docker compose -f "compose.yaml" -f \'./prod.yml\' run --rm a',
      'COMPOSE_FILE=compose.yaml:prod.yml docker compose up',
      'export COMPOSE_FILE=compose.yaml:prod.yml',
      'docker compose \\\n  -f compose.yaml \\\n  -f prod.yml \\\n  up',
      'FILES="-f compose.yaml -f prod.yml"\ndocker compose $FILES up',
      'DC="docker compose"\n$DC -f ${BASE:-compose.yaml} -f prod.yml up',
      'alias dc="docker compose -f compose.yaml -f prod.yml"',
    ])
      assert.deepEqual(started('up.sh', `${command}\n`), BOTH, command);
  });

  test('each kind of file', () => {
    const command = 'docker compose -f compose.yaml -f prod.yml up';
    for (const [file, text] of Object.entries({
      Makefile: `up:\n\t${command}\n`,
      'build.mk': `COMPOSE := docker compose -f compose.yaml -f prod.yml\nup:\n\t$(COMPOSE) up\n`,
      justfile: `up:\n    ${command}\n`,
      'Taskfile.yml': `tasks:\n  up:\n    cmds:\n      - ${command}\n`,
      'scripts/up.sh': `${command}\n`,
      'bin/up': `#!/bin/sh\n${command}\n`,
      '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n      - run: ${command}\n`,
      '.gitlab-ci.yml': `a:\n  script:\n    - ${command}\n`,
      'package.json': `{ "scripts": { "up": "${command}", "x": "y" } }\n`,
      Procfile: `web: ${command}\n`,
      'README.md': `Run \`${command}\`.\n`,
      'docs/run.md': `\`\`\`sh\n${command}\n\`\`\`\n`,
      '.devcontainer/devcontainer.json': '{ "dockerComposeFile": ["../compose.yaml", "../prod.yml"] }\n',
    }))
      assert.deepEqual(started(file, text), BOTH, file);
  });

  test('paths are seen from the folder that the command runs in', () => {
    assert.deepEqual(started('Makefile', 'x:\n\tcd ops && docker compose -f stack.yml -f extra.yml up\n'), [
      'ops/stack.yml:ops/extra.yml',
    ]);
    assert.deepEqual(started('ops/Makefile', 'x:\n\tdocker compose -f stack.yml -f extra.yml up\n'), [
      'ops/stack.yml:ops/extra.yml',
    ]);
    assert.deepEqual(started('ops/up.sh', 'docker compose -f "$(dirname "$0")/stack.yml" up\n'), [
      'ops/stack.yml',
    ]);
    const workflow = 'steps:\n  - working-directory: ops\n    run: docker compose -f stack.yml up\n';
    assert.deepEqual(started('.github/workflows/a.yml', workflow), ['ops/stack.yml']);
    assert.deepEqual(started('x.sh', 'docker compose --project-directory . -f ops/stack.yml up\n'), [
      'ops/stack.yml@.',
    ]);
    assert.deepEqual(started('x.sh', 'docker compose --env-file ops/stage.env -f ops/stack.yml up\n'), [
      'ops/stack.yml?ops/stage.env',
    ]);
  });

  test('one variable with several values starts several projects', () =>
    assert.deepEqual(
      started(
        'Makefile',
        'F = -f compose.yaml -f prod.yml\nF = -f compose.yaml -f debug.yml\nx:\n\tdocker compose $(F) up\n',
      ),
      ['compose.yaml:debug.yml', 'compose.yaml:prod.yml'].sort().reverse(),
    ));

  test('what cannot be known, is not there or is no Compose file starts nothing', () => {
    for (const command of [
      'docker compose -f compose.$STAGE.yml up',
      'docker compose -f compose.yaml -f missing.yml up',
      'docker compose -f notes.yml up',
      'docker compose -f - up',
      '# docker compose -f compose.yaml -f prod.yml up',
      'docker build -f compose.yaml .',
      'docker compose up -f prod.yml',
    ])
      assert.deepEqual(started('up.sh', `${command}\n`), [], command);
  });

  test('a variant that somebody starts in one way is not guessed to be started in another', () =>
    assert.deepEqual(
      started('Makefile', 'x:\n\tdocker compose -f compose.yaml -f docker-compose.own.yml up\n').length,
      0,
    ));

  test('files above the folder that is reported on', () =>
    assert.deepEqual(
      started('Makefile', 'x:\n\tdocker compose -f ops/stack.yml -f ops/extra.yml up\n', '/w/ops'),
      ['ops/stack.yml:ops/extra.yml'],
    ));

  test('long lines and many variables cost little', () => {
    const start = Date.now();
    started(
      'up.sh',
      `docker compose ${' '.repeat(50_000)}x\nX=${'$X$X'.repeat(900)}\ndocker compose -f $X up\n`,
    );
    started('up.sh', `A=${' '.repeat(50_000)}b\n${'cd '.repeat(20_000)}\ndocker compose -f x up\n`);
    assert.ok(Date.now() - start < 2000);
  });
});
