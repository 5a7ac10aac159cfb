import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onWorkspace, type Workbench } from '../support/command-line.ts';

/** Names that would be orders if they were printed as they are: to a CI runner, a terminal, a browser. */
const NAMES = [
  'a\n::error file=x::owned\n',
  'b\u001b[2J\u001b]0;owned\u0007',
  '<img src=x onerror=alert(1)>',
  '# owned | [click](http://evil.example) `x`',
  'c\r::warning::owned',
  'd\u202egnp.exe\u009b31m',
];

const DOCKERFILE = `FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/ ./cmd/...
FROM debian:bookworm-slim
COPY --from=build /bin/ /bin/
`;
const MAIN = 'package main\n\nfunc main() {}\n';

const files = (): Record<string, string> => {
  const quoted = (text: string): string => JSON.stringify(text);
  const refused = NAMES.map((name) => `  ${quoted(name)}:\n    image: ${quoted(name)}\n`);
  const services = NAMES.map(
    (name, i) =>
      `  a${i}:\n    build: {context: ${quoted(`./${name}`)}, target: ${quoted(name)}}\n    image: ${quoted(name)}\n` +
      `  b${i}:\n    build: {context: ., dockerfile: ${quoted(`Docker\tfile${name}`)}}\n    command: [${quoted(name)}]\n` +
      `  c${i}:\n    build: {context: ., target: ${quoted(name)}}\n    profiles: [${quoted(name)}]\n` +
      `  d${i}:\n    build: .\n    image: ${quoted(name)}\n    command: [${quoted(name)}]\n` +
      `  e${i}:\n    build: .\n    command: ["/bin/${i % 2 === 0 ? 'api' : 'worker'}", ${quoted(name)}]\n`,
  );
  return {
    'go.mod': 'module example.com/a\n\ngo 1.25\n',
    'cmd/api/main.go': MAIN,
    'cmd/worker/main.go': MAIN,
    Dockerfile: DOCKERFILE,
    'sub\u001b[31m/Dockerfile.\u0007x': `${DOCKERFILE}CMD ["/bin/\u001b[2Jx"]\n`,
    'compose.yaml': `services:\n${services.join('')}`,
    'refused/compose.yaml': `services:\n${refused.join('')}`,
  };
};

const COMMANDS: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--format', 'json'],
  ['check', '--format', 'sarif'],
  ['check', '--format', 'github'],
  ['inspect'],
  ['inspect', '--format', 'json'],
  ['inspect', '--format', 'mermaid'],
  ['split'],
  ['split', '--format', 'json'],
  ['split', '--summary'],
  ['split', '--into', 'stages'],
  ['why-cgo', NAMES[0] ?? ''],
  ['check', NAMES[1] ?? ''],
  ['check', '--rule', NAMES[0] ?? ''],
  ['split', '--dockerfile', NAMES[1] ?? ''],
  ['check', `--${NAMES[0]}`],
  [NAMES[1] ?? ''],
];

describe('what is printed orders nothing, whatever names stand in the workspace', () => {
  for (const args of COMMANDS) {
    test(JSON.stringify(args), () =>
      onWorkspace(files(), async (bench: Workbench) => {
        const { out, error } = await bench.run(...args);
        assert.ok(out !== '' || error !== '');
        for (const text of [out, error]) {
          assert.doesNotMatch(text, /(?!\n)[\p{Cc}\u202a-\u202e]/u);
          if (!args.includes('github')) assert.doesNotMatch(text, /^\s*::/m);
        }
        if (args.includes('github')) {
          // Each line is one finding of ours.
          for (const line of out.trimEnd().split('\n'))
            assert.match(line, /^::(?:error|warning|notice) file=[^:]*,title=[\w%/-]+::/);
        }
        if (args.includes('--summary')) {
          assert.doesNotMatch(out, /(?<!\\)<(?!br>)/, 'no HTML of the workspace');
          assert.doesNotMatch(out, /^#/m);
          assert.doesNotMatch(out.replaceAll('\\[', ''), /\[click\]\(/);
          for (const row of out.split('\n').filter((line) => line.startsWith('|')))
            assert.equal(row.replaceAll('\\|', '').split('|').length, 8, row);
        }
        if (args.includes('mermaid')) assert.doesNotMatch(out, /<img|`/);
        if (args.includes('sarif')) assert.doesNotMatch(out, /(?<!\\\\)\[click\]\(/);
      }),
    );
  }

  test('a name of a megabyte is cut where it is repeated', () =>
    onWorkspace(
      {
        'compose.yaml': `services:\n  a:\n    build: {context: ./${'x'.repeat(1 << 20)}, target: ${'y z '.repeat(1 << 18)}}\n    container_name: ${'z'.repeat(1 << 20)}\n`,
      },
      async (bench) => {
        for (const args of [
          ['check'],
          ['check', '--format', 'json'],
          ['check', '--format', 'sarif'],
          ['check', '--format', 'github'],
          ['split'],
          ['split', '--format', 'json'],
        ]) {
          const { out, error } = await bench.run(...args);
          // SARIF says besides what each rule is about.
          const most = args.includes('sarif') ? 150_000 : 60_000;
          assert.ok(out.length + error.length < most, `${args.join(' ')}: ${out.length + error.length}`);
        }
      },
    ));
});
