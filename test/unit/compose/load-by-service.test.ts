import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadByService, LoadMemory } from '../../../server/src/compose/load/load-by-service.ts';
import { loadWhole } from '../../../server/src/compose/load/load-project.ts';
import type { ComposeProject } from '../../../server/src/compose/model.ts';
import type { ComposeFile } from '../../../server/src/compose/parse/compose-file.ts';
import { parseComposeFile, parseWholeFile } from '../../../server/src/compose/parse/parse-compose-file.ts';
import type { ComposeReader, ProjectRequest } from '../../../server/src/compose/load/project-request.ts';
import { projects } from '../../oracle/compose-arbitraries.ts';

/** A fixed seed keeps runs alike; FUZZ_SEED and FUZZ_RUNS look further. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20260101);
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);

type Files = Readonly<Record<string, string>>;

const reader = (files: Files, parse: typeof parseComposeFile): ComposeReader => {
  const at = (path: string): string | null => files[path.slice('/w/'.length)] ?? null;
  return {
    text: at,
    composeFile: (path) => {
      const text = at(path);
      return text === null ? null : parse(text);
    },
  };
};

const request = (env: Readonly<Record<string, string>>): ProjectRequest => ({
  files: ['/w/compose.yaml'],
  dir: '/w',
  env: new Map(Object.entries(env)),
  root: '/w',
});

/** What one text after the other is parsed and loaded with, as in an editor. */
const memory = new LoadMemory();
let last: ComposeFile | null = null;
const parseNext = (text: string): ReturnType<typeof parseComposeFile> => {
  const parsed = parseComposeFile(text, last);
  last = parsed.value;
  return parsed;
};

const fast = (files: Files, env = {}): ComposeProject | null =>
  loadByService(request(env), reader(files, parseNext), memory);
const whole = (files: Files, env = {}): ComposeProject =>
  loadWhole(request(env), reader(files, parseWholeFile));

/** What a service may say. */
const sound = fc.constantFrom(
  'image: x',
  'image: $IMAGE',
  'image: "${TAG:-y}" # a tag',
  'build: .',
  'build: {context: ./b, args: [A=1, HOME]}',
  'build:\n      context: ./b\n      dockerfile: Dockerfile.prod\n      additional_contexts: {base: service:a}',
  'build:\n      context: ${DIR}/b\n      args:\n        A: 1\n        B:',
  'command: ["/bin/app", "$ARG"]',
  'command: run it',
  'entrypoint: /start',
  'networks: [front]',
  'networks: {default: {aliases: [z]}}',
  'volumes: [data:/data, ./x:/x:ro]',
  'configs: [{source: conf, target: /c}]',
  'environment: [A=1, B, C]',
  'environment:\n      A: "1"\n      EMPTY:',
  'env_file: e.env',
  'env_file:\n      - path: none.env\n        required: false\n      - f.env',
  'label_file: labels',
  'ports: ["8080:80", 9000-9003]',
  'expose: [90]',
  'profiles: [dev]',
  'healthcheck: {test: [CMD, /bin/app, ping], interval: 5s}',
  'deploy: {replicas: 2}',
  'scale: 3',
  'develop: {watch: [{path: ./b, action: rebuild}]}',
  'x-develop: {watch: [{path: ./c, action: rebuild}]}',
  'working_dir: /srv',
  'user: "1000"',
  'platform: linux/arm64',
  'tmpfs: /tmp',
  'restart: always',
);

/** What is wrong, or only right beside the right others. */
const doubtful = fc.constantFrom(
  'command: "half',
  'env_file: gone.env',
  'ports: ["3000-9000"]',
  'ports: [nonsense]',
  'healthcheck: {test: curl x}',
  'healthcheck: {interval: often}',
  'extends: {service: a}',
  'no_such_field: 1',
  'container_name: one',
  'depends_on: [a]',
  'depends_on:\n      b: {condition: service_healthy}',
  'links: [b:db]',
  'network_mode: service:c',
  'volumes_from: [a]',
  'secrets: [key]',
  'models: [m]',
);
const field = fc.oneof({ weight: 30, arbitrary: sound }, { weight: 1, arbitrary: doubtful });

const service = fc
  .tuple(
    fc.constantFrom('image: base', 'build: ./base', 'image: base', 'build: .', 'image: c', 'image: d', ''),
    fc.uniqueArray(field, { maxLength: 6, selector: (text) => /^\w+/.exec(text)?.[0] }),
  )
  .map(([first, fields]) => {
    const has = fields.some((text) => text.startsWith(first.split(':')[0] || 'none'));
    return [...(first === '' || has ? [] : [first]), ...fields].map((text) => `    ${text}\n`).join('');
  })
  .filter((text) => text !== '');

const ALL =
  'networks:\n  front:\nvolumes:\n  data:\nsecrets: {key: {file: ./k}}\nconfigs: {conf: {file: ./c}}\nmodels: {m: {model: x}}\n';

const composeFile = fc
  .tuple(
    fc.constantFrom(
      ...Array.from({ length: 12 }, () => ''),
      '# top\n',
      'name: p\n',
      'x-a:\n  k: v\n',
      'include: [other.yaml]\n',
      'jobs: {j: {image: x, triggers: {}}}\n',
    ),
    fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd-e', 'f.g'), service), {
      minLength: 1,
      selector: ([name]) => name,
    }),
    fc.constantFrom(
      ...Array.from({ length: 15 }, () => ALL),
      '',
      'volumes: {data: {}}\nnetworks: {front: {}}\n',
      'secrets: {key: {}}\n',
    ),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
  )
  .map(([head, services, tail, eol]) =>
    `${head}services:\n${services.map(([name, body]) => `  ${name}:\n${body}`).join('')}${tail}`.replaceAll(
      '\n',
      eol,
    ),
  );

/** A project of that generator as far as it can be cut: nothing in it is shared between services, and nothing included. */
const withoutAnchors = (text: string): string =>
  text
    .replace(/^(?:x-\w+: &|include:).*\n/gm, '')
    .replace(/^ *<<: .*\n/gm, '')
    .replace(/<<: (?:\*\w+|\[.*?\])(?:, )?/g, '')
    .replace(/\*\w+/g, '.');

const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat(6),
    fc.constantFrom('', 'x', '1', '\n', ' ', '# c', '$A', 'b', '\n    image: y\n', '\n  z:\n    image: y\n'),
  ),
  { maxLength: 4 },
);

function edited(start: string, changes: readonly (readonly [number, number, string])[]): string[] {
  const out = [start];
  let now = start;
  for (const [at, removed, added] of changes) {
    const from = at % (now.length + 1);
    now = now.slice(0, from) + added + now.slice(from + removed);
    out.push(now);
  }
  return out;
}

test('service by service is the same as the whole, after edits too', () => {
  let count = 0;
  fc.assert(
    fc.property(
      composeFile,
      edits,
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom('', 'ARG=1\n', 'ARG=1\nA=$ARG\n') },
        { weight: 1, arbitrary: fc.constantFrom('HOME=/h\n', 'A="x\n', 'COMPOSE_PROJECT_NAME=Bad Name\n') },
      ),
      fc.constantFrom('C=file\n', 'C=file\n', 'C=$A\nA=2\n', 'C="open\n'),
      fc.constantFrom<Record<string, string>>({}, { HOME: '/home/me', DIR: 'sub' }),
      (start, changes, dotenv, envFile, env) => {
        for (const text of edited(start, changes)) {
          const files = {
            'compose.yaml': text,
            '.env': dotenv,
            'e.env': envFile,
            'f.env': 'F=1\n',
            labels: '',
          };
          const some = fast(files, env);
          if (!some) continue;
          count++;
          assert.deepEqual(some, whole(files, env), text);
        }
      },
    ),
    { numRuns, seed, endOnFailure: true },
  );
  assert.ok(count > numRuns / 4, `only ${count} projects were loaded service by service`);
});

test('service by service is the same as the whole, on projects of every shape', () => {
  let count = 0;
  fc.assert(
    fc.property(projects(), edits, ({ files, env = {} }, changes) => {
      for (const text of edited(withoutAnchors(files['compose.yaml'] ?? ''), changes)) {
        const now = { ...files, 'compose.yaml': text };
        const some = fast(now, env);
        if (!some) continue;
        count++;
        assert.deepEqual(some, whole(now, env), text);
      }
    }),
    { numRuns, seed, endOnFailure: true },
  );
  assert.ok(count > numRuns / 50, `only ${count} projects were loaded service by service`);
});

test('a service that neither changed nor moved is the same object', () => {
  const at = (command: string, more = ''): Files => ({
    'compose.yaml': `services:\n  a:\n    image: x\n  b:\n    image: x\n    command: ${command}\n${more}  c:\n    image: x\n`,
  });
  const [before, same, longer] = [at('ab'), at('cd'), at('abc')].map((files) => fast(files)?.services ?? []);
  assert.equal(same?.[0], before?.[0]);
  assert.equal(same?.[2], before?.[2]);
  assert.notEqual(same?.[1], before?.[1]);
  assert.equal(longer?.[0], before?.[0]);
  assert.equal(longer?.[2]?.name.at.span.start, (before?.[2]?.name.at.span.start ?? 0) + 1);
});
