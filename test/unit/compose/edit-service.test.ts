import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  addBuild,
  removeBuildKey,
  removeServiceKey,
  setBuildKey,
  setImage,
} from '../../../server/src/compose/edit-service.ts';
import type { ComposeService, EditAnswer } from '../../../server/src/compose/model.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { load, service } from './load.ts';

function edited(
  text: string,
  name: string,
  edit: (service: ComposeService, textOf: (file: string) => string | null) => EditAnswer,
): string {
  const answer = edit(service(load({ 'compose.yaml': text }), name), () => text);
  return answer.ok ? applyEdits(text, answer.edits) : `refused: ${answer.reason}`;
}

describe('setBuildKey', () => {
  const point = (text: string): string =>
    edited(text, 'a', (each, textOf) => setBuildKey(each, 'dockerfile', 'Dockerfile.a', textOf));

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

  test('refuses what others share, and what has a variable', () => {
    assert.match(point('x: &b {context: .}\nservices:\n  a:\n    build: *b\n'), /refused: .*anchor/);
    assert.match(
      point('services:\n  a:\n    build:\n      context: .\n      dockerfile: Dockerfile.${X}\n'),
      /refused: .*variable/,
    );
    assert.match(point('services:\n  a: {extends: b}\n  b:\n    build: .\n'), /refused: .*extends/);
  });
});

describe('removeServiceKey', () => {
  const remove = (text: string): string =>
    edited(text, 'a', (each, textOf) => removeServiceKey(each, 'command', textOf));

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
      /refused: .*anchor/,
    );
  });
});

test('setImage, addBuild, removeBuildKey', () => {
  assert.equal(
    edited('services:\n  a:\n    image: "x:1"\n', 'a', (each, textOf) => setImage(each, 'x-a:1', textOf)),
    'services:\n  a:\n    image: "x-a:1"\n',
  );
  assert.equal(
    edited('services:\n  a:\n    image: x:1\n    restart: always\n', 'a', (each, textOf) =>
      addBuild(
        each,
        [
          ['context', './b'],
          ['dockerfile', 'Dockerfile.a'],
        ],
        textOf,
      ),
    ),
    'services:\n  a:\n    build:\n      context: ./b\n      dockerfile: Dockerfile.a\n    image: x:1\n    restart: always\n',
  );
  assert.equal(
    edited('services:\n  a:\n    build:\n      context: .\n      target: x # gone\n', 'a', (each, textOf) =>
      removeBuildKey(each, 'target', textOf),
    ),
    'services:\n  a:\n    build:\n      context: .\n',
  );
});
