import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { buildWorld } from '../../../server/src/world/build-world.ts';
import { startedByHand } from '../../../server/src/world/needs/started-by-hand.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const main = 'package main\n\nfunc main() {}\n';
const WORKSPACE = {
  'go.mod': 'module example.com/shop\n\ngo 1.23\n',
  'cmd/api/main.go': main,
  'cmd/mail/main.go': main,
  Dockerfile: `FROM golang:1.23-alpine AS build
WORKDIR /src
COPY . .
RUN go build -o /out/ ./cmd/...
FROM alpine:3.20
WORKDIR /opt/shop
COPY --from=build /out/ /opt/shop/
CMD ["./api"]
`,
  'compose.yaml': `services:
  api:
    build: .
    image: shop/app:1
    container_name: front
  mail:
    build: .
    command: [./mail]
  db:
    image: postgres
`,
};

/** The lines that start mail in an image, with the service whose container it is. */
function lines(file: string, text: string): string[] {
  const files = Object.entries({ ...WORKSPACE, [file]: text }).map(([name, each]): [string, string] => [
    `/w/${name}`,
    each,
  ]);
  const settings = { path: '/w', root: '/w', moduleCache: null, env: [] };
  const world = buildWorld(new Snapshot(new MemoryFiles(files)), settings);
  return world.images.flatMap((image) =>
    startedByHand(world, image).flatMap(({ program, service, line }) =>
      program.package.binaryName === 'mail' ? [`${line} ${service.model.name.value}`] : [],
    ),
  );
}

describe('startedByHand', () => {
  test('each way to start a program in a container', () => {
    for (const command of [
      'docker compose run --rm api /opt/shop/mail',
      'docker compose run --rm api ./mail --once',
      'docker compose -f compose.yaml --profile x exec -T api /opt/shop/mail',
      'docker-compose exec api sh -c "cd /tmp && /opt/shop/mail"',
      'docker compose run --entrypoint /opt/shop/mail api',
      'docker compose run --entrypoint=/opt/shop/mail api',
      'podman compose exec api mail',
      'docker exec -it front /opt/shop/mail',
      'docker exec shop-api-1 /opt/shop/mail',
      'docker container exec shop-api-1 /opt/shop/mail',
      'docker run --rm -e A=b shop/app:1 /opt/shop/mail',
      'kubectl exec deploy/api -- /opt/shop/mail',
      'kubectl -n shop exec -it api-0 -c api -- ./mail',
      'DC="docker compose"\n$DC exec api /opt/shop/mail',
    ])
      assert.deepEqual(
        lines('x.sh', `${command}\n`).map((each) => each.slice(2)),
        ['api'],
        command,
      );
  });

  test('each kind of file', () => {
    const command = 'docker compose exec api ./mail';
    for (const [file, text] of Object.entries({
      Makefile: `mail:\n\t${command}\n`,
      'Taskfile.yml': `tasks:\n  mail:\n    cmds: ["${command}"]\n`,
      'docs/run.md': `Run it:\n\n\`${command}\`\n`,
      '.github/workflows/ci.yml': `steps:\n  - run: ${command}\n`,
      'e2e/run_test.go': 'func x() {\n\texec.Command("docker", "compose", "exec", "api", "./mail")\n}\n',
    }))
      assert.equal(lines(file, text).length, 1, file);
  });

  test('a container that cannot be told is each of the image', () =>
    assert.deepEqual(lines('x.sh', 'docker exec $CONTAINER /opt/shop/mail\n'), ['1 api', '1 mail']));

  test('what starts something else, or elsewhere', () => {
    for (const command of [
      'docker compose run --rm mail',
      'docker compose exec db mail',
      'docker run other/mail mail',
      'docker compose up api mail',
      '# docker compose exec api ./mail',
      'docker compose exec api ./api',
    ])
      assert.deepEqual(
        lines('x.sh', `${command}\n`).filter((each) => each !== '1 mail'),
        [],
        command,
      );
  });
});
