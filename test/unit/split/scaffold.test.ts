import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };

const GO_MOD = 'module example.com/shop\n\ngo 1.25\n';
const main = (imports = ''): string => `package main\n\n${imports}\n\nfunc main() {}\n`;

/** The titles of the fixes that create a Dockerfile, and the texts of the first. */
function offered(files: Readonly<Record<string, string>>): { titles: string[]; text: string } {
  const texts = Object.entries(files).map(([name, text]) => [`/w/${name}`, text] as const);
  const { findings } = new Snapshot(new MemoryFiles(texts)).derive(analyse, settings);
  const fixes = findings
    .filter(({ rule }) => rule.id === 'compose/dockerfile-not-found')
    .flatMap((finding) => finding.fixes())
    .filter(({ title }) => title.startsWith('Create '));
  const [change] = fixes[0]?.kind === 'changes' ? fixes[0].changes : [];
  return {
    titles: fixes.map(({ title }) => title),
    text: change?.kind === 'create' ? change.text : '',
  };
}

const compose = (service: string): string => `services:\n  a:\n    ${service}\n`;

test('where nothing says which program it is, there is one fix for each, the likeliest first', () => {
  const files = {
    'go.mod': GO_MOD,
    'cmd/api/main.go': main(),
    'cmd/job/main.go': main(),
    'compose.yaml': compose('build: {context: ., dockerfile: Dockerfile.job}'),
  };
  assert.deepEqual(offered(files).titles, ['Create Dockerfile.job for job', 'Create Dockerfile.job for api']);
});

test('the command says which program it is', () => {
  const files = {
    'go.mod': GO_MOD,
    'cmd/api/main.go': main(),
    'cmd/job/main.go': main(),
    'compose.yaml': compose('{build: {context: ., dockerfile: Dockerfile.job}, command: [/app/api, -v]}'),
  };
  const { titles, text } = offered(files);
  assert.deepEqual(titles, ['Create Dockerfile.job for api']);
  assert.match(text, /COPY --from=build \/out\/api \/app\/api\n/);
  assert.match(text, /CMD \["\/app\/api", "-v"\]\n$/);
});

const NONE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a module that is not downloaded': {
    'go.mod': `${GO_MOD}\nrequire example.com/gone v1.0.0\n`,
    'main.go': main('import _ "example.com/gone"'),
    'compose.yaml': compose('build: .'),
  },
  'a shell before the program': {
    'go.mod': GO_MOD,
    'main.go': main(),
    'compose.yaml': compose('{build: ., command: sh -c shop}'),
  },
  'arguments alone': {
    'go.mod': GO_MOD,
    'main.go': main(),
    'compose.yaml': compose('{build: ., command: [-v]}'),
  },
  'a variable in the command': {
    'go.mod': GO_MOD,
    'main.go': main(),
    'compose.yaml': compose('{build: ., command: "./shop $MODE"}'),
  },
  'a module above the build context': {
    'go.mod': GO_MOD,
    'cmd/api/main.go': main(),
    'compose.yaml': compose('build: ./cmd/api'),
  },
  'sources that are ignored': {
    'go.mod': GO_MOD,
    'main.go': main(),
    '.dockerignore': '*.go\n',
    'compose.yaml': compose('build: .'),
  },
  'cgo with a library that no table knows': {
    'go.mod': GO_MOD,
    'main.go': 'package main\n\n// #cgo LDFLAGS: -lnobodyknows\nimport "C"\n\nfunc main() { C.f() }\n',
    'compose.yaml': compose('build: .'),
  },
  'more programs than anybody would choose from': {
    'go.mod': GO_MOD,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`cmd/p${n}/main.go`, main()])),
    'compose.yaml': compose('build: .'),
  },
};

for (const [name, files] of Object.entries(NONE))
  test(`nothing is made up: ${name}`, () => assert.deepEqual(offered(files).titles, []));
