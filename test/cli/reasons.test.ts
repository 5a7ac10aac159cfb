import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onWorkspace } from '../support/command-line.ts';

const main = 'package main\n\nfunc main() {}\n';
const CODE = {
  'go.mod': 'module example.com/shop\n\ngo 1.23\n',
  'cmd/api/main.go': main,
  'cmd/mail/main.go': main,
  Dockerfile: `FROM golang:1.23-alpine AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/ ./cmd/...

FROM alpine:3.20
COPY --from=build /out/api /out/mail /opt/
ENTRYPOINT ["/opt/api"]
`,
};
const two = (service: string): string => `services:\n  api:\n    ${service}\n  mail:\n    ${service}\n`;

describe('what stands in the way is named', () => {
  test('a variable without a value', () =>
    onWorkspace({ ...CODE, 'compose.yaml': two('build: {context: "${SHOP_DIR}"}') }, async (bench) => {
      const { status, error } = await bench.run('split');
      assert.equal(status, 1);
      assert.match(error, /^not split: compose\.yaml:3: service api: .*\$SHOP_DIR has no value$/m);
      assert.match((await bench.run('check')).out, /^No findings; 2 services could not be judged\.$/m);
    }));

  test('an image that nothing builds', () =>
    onWorkspace(
      {
        ...CODE,
        'compose.yaml': `${two('image: shop')}    entrypoint: [/opt/mail]\n`,
      },
      async (bench) => {
        const { error } = await bench.run('split');
        assert.match(
          error,
          /services api, mail: they share `image: shop`, which nothing here builds: .*Dockerfile$/m,
        );
      },
    ));

  test('services that share an image of somebody else are no matter', () =>
    onWorkspace({ ...CODE, 'compose.yaml': two('image: postgres') }, async (bench) => {
      assert.match((await bench.run('split')).error, /^Nothing to split/);
    }));

  test('a command that is no more than arguments', () =>
    onWorkspace(
      { ...CODE, 'compose.yaml': `${two('build: .')}    command: [/opt/mail]\n` },
      async (bench) => {
        const { error } = await bench.run('split');
        assert.match(error, /^not split: compose\.yaml:6: service mail: its command names \/opt\/mail, but/m);
      },
    ));

  test('a folder with nothing to judge', () =>
    onWorkspace({ 'tasks/compose.yml': 'version: "3"\ntasks: {}\n' }, async (bench) => {
      const { status, out } = await bench.run('check');
      assert.deepEqual([status, out], [0, 'No Compose file and no Dockerfile here.\n']);
    }));
});

describe('what cannot be judged is told once a cause', () => {
  const unjudged = (out: string): string[] =>
    (out.match(/^  \S+:\d+:\d+ .*$/gm) ?? []).map((line) => line.trim());

  test('programs that wait for one module are one line', () =>
    onWorkspace(
      {
        ...CODE,
        'go.mod': `${CODE['go.mod']}\nrequire example.com/x v1.0.0\n`,
        ...Object.fromEntries(
          ['api', 'mail', 'sync', 'admin'].map((name) => [
            `cmd/${name}/main.go`,
            'package main\n\nimport _ "example.com/x/y"\n\nfunc main() {}\n',
          ]),
        ),
      },
      async (bench) => {
        const { out } = await bench.run('check');
        assert.deepEqual(unjudged(out), [
          'Dockerfile:4:5 4 programs wait for `go mod download` of example.com/x@v1.0.0',
        ]);
        assert.match(out, /^No findings; not everything could be judged\.$/m);
      },
    ));

  test('a service that a base and an overlay have is one', () =>
    onWorkspace(
      {
        ...CODE,
        'compose.yaml': two('build: {context: "${SHOP_DIR}"}'),
        'compose.override.yaml': 'services: {api: {restart: always}}\n',
      },
      async (bench) => {
        const { out } = await bench.run('check');
        assert.deepEqual(unjudged(out), ['compose.yaml:2:3 services api and mail: $SHOP_DIR has no value']);
        assert.match(out, /^No findings; 2 services could not be judged\.$/m);
      },
    ));

  test('what a finding tells is not told again', () =>
    onWorkspace({ ...CODE, 'compose.yaml': two('build: {context: ., target: gone}') }, async (bench) => {
      assert.deepEqual(unjudged((await bench.run('check', '--rule', 'compose/target-not-found')).out), []);
    }));

  test('images and stages without Go are not ours', () =>
    onWorkspace(
      {
        ...CODE,
        'web/Dockerfile': 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["npm", "start"]\n',
        'web/package.json': '{}',
        Dockerfile: `FROM node:22 AS assets
COPY web /web
RUN npm run build --prefix /web
${CODE.Dockerfile}COPY --from=assets /web/dist /srv
`,
        'compose.yaml': 'services: {web: {build: web}, api: {build: .}}\n',
      },
      async (bench) => {
        // That one program is built for nobody is another matter.
        assert.deepEqual(unjudged((await bench.run('check')).out), []);
      },
    ));

  test('an ignore file that hides vendor/ is named', () =>
    onWorkspace(
      {
        ...CODE,
        'go.mod': `${CODE['go.mod']}\nrequire example.com/x v1.0.0\n`,
        'cmd/api/main.go': 'package main\n\nimport _ "example.com/x"\n\nfunc main() {}\n',
        '.dockerignore': 'vendor/\n',
        Dockerfile: CODE.Dockerfile.replace('go build', 'go build -mod=vendor'),
      },
      async (bench) => {
        assert.match(
          unjudged((await bench.run('check')).out)[0] ?? '',
          /^Dockerfile:4:5 program api: the ignore file of the build context hides vendor\//,
        );
      },
    ));
});
