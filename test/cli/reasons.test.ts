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
