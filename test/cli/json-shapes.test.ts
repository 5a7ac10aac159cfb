import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

/** What scripts may rely on: each field by its name, and what it may hold. More fields may come, none may go. */
type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

const RANGE = { start: { line: 'place', column: 'place' }, end: { line: 'place', column: 'place' } };

const CHECK: Shape = {
  version: '1',
  findings: [
    {
      rule: 'string',
      severity: 'error|warning|information|hint',
      file: 'path',
      range: RANGE,
      message: 'string',
      related: [{ file: 'path', range: RANGE, message: 'string' }],
      fixes: [{ title: 'string', safe: 'boolean' }],
      docs: 'path',
    },
  ],
  unknown: [{ file: 'path', range: RANGE, subject: 'string', reason: 'string' }],
  summary: { error: 'number', warning: 'number', information: 'number', hint: 'number', files: 'number' },
};

const INSPECT: Shape = {
  version: '1',
  modules: [
    {
      dir: 'path',
      path: 'string',
      go: 'string?',
      programs: [
        {
          name: 'string',
          package: 'path',
          cgo: {
            grade: 'none|alternative|stub|required|unknown',
            reason: 'string?',
            from: 'sources|table',
            chain: ['string'],
            cuts: [{ from: 'string', to: 'string' }],
            libraries: ['string'],
          },
          listens: ['number'],
        },
      ],
    },
  ],
  projects: [
    {
      id: 'string',
      files: ['path'],
      services: [
        {
          name: 'string',
          profiles: ['string'],
          image: 'string?',
          builtBy: 'string?',
          build: 'build?',
          runs: 'runs',
          cgo: 'cgo?',
        },
      ],
    },
  ],
  images: [
    {
      dockerfile: 'path',
      target: 'string?',
      args: 'object',
      holds: [{ program: 'path', path: 'string' }],
      usedBy: ['string'],
    },
  ],
};

const BUILD: Shape = {
  context: 'string',
  dockerfile: 'path?',
  target: 'string?',
  stage: 'string?',
  args: 'object',
  inline: 'boolean',
  remote: 'boolean',
};
const CGO: Shape = {
  effective: 'on|off|unknown',
  because: 'string',
  grade: 'none|alternative|stub|required|unknown',
  goos: 'string?',
  goarch: 'string?',
  tags: ['string'],
};

const SPLIT: Shape = {
  version: '1',
  plan: [
    {
      project: 'string',
      program: 'path',
      services: ['string'],
      dockerfile: 'path',
      cgo: 'string',
      because: ['string'],
    },
  ],
  edits: [{ op: 'create|replace|delete', file: 'path' }],
  kept: [{ file: 'path', because: ['string'] }],
  refused: [{ subject: 'string', reason: 'string' }],
};

function fits(value: unknown, shape: Shape, at: string): void {
  if (typeof shape === 'string') return fitsWord(value, shape, at);
  if (Array.isArray(shape)) {
    assert.ok(Array.isArray(value), `${at} is a list`);
    value.forEach((each, index) => fits(each, shape[0], `${at}[${index}]`));
    return;
  }
  assert.ok(typeof value === 'object' && value !== null, `${at} is an object`);
  for (const [field, inner] of Object.entries(shape)) {
    assert.ok(field in value, `${at} has ${field}`);
    fits((value as Record<string, unknown>)[field], inner, `${at}.${field}`);
  }
}

function fitsWord(value: unknown, word: string, at: string): void {
  if (word.endsWith('?')) {
    if (value !== null) fitsWord(value, word.slice(0, -1), at);
    return;
  }
  switch (word) {
    case 'string':
    case 'number':
    case 'boolean':
      return assert.equal(typeof value, word, at);
    case 'object':
      return assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), at);
    case 'place':
      return assert.ok(typeof value === 'number' && value >= 1, `${at} counts from 1`);
    case 'path':
      assert.equal(typeof value, 'string', at);
      return assert.ok(!/^\/|\\|(?:^|\/)\.\//.test(String(value)), `${at} is relative: ${String(value)}`);
    case 'build':
      return fits(value, BUILD, at);
    case 'cgo':
      return fits(value, CGO, at);
    case 'runs': {
      const { program, path } = value as { program: unknown; path?: unknown };
      return program === null
        ? fits(value, { reason: 'string?' }, at)
        : (assert.equal(typeof path, 'string'),
          fits(value, { program: 'path', path: 'string', evidence: 'string', also: ['path'] }, at));
    }
    case '1':
      return assert.equal(value, 1, at);
    default:
      return assert.ok(word.split('|').includes(String(value)), `${at} is ${word}, not ${String(value)}`);
  }
}

const GO = { 'go.mod': 'module example.com/a\n\ngo 1.25\n' };
const MAIN = 'package main\n\nfunc main() {}\n';

const FIXTURES: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'the photos example': 'photos',
  'nothing at all': {},
  'what cannot be known': {
    ...GO,
    'main.go': 'package main\n\nimport _ "example.com/absent"\n\nfunc main() {}\n',
    Dockerfile: 'FROM golang:1.25\nCOPY . .\nRUN ./magic.sh\nRUN go build -o /a .\nCMD ["/a"]\n',
    'compose.yaml':
      'services:\n  a:\n    build: .\n  b:\n    image: redis\n  c:\n    build: "${WHERE}"\n  d:\n    build: https://github.com/x/y.git\n  e:\n    build: {context: ., dockerfile_inline: "FROM scratch"}\n',
  },
  'what is wrong': {
    ...GO,
    'cmd/api/main.go': MAIN,
    'cmd/worker/main.go': MAIN,
    Dockerfile:
      'FROM golang:1.25 AS b\nWORKDIR /s\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /o/ ./cmd/...\nFROM debian:bookworm-slim\nCOPY --from=b /o/ /o/\nCOPY --from=b /absent /\n',
    'compose.yaml':
      'services:\n  api:\n    build: .\n    command: ["/o/api"]\n  worker:\n    build: .\n    command: ["/o/worker"]\n  lost:\n    build: ./absent\n  ghost:\n    build: {context: ., target: nowhere}\n',
  },
};

describe('JSON has the fields that are promised', () => {
  for (const [name, files] of Object.entries(FIXTURES)) {
    test(name, () =>
      onWorkspace(files, async (bench) => {
        for (const [args, shape] of [
          [['check'], CHECK],
          [['inspect'], INSPECT],
          [['split'], SPLIT],
          [['split', '--into', 'stages'], SPLIT],
        ] as const) {
          const { out } = await bench.run(...args, '--format', 'json');
          const value = JSON.parse(out);
          fits(value, shape, args.join(' '));
          for (const { op, range, text } of value.edits ?? []) {
            assert.equal(range !== undefined, op === 'replace', 'a range where text is replaced');
            assert.equal(typeof text === 'string', op !== 'delete');
            if (range !== undefined) fits(range, RANGE, 'range');
          }
          assert.equal((await bench.run(...args, '--format', 'json')).out, out, 'the same twice');
        }
      }),
    );
  }

  test('findings stand in order, and their columns are UTF-16 units', () =>
    onWorkspace(
      {
        'b/compose.yaml': 'services:\n  a: {labels: {x: "𝔸"}, build: ./absent}\n  b: {build: ./gone}\n',
        'a/compose.yaml': 'services:\n  a:\n    build: ./absent\n',
      },
      async (bench) => {
        const { findings } = await bench.json('check');
        const places = findings.map(
          ({ file, range }: { file: string; range: { start: { line: number; column: number } } }) => [
            file,
            range.start.line,
            range.start.column,
          ],
        );
        assert.deepEqual(places, [
          ['a/compose.yaml', 3, 12],
          ['b/compose.yaml', 2, 33],
          ['b/compose.yaml', 3, 14],
        ]);
      },
    ));
});
