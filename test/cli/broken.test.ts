import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

const DOCKERFILE =
  'FROM golang:1.25-alpine AS b\nWORKDIR /s\nCOPY . .\nRUN go build -o /bin/a .\nFROM alpine:3.22\nCOPY --from=b /bin/a /bin/a\nCMD ["a"]\n';
const GO = { 'go.mod': 'module example.com/a\n\ngo 1.25\n', 'main.go': 'package main\n\nfunc main() {}\n' };

/** What a person may write for the name of a file, and no disk holds. */
const NUL = '"a\\0b"';
const LONG = 'x'.repeat(300);

describe('broken input gives a clear message or silence, never a crash', () => {
  const cases: Record<string, Record<string, string>> = {
    'half-typed YAML': {
      ...GO,
      Dockerfile: DOCKERFILE,
      'compose.yaml': 'services:\n  a:\n    build: {context: .\n    comm',
    },
    'YAML that is a list': { 'compose.yaml': '- services\n- a\n' },
    'tabs in YAML': { 'compose.yaml': 'services:\n\ta:\n\t\tbuild: .\n' },
    'an alias to nothing': { 'compose.yaml': 'services:\n  a: *nothing\n' },
    'an unclosed quote in RUN': {
      ...GO,
      Dockerfile: DOCKERFILE.replace('go build', 'echo "go build'),
      'compose.yaml': 'services:\n  a:\n    build: .\n',
    },
    'an unclosed heredoc': { ...GO, Dockerfile: 'FROM alpine\nRUN <<EOF\nabc\n' },
    'an empty Dockerfile': { Dockerfile: '', 'compose.yaml': 'services:\n  a:\n    build: .\n' },
    'a binary file named Dockerfile': {
      Dockerfile: '\0\x01\x02ELF\0',
      'compose.yaml': 'services:\n  a:\n    build: .\n',
    },
    'half-typed Go': { ...GO, 'main.go': 'package main\n\nimport (\n\t"os\n', Dockerfile: DOCKERFILE },
    'a go.mod with no module': {
      'go.mod': 'go 1.25\nrequire (\n',
      'main.go': 'package main\n',
      Dockerfile: DOCKERFILE,
    },
    'names that no file system takes': {
      ...GO,
      Dockerfile: `${DOCKERFILE}COPY ${LONG} /x\n`,
      'main.go': `package main\n\nimport _ "example.com/a/${LONG}"\n\nfunc main() {}\n`,
      'compose.yaml': [NUL, LONG]
        .map((name, i) =>
          [
            `  context${i}:\n    build: ${name}\n`,
            `  dockerfile${i}:\n    build: {context: ., dockerfile: ${name}}\n`,
            `  env${i}:\n    image: a\n    env_file: ${name}\n`,
            `  extends${i}:\n    extends: {file: ${name}, service: a}\n`,
          ].join(''),
        )
        .reduce((text, each) => text + each, 'services:\n'),
    },
    'an empty workspace': {},
  };
  for (const [name, files] of Object.entries(cases)) {
    test(name, () =>
      onWorkspace(files, async (bench) => {
        for (const args of [
          ['check'],
          ['check', '--format', 'json'],
          ['check', '--format', 'sarif'],
          ['inspect'],
          ['inspect', '--format', 'json'],
          ['inspect', '--format', 'mermaid'],
          ['split', '--write'],
          ['check', '--fix'],
        ]) {
          const { status, error } = await bench.run(...args);
          assert.ok(status === 0 || status === 1, `${args.join(' ')} ended with ${status}: ${error}`);
          assert.doesNotMatch(error, /internal error|\bat .*\.ts:/);
        }
        for (const [file, text] of Object.entries(files))
          assert.equal(readFileSync(join(bench.folder, file), 'latin1'), text, `${file} is untouched`);
      }),
    );
  }

  test('a folder named Dockerfile', () =>
    onWorkspace({ 'compose.yaml': 'services:\n  a:\n    build: .\n' }, async (bench) => {
      mkdirSync(join(bench.folder, 'Dockerfile'));
      const { findings } = await bench.json('check');
      assert.deepEqual(
        findings.map((each: { rule: string }) => each.rule),
        ['compose/dockerfile-not-found'],
      );
    }));

  test('no permission to read', (t) => {
    if (process.getuid?.() === 0) {
      // Root reads everything, so that the permission itself is what is missing; a folder stands in for the same error path.
      t.diagnostic(
        'run as root: a file without permission is readable, so only the absence of a crash is shown',
      );
    }
    return onWorkspace({ ...GO, Dockerfile: DOCKERFILE }, async (bench) => {
      chmodSync(join(bench.folder, 'Dockerfile'), 0);
      const { status } = await bench.run('check');
      assert.equal(status, 0);
      chmodSync(join(bench.folder, 'Dockerfile'), 0o644);
    });
  });
});

describe('usage', () => {
  const usage = (args: readonly string[], message: RegExp): void => {
    test(args.join(' ') || 'no arguments', () =>
      onWorkspace({}, async (bench) => {
        const { status, error } = await bench.run(...args);
        assert.equal(status, 2);
        assert.match(error, message);
        if (args.length > 0) assert.equal(error.trimEnd().split('\n').length, 1, 'one line');
      }),
    );
  };
  usage([], /check \[PATH\]/);
  usage(['chekc'], /there is no command 'chekc'/);
  usage(['check', '--fromat', 'json'], /fromat/);
  usage(['check', '--format', 'xml'], /--format is pretty, json, sarif, github or gitlab, not 'xml'/);
  usage(['check', 'no/such/folder'], /no\/such\/folder: there is no such folder/);
  usage(['check', '--rule', 'compose/nothing'], /there is no rule 'compose\/nothing'/);
  usage(['check', '.', 'more'], /unexpected argument 'more'/);
  usage(['split', '--dockerfile', 'none'], /none: there is no such Dockerfile/);
  usage(['why-cgo'], /needs a program/);
  usage(['why-cgo', 'nobody'], /there is no program 'nobody'/);
  usage(['lsp'], /--stdio/);
});
