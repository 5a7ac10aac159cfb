import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadProject } from '../../../server/src/compose/load/load-project.ts';
import { parseComposeFile } from '../../../server/src/compose/parse/parse-compose-file.ts';
import { NodeFiles } from '../../../server/src/host/node-files.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { type Files, load } from './load.ts';

/** A test that hangs fails; how long it takes on a good day is not asserted. */
const HANG = { timeout: 120_000 };

/** The one message that a project gets. */
function messageOf(files: Files): string {
  const { errors } = load(files);
  assert.equal(errors.length, 1, errors.map((error) => error.message).join('\n'));
  return errors[0]?.message ?? '';
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const service = 'services: {a: {image: x}}\n';

describe('hostile Compose files get one message and no more', () => {
  test('aliases of aliases, in lists, in maps and by merge keys', HANG, () => {
    const bombs = [
      `x-0: &a0 [x]\n${lines(30, (i) => `x-${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
      `x-0: &a0 {k: v}\n${lines(30, (i) => `x-${i + 1}: &a${i + 1} {a: *a${i}, b: *a${i}}\n`)}`,
      `x-0: &a0 {k: v}\n${lines(40, (i) => `x-${i + 1}: &a${i + 1}\n  <<: [*a${i}, *a${i}]\n`)}`,
    ];
    for (const bomb of bombs)
      assert.match(messageOf({ 'compose.yaml': bomb + service }), /excessive aliasing/);
    const self = messageOf({ 'compose.yaml': `x-a: &a [*a]\n${service}` });
    assert.match(self, /anchor 'a' value contains itself/);
  });

  test('100,000 nested brackets, closed or not', HANG, () => {
    const count = 100_000;
    for (const text of [
      `x-a: ${'['.repeat(count)}`,
      `x-a: ${'['.repeat(count)}${']'.repeat(count)}`,
      `x-a: ${'{a: '.repeat(count)}`,
      '- '.repeat(count),
    ])
      assert.match(messageOf({ 'compose.yaml': text }), /nests too deeply$/);
  });

  test('11 MB are read, a limit of ours is no fault of the file', HANG, () => {
    const comment = `${'# comment '.repeat(100)}\n`;
    const text = service + comment.repeat(11_600);
    assert.ok(text.length > 11 << 20);
    const { services, errors } = load({ 'compose.yaml': text });
    assert.deepEqual([services.map(({ name }) => name.value), errors], [['a'], []]);
    for (const [beyond, reason] of [
      [service + comment.repeat(17_000), /larger than 16 MB$/],
      [`x-a: ${'['.repeat(300)}${']'.repeat(300)}\n${service}`, /nests too deeply$/],
    ] as const) {
      const [error, ...more] = load({ 'compose.yaml': beyond }).errors;
      assert.match(error?.message ?? '', reason);
      assert.deepEqual([error?.certain, more], [false, []], 'it is told in the status');
    }
  });

  test('50 MB', HANG, () => {
    const text = `x-a: ${'x'.repeat(50 << 20)}\n${service}`;
    assert.match(messageOf({ 'compose.yaml': text }), /the file is larger than 16 MB$/);
  });

  test('more values than Compose reads', HANG, () => {
    const text = `x-a: [${'0,'.repeat(100_001)}]\n${service}`;
    assert.match(messageOf({ 'compose.yaml': text }), /exceeds maximum node visit limit \(100000\)$/);
  });

  test('errors without end', HANG, () => {
    const { errors } = parseComposeFile(`x-a:\n${'  a: 1\n'.repeat(50_000)}`);
    assert.equal(errors.length, 100);
  });

  test('variables in variables in variables', HANG, () => {
    for (const image of ['${A:-'.repeat(50_000), '${A:-'.repeat(5_000) + '}'.repeat(5_000)])
      assert.match(
        messageOf({ 'compose.yaml': `services: {a: {image: "${image}"}}` }),
        /invalid interpolation format/,
      );
  });

  test('ranges of ports', HANG, () => {
    const ports = lines(100, (i) => `      - "127.0.0.${i}:1-65000:1-65000"\n`);
    const { errors, services } = load({
      'compose.yaml': `services:\n  a:\n    image: x\n    ports:\n${ports}`,
    });
    assert.match(errors[0]?.message ?? '', /^too many ports: /);
    assert.equal(services[0]?.ports.length, 65_000);
  });

  test('services that extend each other in a circle, or without end', HANG, () => {
    assert.match(
      messageOf({ 'compose.yaml': 'services:\n  a: {extends: a, image: x}\n' }),
      /^Circular reference:\n {2}a in \/w\/compose.yaml\n {2}extends a in \/w\/compose.yaml$/,
    );
    const chain = `services:\n${lines(2_000, (i) => `  s${i}: {extends: s${i + 1}}\n`)}  s2000: {image: x}\n`;
    assert.match(load({ 'compose.yaml': chain }).errors[0]?.message ?? '', /through more than 500 others$/);
  });

  test('files that include each other in a circle, in a long chain, in a lattice', HANG, () => {
    const circle = { 'compose.yaml': 'include: [o.yml]\n', 'o.yml': `include: [compose.yaml]\n${service}` };
    assert.match(messageOf(circle), /^include cycle detected:\n/);
    const chain: Record<string, string> = { 'compose.yaml': 'include: [f0.yml]\n', 'f1000.yml': service };
    for (let i = 0; i < 1_000; i++) chain[`f${i}.yml`] = `include: [f${i + 1}.yml]\n`;
    assert.match(messageOf(chain), /include each other too deeply$/);
    // Every file includes both of the next row: 2 to the 30th ways, 61 files.
    const lattice: Record<string, string> = { 'compose.yaml': 'include: [a0.yml]\n' };
    for (let i = 0; i <= 30; i++)
      for (const side of ['a', 'b'])
        lattice[`${side}${i}.yml`] =
          `${i < 30 ? `include: [a${i + 1}.yml, b${i + 1}.yml]\n` : ''}services: {${side}${i}: {image: x}}\n`;
    const loaded = load(lattice);
    assert.deepEqual(loaded.errors, []);
    assert.equal(loaded.services.length, 61);
  });
});

test('nothing outside the border is asked for', () => {
  const asked: string[] = [];
  const files: Files = {
    'compose.yaml':
      'include: [../out.yml, {path: in.yml, env_file: ../../etc/env}]\nservices:\n  a:\n    image: x\n    env_file: [/etc/passwd, {path: ../e.env}]\n    extends: {file: /etc/base.yml, service: b}\n    label_file: ../l\n',
    'in.yml': 'services: {i: {image: x, env_file: ../../x.env}}\n',
  };
  const read = (path: string): string | null => {
    asked.push(path);
    return files[path.slice('/w/'.length)] ?? null;
  };
  const project = loadProject(
    { files: ['/w/compose.yaml', '/outside/compose.yaml'], dir: '/w', env: new Map(), root: '/w' },
    {
      text: read,
      composeFile: (path) => {
        const text = read(path);
        return text === null ? null : parseComposeFile(text);
      },
    },
  );
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((path) => !path.startsWith('/w/')),
    [],
  );
  assert.ok(
    project.errors.some(
      ({ message }) => message === '/out.yml lies outside the repository, and nothing there is read',
    ),
  );
});

test('a file that is no UTF-8, too large or a link out of the repository is told with its reason', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const outside = mkdtempSync(join(tmpdir(), 'hostile-outside-'));
  t.after(() => {
    for (const dir of [folder, outside]) rmSync(dir, { recursive: true, force: true });
  });
  writeFileSync(
    join(folder, 'compose.yaml'),
    'include: [bad.yml, big.yml, link.yml]\nservices: {a: {image: x}}\n',
  );
  writeFileSync(join(folder, 'bad.yml'), Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]));
  writeFileSync(join(folder, 'big.yml'), Buffer.alloc(50 << 20, 'x'));
  writeFileSync(join(outside, 'secret.yml'), service);
  symlinkSync(join(outside, 'secret.yml'), join(folder, 'link.yml'));
  const settings = { path: folder, root: folder, moduleCache: null, env: [] };
  const { unknown } = new Snapshot(new NodeFiles([folder])).derive(analyse, settings);
  assert.deepEqual(
    unknown.map(({ reason }) => reason.replace(`${folder}/`, '')),
    [
      'open bad.yml: it is not valid UTF-8',
      'open big.yml: it is larger than 16 MB',
      'open link.yml: it lies outside the repository, and nothing there is read',
    ],
  );
});
