import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

/** What lies beside the repository, and would be told if it were read. */
const SECRET = 'secret-of-somebody-else';

const BESIDE: Readonly<Record<string, string>> = {
  'compose.yaml': `services:\n  ${SECRET}:\n    build: ./${SECRET}\n`,
  'base.yaml': `services:\n  base:\n    build: {context: ., target: ${SECRET}}\n    command: ["${SECRET}"]\n`,
  '.env': `NAME=${SECRET}\n`,
  Dockerfile: `FROM scratch AS ${SECRET}\nCOPY --from=absent /${SECRET} /\n`,
  'lib/go.mod': `module example.com/${SECRET}\n\ngo 1.25\n`,
  'lib/lib.go': `package lib\n\nimport _ "example.com/${SECRET}/inner"\n`,
  '.dockerfile-split.json': `{"rules": {"${SECRET}": "off"}}`,
};

const GO = { 'go.mod': 'module example.com/a\n\ngo 1.25\n', 'main.go': 'package main\n\nfunc main() {}\n' };
const DOCKERFILE = 'FROM golang:1.25\nWORKDIR /s\nCOPY . .\nRUN go build -o /a .\nCMD ["/a"]\n';

/** Each names the folder beside the repository in its own way; `OUT` is its absolute path, `../out` its relative one. */
const ATTEMPTS: Readonly<Record<string, (out: string) => Readonly<Record<string, string>>>> = {
  'a context': (out) => ({ 'compose.yaml': `services:\n  a:\n    build: ${out}\n` }),
  'a Dockerfile': (out) => ({
    'compose.yaml': `services:\n  a:\n    build: {context: ., dockerfile: ${out}/Dockerfile}\n`,
  }),
  include: (out) => ({
    'compose.yaml': `include:\n  - ${out}/compose.yaml\nservices:\n  a:\n    image: x\n`,
  }),
  extends: (out) => ({
    'compose.yaml': `services:\n  a:\n    extends: {file: ${out}/base.yaml, service: base}\n    image: x\n`,
  }),
  env_file: (out) => ({ 'compose.yaml': `services:\n  a:\n    image: x\n    env_file: ${out}/.env\n` }),
  additional_contexts: (out) => ({
    ...GO,
    Dockerfile: `${DOCKERFILE}COPY --from=more lib /lib\n`,
    'compose.yaml': `services:\n  a:\n    build: {context: ., additional_contexts: {more: ${out}}}\n`,
  }),
  'the use of go.work': (out) => ({
    ...GO,
    'go.work': `go 1.25\n\nuse (\n\t.\n\t${out}/lib\n)\n`,
    'main.go': `package main\n\nimport _ "example.com/${SECRET}"\n\nfunc main() {}\n`.replaceAll(
      SECRET,
      'lib',
    ),
    Dockerfile: DOCKERFILE,
    'compose.yaml': 'services:\n  a:\n    build: .\n',
  }),
  'the replace of go.mod': (out) => ({
    ...GO,
    'go.mod': `module example.com/a\n\ngo 1.25\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ${out}/lib\n`,
    'main.go': 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
    Dockerfile: DOCKERFILE,
    'compose.yaml': 'services:\n  a:\n    build: .\n',
  }),
  COMPOSE_FILE: (out) => ({
    '.env': `COMPOSE_FILE=${out}/compose.yaml\n`,
    'compose.yaml': 'services:\n  a:\n    image: x\n',
  }),
};

const COMMANDS = [
  ['check', '--format', 'json'],
  ['check', '--format', 'sarif'],
  ['inspect', '--format', 'json'],
  ['split', '--format', 'json'],
];

describe('nothing outside the repository is read', { skip: process.platform === 'win32' }, () => {
  for (const [name, files] of Object.entries(ATTEMPTS)) {
    for (const way of ['by ..', 'by its absolute path', 'through a link'] as const) {
      test(`${name} ${way}`, () => {
        const beside = mkdtempSync(join(tmpdir(), 'dockerfile-split-beside-'));
        for (const [file, text] of Object.entries(BESIDE)) {
          mkdirSync(dirname(join(beside, file)), { recursive: true });
          writeFileSync(join(beside, file), text);
        }
        return onWorkspace({}, async (bench) => {
          const out =
            way === 'by ..'
              ? `../${beside.slice(tmpdir().length + 1)}`
              : way === 'through a link'
                ? './link'
                : beside;
          if (way === 'through a link') symlinkSync(beside, join(bench.folder, 'link'));
          for (const [file, text] of Object.entries(files(out))) bench.write(file, text);
          for (const args of COMMANDS) {
            const { status, out: printed, error } = await bench.run(...args);
            assert.ok(
              status === 0 || status === 1 || /cannot be read/.test(error),
              `${args.join(' ')}: ${error}`,
            );
            assert.ok(!`${printed}${error}`.includes(SECRET), `${args.join(' ')}: ${printed}`);
          }
        }).finally(() => rmSync(beside, { recursive: true, force: true }));
      });
    }
  }

  test('but what lies inside of it is', () =>
    onWorkspace(
      {
        ...Object.fromEntries(Object.entries(BESIDE).map(([file, text]) => [`inside/${file}`, text])),
        ...ATTEMPTS['include']?.('./inside'),
      },
      async (bench) => {
        const { out } = await bench.run('inspect', '--format', 'json');
        assert.ok(out.includes(SECRET), 'what the others must not print is printed here');
      },
    ));

  test('by its name on the command line', () =>
    onWorkspace(
      {
        'repo/compose.yaml': 'services:\n  a:\n    image: x\n',
        'compose.yaml': BESIDE['compose.yaml'] ?? '',
      },
      async (bench) => {
        for (const args of [
          ['check', '--root', 'repo', 'compose.yaml'],
          ['check', '--root', 'repo', '-f', 'compose.yaml', 'repo'],
          ['check', '--root', 'repo', '.'],
        ]) {
          const { status, out, error } = await bench.run(...args);
          assert.equal(status, 2, args.join(' '));
          assert.ok(!`${out}${error}`.includes(SECRET));
        }
      },
    ));
});
