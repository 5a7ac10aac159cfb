import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComposeService, Provenance, Sourced } from '../../../server/src/compose/model.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { type Files, load, service } from './load.ts';

const files: Files = {
  'compose.yaml': `include: [inc/c.yml]
x-image: &image nginx:1
x-common: &common
  user: common
  working_dir: /common
services:
  written:
    image: own
    build:
      context: ./ctx
      args:
        - LISTED=1
  anchored:
    image: *image
    build: &build
      context: .
      target: prod
  merged:
    <<: *common
    image: i
    build: *build
  extended:
    extends: {file: d/base.yml, service: base}
    image: i
  overridden:
    image: i
    user: first
    env_file: e.env
`,
  'compose.override.yaml': `services:
  overridden:
    user: second
    environment: {MODE: "x-\${UNSET}"}
`,
  'd/base.yml': 'services:\n  base:\n    build: ./b\n    user: base\n',
  'inc/c.yml': 'services:\n  included:\n    image: inc\n',
  'e.env': '# comment\nFROM_FILE="a b"\n',
};

/** Where a value was written, in the words of the file, and how it came. */
function origin(value: Sourced<unknown> | null | undefined): [file: string, text: string, from: Provenance] {
  assert.ok(value);
  const { file, span } = value.at;
  const name = file.slice('/w/'.length);
  return [name, (files[name] ?? '').slice(span.start, span.end), value.from];
}

test('every value knows its file, its span and how it came', () => {
  const project = load(files, ['compose.yaml', 'compose.override.yaml']);
  assert.deepEqual(project.errors, []);
  const of = (name: string): ComposeService => service(project, name);

  assert.deepEqual(origin(of('written').image), ['compose.yaml', 'own', 'written']);
  assert.deepEqual(origin(of('written').build?.context), ['compose.yaml', './ctx', 'written']);
  assert.equal(of('written').build?.context.value, '/w/ctx');
  assert.deepEqual(origin(of('written').build?.args.get('LISTED')), ['compose.yaml', 'LISTED=1', 'written']);
  assert.equal(of('written').build?.dockerfile?.from, 'default');

  assert.deepEqual(origin(of('anchored').image), ['compose.yaml', 'nginx:1', 'anchor']);
  assert.deepEqual(origin(of('anchored').build?.target), ['compose.yaml', 'prod', 'written']);
  assert.deepEqual(origin(of('merged').build?.target), ['compose.yaml', 'prod', 'anchor']);
  assert.deepEqual(origin(of('merged').user), ['compose.yaml', 'common', 'merge']);

  assert.deepEqual(origin(of('extended').build?.context), ['d/base.yml', './b', 'extends']);
  assert.equal(of('extended').build?.context.value, '/w/d/b');
  assert.deepEqual(origin(of('extended').image), ['compose.yaml', 'i', 'written']);

  assert.deepEqual(origin(of('included').image), ['inc/c.yml', 'inc', 'include']);

  assert.deepEqual(origin(of('overridden').user), ['compose.override.yaml', 'second', 'override']);
  assert.deepEqual(origin(of('overridden').image), ['compose.yaml', 'i', 'written']);
  const mode = of('overridden').environment.get('MODE');
  assert.deepEqual(origin(mode), ['compose.override.yaml', '"x-${UNSET}"', 'override']);
  assert.deepEqual([mode?.value, mode?.unset, mode?.interpolated], ['x-', ['UNSET'], true]);
  assert.deepEqual(origin(of('overridden').environment.get('FROM_FILE')), ['e.env', '"a b"', 'env_file']);
});

test('a service knows every block that made it, in the order in which they were merged', () => {
  const project = load(files, ['compose.yaml', 'compose.override.yaml']);
  const blocks = (name: string): string[] =>
    service(project, name).blocks.map(({ file, span }) => {
      const path = file.slice('/w/'.length);
      return `${path}: ${(files[path] ?? '').slice(span.start, span.end).split('\n', 1)[0]}`;
    });
  assert.deepEqual(blocks('written'), ['compose.yaml: written:']);
  assert.deepEqual(blocks('extended'), ['d/base.yml: base:', 'compose.yaml: extended:']);
  assert.deepEqual(blocks('overridden'), ['compose.yaml: overridden:', 'compose.override.yaml: overridden:']);
  assert.deepEqual(service(project, 'overridden').name.at.file, '/w/compose.yaml');
});

test('an error stands where the value is that Compose refuses', () => {
  const at = (text: string): string[] =>
    load({ 'compose.yaml': text }).errors.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(at('services:\n  a: {image: 5}\n'), ['5']);
  assert.deepEqual(at('services:\n  a: {image: x, foo: y}\n'), ['foo']);
  assert.deepEqual(at('services:\n  a: {image: x, depends_on: [nope]}\n'), ['nope']);
  assert.deepEqual(at('services:\n  a: {command: y}\n'), ['a']);
  assert.deepEqual(at('services:\n  a: {image: "${X:?no}"}\n'), ['"${X:?no}"']);
  assert.deepEqual(at('services:\n  a: {image: x, extends: nope}\n'), ['nope']);
  assert.deepEqual(at('services:\n  a: {image: x, ports: ["a"]}\n'), ['"a"']);
  assert.deepEqual(at('services:\n  a: {image: x}\n  a: {image: y}\n'), ['a']);
});

test('a finding about an inherited value lies on the value, and names the services beside it', () => {
  const base = 'services:\n  base:\n    build:\n      context: .\n      dockerfile: Dockerfile.gone\n';
  const compose = 'services:\n  a:\n    extends: {file: base.yml, service: base}\n  b:\n    image: x\n';
  const disk = new MemoryFiles([
    ['/w/compose.yaml', compose],
    ['/w/base.yml', base],
  ]);
  const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
  const { findings } = new Snapshot(disk).derive(analyse, settings);
  assert.deepEqual(
    findings.map(({ at }) => [at.file, base.slice(at.span.start, at.span.end)]),
    [['/w/base.yml', 'Dockerfile.gone']],
  );
  assert.deepEqual(
    findings[0]?.related.map(({ at, message }) => [
      at.file,
      compose.slice(at.span.start, at.span.end),
      message,
    ]),
    [['/w/compose.yaml', 'a', 'service a extends the service that says it']],
  );
});

const GO = {
  'go.mod': 'module example.com/shop\n\ngo 1.25\n',
  'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
  'cmd/job/main.go': 'package main\n\nfunc main() {}\n',
};
const build = (start: string): string =>
  `FROM golang:1.25 AS b\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/ ./cmd/...\nFROM debian\nCOPY --from=b /out/ /app/\n${start}\n`;

/** A value that service a takes from elsewhere, in each of the ways that there are. */
const WAYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'uses it through an anchor': {
    'compose.yaml': 'x-v: &v <VALUE>\nservices:\n  a:\n    build: .\n    <KEY>: *v\n',
  },
  'merges it': { 'compose.yaml': 'x-v: &v\n  <PAIR>\nservices:\n  a:\n    <<: *v\n    build: .\n' },
  'extends the service that says it': {
    'compose.yaml': 'services:\n  a:\n    build: .\n    extends: {file: base.yml, service: z}\n',
    'base.yml': 'services:\n  z:\n    <PAIR>\n',
  },
  'is in a file that is included': {
    'compose.yaml': 'include: [inc.yml]\n',
    'inc.yml': 'services:\n  a:\n    build: .\n    <PAIR>\n',
  },
  'is changed by it': {
    'compose.yaml': 'services:\n  a:\n    build: .\n',
    'compose.override.yaml': 'services:\n  a:\n    <PAIR>\n',
  },
};

const VALUES = {
  'compose/binary-not-in-image': { key: 'command', value: '["/app/gone"]', start: 'CMD ["/app/api"]' },
  'compose/command-is-arguments': { key: 'command', value: '["/app/job"]', start: 'ENTRYPOINT ["/app/api"]' },
  'compose/redundant-command': { key: 'command', value: '["/app/api"]', start: 'CMD ["/app/api"]' },
};

for (const [rule, { key, value, start }] of Object.entries(VALUES))
  for (const [way, written] of Object.entries(WAYS))
    test(`${rule} lies on the value where service a ${way}`, () => {
      const texts = new Map(
        Object.entries({
          ...GO,
          Dockerfile: build(start),
          ...Object.fromEntries(
            Object.entries(written).map(([name, text]) => [
              name,
              text
                .replaceAll('<PAIR>', `${key}: ${value}`)
                .replaceAll('<KEY>', key)
                .replaceAll('<VALUE>', value),
            ]),
          ),
        }).map(([name, text]) => [`/w/${name}`, text]),
      );
      const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
      const { findings } = new Snapshot(new MemoryFiles(texts)).derive(analyse, settings);
      const [found, ...more] = findings.filter((each) => each.rule.id === rule);
      assert.ok(found && more.length === 0, findings.map((each) => each.message).join('\n'));
      const text = texts.get(found.at.file)?.slice(found.at.span.start, found.at.span.end) ?? '';
      assert.ok(value.includes(text) || text === `${key}: ${value}`, `it lies on ${text}`);
      assert.ok(
        found.related.some(({ message }) => message === `service a ${way}`),
        found.related.map(({ message }) => message).join('\n'),
      );
    });
