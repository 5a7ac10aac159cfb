import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addBuild,
  removeBuildKey,
  removeServiceKey,
  setBuildKeys,
  setImage,
} from '../../../server/src/edit/compose/edit-service.ts';
import type { ComposeService, EditAnswer } from '../../../server/src/compose/model.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import type { EditScope } from '../../../server/src/edit/compose/edit-scope.ts';
import { EditDocument } from '../../../server/src/edit/compose/edit-document.ts';
import { removePair } from '../../../server/src/edit/compose/edit-pairs.ts';
import { load, service } from './load.ts';

function edited(
  text: string,
  name: string,
  edit: (service: ComposeService, scope: EditScope) => EditAnswer,
): string {
  const project = load({ 'compose.yaml': text });
  const own = service(project, name);
  const others = project.services.filter((each) => each !== own);
  const answer = edit(own, { textOf: () => text, together: [], others });
  return answer.ok ? applyEdits(text, answer.edits) : `refused: ${answer.reason}`;
}

describe('setBuildKeys', () => {
  const point = (text: string): string =>
    edited(text, 'a', (each, scope) => setBuildKeys(each, [['dockerfile', 'Dockerfile.a']], scope));

  test('replaces a value with its quotes', () => {
    assert.equal(
      point('services:\n  a:\n    build:\n      context: .\n      dockerfile: Dockerfile # here\n'),
      'services:\n  a:\n    build:\n      context: .\n      dockerfile: Dockerfile.a # here\n',
    );
    assert.equal(
      point("services:\n  a:\n    build: {context: ., dockerfile: 'X'}\n"),
      "services:\n  a:\n    build: {context: ., dockerfile: 'Dockerfile.a'}\n",
    );
  });

  test('adds a line below the context', () => {
    assert.equal(
      point(
        'services:\n  a:\n    build:\n      target: x\n      context: ./b # the backend\n      args: {}\n',
      ),
      'services:\n  a:\n    build:\n      target: x\n      context: ./b # the backend\n      dockerfile: Dockerfile.a\n      args: {}\n',
    );
    assert.equal(
      point('services:\n  a:\n    build: {context: ./b}\n'),
      'services:\n  a:\n    build: {context: ./b, dockerfile: Dockerfile.a}\n',
    );
    assert.equal(
      point('services:\n  a:\n    build:\n      target: x\n'),
      'services:\n  a:\n    build:\n      dockerfile: Dockerfile.a\n      target: x\n',
    );
  });

  test('grows the short form', () => {
    assert.equal(
      point('services:\n    a:\n        build: "./b" # the backend\n        command: x\n'),
      'services:\n    a:\n        build:\n            context: "./b"\n            dockerfile: Dockerfile.a # the backend\n        command: x\n',
    );
    assert.equal(
      point('services: {a: {build: ./b}}\n'),
      'services: {a: {build: {context: ./b, dockerfile: Dockerfile.a}}}\n',
    );
    assert.equal(
      point('services:\r\n  a:\r\n    build: ./b\r\n'),
      'services:\r\n  a:\r\n    build:\r\n      context: ./b\r\n      dockerfile: Dockerfile.a\r\n',
    );
  });

  test('writes an override beside what others share', () => {
    assert.equal(
      point('x: &b {context: .}\nservices:\n  a:\n    build: *b # ours\n  b:\n    build: *b\n'),
      'x: &b {context: .}\nservices:\n  a:\n    build:\n      <<: *b\n      dockerfile: Dockerfile.a # ours\n  b:\n    build: *b\n',
    );
    assert.equal(
      point('x: &b ./b\nservices: {a: {build: *b }, b: {build: *b }}\n'),
      'x: &b ./b\nservices: {a: {build: {context: *b, dockerfile: Dockerfile.a} }, b: {build: *b }}\n',
    );
    assert.equal(
      point('services:\n  b: &s\n    build: ./b\n  a:\n    <<: *s\n    tty: true\n'),
      'services:\n  b: &s\n    build: ./b\n  a:\n    build:\n      context: ./b\n      dockerfile: Dockerfile.a\n    <<: *s\n    tty: true\n',
    );
    assert.equal(
      point('services:\n  b: &s\n    build: ./b\n  a: *s\n'),
      'services:\n  b: &s\n    build: ./b\n  a:\n    <<: *s\n    build:\n      context: ./b\n      dockerfile: Dockerfile.a\n',
    );
    assert.equal(
      point('services:\n  a:\n    extends: b\n  b:\n    build: .\n'),
      'services:\n  a:\n    build:\n      dockerfile: Dockerfile.a\n    extends: b\n  b:\n    build: .\n',
    );
  });

  test('refuses what others share, and what has a variable', () => {
    assert.match(
      point('services:\n  a:\n    build:\n      context: .\n      dockerfile: Dockerfile.${X}\n'),
      /refused: .*variable/,
    );
    assert.match(
      point('services:\n  a: &a\n    build: .\n  b:\n    <<: *a\n'),
      /refused: the build of service a is shared with service b/,
    );
    assert.match(
      point('services:\n  a:\n    build: .\n  b: {extends: a}\n'),
      /refused: the build of service a is shared with service b/,
    );
  });
});

describe('removeServiceKey', () => {
  const remove = (text: string): string =>
    edited(text, 'a', (each, scope) => removeServiceKey(each, 'command', scope));

  test('takes the lines and the comment', () => {
    assert.equal(
      remove('services:\n  a:\n    build: .\n    # Imports.\n    command: ["x"] # so\n    restart: always\n'),
      'services:\n  a:\n    build: .\n    restart: always\n',
    );
    assert.equal(
      remove('services:\n  a:\n    build: .\n    command:\n      - x\n      - y\n\n  b:\n    image: x\n'),
      'services:\n  a:\n    build: .\n\n  b:\n    image: x\n',
    );
    assert.equal(remove('services:\n  a:\n    build: .\n    command: x'), 'services:\n  a:\n    build: .');
    assert.equal(
      remove('services:\n  a: {build: ., command: [x], restart: always}\n'),
      'services:\n  a: {build: ., restart: always}\n',
    );
    assert.equal(remove('services:\n  a: {command: x, build: .}\n'), 'services:\n  a: {build: .}\n');
    assert.equal(
      remove('services:\n  a:\n    command: |\n      x\n      y\n    build: .\n'),
      'services:\n  a:\n    build: .\n',
    );
  });

  test('refuses to leave nothing', () => {
    assert.match(remove('services:\n  a:\n    command: x\n'), /refused/);
    assert.match(
      remove('x: &s {command: y}\nservices:\n  a:\n    <<: *s\n    build: .\n'),
      /refused: .*others may use it/,
    );
  });

  test('leaves a map of nothing where other files say the rest', () => {
    const document = EditDocument.read('services:\n  a:\n    command: x # gone\n');
    const site = document?.pairAt('services:\n  a:\n    '.length);
    assert.ok(document && site);
    const edits = removePair(document, site);
    assert.ok(typeof edits !== 'string');
    assert.equal(applyEdits(document.text, edits), 'services:\n  a: {} # gone\n');
  });
});

test('setImage, addBuild, removeBuildKey', () => {
  assert.equal(
    edited('services:\n  a:\n    image: "x:1"\n', 'a', (each, scope) => setImage(each, 'x-a:1', scope)),
    'services:\n  a:\n    image: "x-a:1"\n',
  );
  assert.equal(
    edited('services:\n  a:\n    image: x:1\n    restart: always\n', 'a', (each, scope) =>
      addBuild(
        each,
        [
          ['context', './b'],
          ['dockerfile', 'Dockerfile.a'],
        ],
        scope,
      ),
    ),
    'services:\n  a:\n    build:\n      context: ./b\n      dockerfile: Dockerfile.a\n    image: x:1\n    restart: always\n',
  );
  assert.equal(
    edited('services:\n  a:\n    build:\n      context: .\n      target: x # gone\n', 'a', (each, scope) =>
      removeBuildKey(each, 'target', scope),
    ),
    'services:\n  a:\n    build:\n      context: .\n',
  );
});
