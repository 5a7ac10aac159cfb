import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load, service } from './load.ts';

describe('loadProject', () => {
  test('builds in short and long form', () => {
    const project = load({
      'compose.yaml':
        'services:\n  a:\n    build: ./backend\n  b:\n    build:\n      context: backend\n      dockerfile: Dockerfile.b\n      target: app\n      args:\n        - X=1\n        - Y\n  c:\n    image: postgres\n  d:\n    build: https://example.com/x.git\n',
    });
    const a = service(project, 'a');
    assert.equal(a.build?.dockerfilePath, '/w/backend/Dockerfile');
    assert.equal(a.build?.short, true);
    assert.equal(a.build?.dockerfile?.from, 'default');
    const b = service(project, 'b');
    assert.equal(b.build?.dockerfilePath, '/w/backend/Dockerfile.b');
    assert.equal(b.build?.target?.value, 'app');
    assert.equal(b.build?.args.get('X')?.value, '1');
    assert.equal(b.build?.args.get('Y')?.value, null);
    assert.equal(service(project, 'c').build, null);
    assert.equal(service(project, 'd').build?.remote, true);
  });

  test('anchors, merge keys and who wrote what', () => {
    const text =
      'x-b: &b\n  context: ./backend\n  dockerfile: Dockerfile.a\nx-s: &s\n  command: ["./a"]\nservices:\n  a:\n    <<: *s\n    build: *b\n  b:\n    <<: *s\n    build:\n      <<: *b\n      dockerfile: Dockerfile.b\n';
    const project = load({ 'compose.yaml': text });
    const a = service(project, 'a');
    assert.equal(a.build?.from, 'anchor');
    assert.equal(a.command?.from, 'merge');
    assert.equal(text.slice(a.command?.at.span.start, a.command?.at.span.end), '["./a"]');
    const b = service(project, 'b');
    assert.equal(b.build?.from, 'written');
    assert.equal(b.build?.dockerfile?.from, 'written');
    assert.equal(b.build?.context.from, 'merge');
    assert.equal(b.build?.dockerfilePath, '/w/backend/Dockerfile.b');
  });

  test('variables, their defaults, and .env', () => {
    const files = {
      'compose.yaml':
        'services:\n  a:\n    build:\n      context: ${DIR:-backend}\n      dockerfile: Dockerfile.${P}\n    image: a:${TAG}\n    command: echo $$HOME\n',
      '.env': 'TAG=1 # one\nexport P="x"\n',
    };
    const a = service(load(files), 'a');
    assert.equal(a.build?.dockerfilePath, '/w/backend/Dockerfile.x');
    assert.equal(a.image?.value, 'a:1');
    assert.deepEqual(a.command?.value, ['echo', '$HOME']);
    assert.equal(service(load(files, ['compose.yaml'], { TAG: '2' }), 'a').image?.value, 'a:2');
    const none = service(load({ 'compose.yaml': files['compose.yaml'] }), 'a');
    assert.deepEqual(none.build?.dockerfile?.unset, ['P']);
  });

  test('overrides, !reset and !override', () => {
    const base =
      'services:\n  a:\n    build: .\n    command: ["a"]\n    ports: ["80:80"]\n    environment:\n      X: 1\n      Y: 2\n';
    const over =
      'services:\n  a:\n    command: ["b"]\n    ports: !override ["90:90"]\n    environment:\n      - Y=3\n    build: !reset null\n    image: x\n';
    const a = service(
      load({ 'compose.yaml': base, 'compose.override.yaml': over }, [
        'compose.yaml',
        'compose.override.yaml',
      ]),
      'a',
    );
    assert.deepEqual(a.command?.value, ['b']);
    assert.equal(a.command?.at.file, '/w/compose.override.yaml');
    assert.equal(a.build, null);
    assert.deepEqual(
      a.ports.map((port) => port.target),
      [90],
    );
    assert.deepEqual(
      [...a.environment].map(([name, each]) => `${name}=${each.value}`),
      ['X=1', 'Y=3'],
    );
  });

  test('extends: paths are seen from the file that says them', () => {
    const files = {
      'compose.yaml':
        'services:\n  a:\n    extends:\n      file: common/base.yaml\n      service: base\n    command: ["a"]\n',
      'common/base.yaml': 'services:\n  base:\n    build: ./backend\n    environment: {X: 1}\n',
    };
    const a = service(load(files), 'a');
    assert.equal(a.build?.context.value, '/w/common/backend');
    assert.equal(a.build?.from, 'extends');
    assert.deepEqual(a.command?.value, ['a']);
  });

  test('include: the included file has its own folder', () => {
    const project = load({
      'compose.yaml': 'include:\n  - sub/compose.yaml\nservices:\n  a: {image: x}\n',
      'sub/compose.yaml': 'services:\n  b:\n    build: .\n',
    });
    assert.equal(service(project, 'b').build?.context.value, '/w/sub');
    assert.deepEqual(
      project.services.map((each) => each.name.value),
      ['a', 'b'],
    );
  });

  test('circles and missing files are errors', () => {
    const circle = load({ 'compose.yaml': 'services:\n  a:\n    extends: b\n  b:\n    extends: a\n' });
    assert.ok(circle.errors.some((error) => error.message.startsWith('Circular reference:')));
    const missing = load({
      'compose.yaml': 'include: [none.yaml]\nservices:\n  a: {extends: {file: no.yaml, service: b}}\n',
    });
    assert.equal(missing.errors.length, 2);
  });

  test('half-typed files give what they allow', () => {
    for (const text of [
      '',
      'services:',
      'services:\n  a:',
      'services:\n  a:\n    build: {context: .',
      'services: *x',
      '- a',
      'services:\n  a: &a\n    <<: *a',
      '"',
      'a: b: c',
      '\tx',
    ])
      assert.doesNotThrow(() => load({ 'compose.yaml': text }));
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
      .join('\n')}\n`;
    assert.ok(
      load({ 'compose.yaml': bomb }).errors.some((error) => error.message.includes('excessive aliasing')),
    );
  });
});
