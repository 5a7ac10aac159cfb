import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace, type Workbench } from '../support/command-line.ts';

const read = (bench: Workbench, file: string): string => readFileSync(join(bench.folder, file), 'utf8');

/** What each service starts and how its program was built. */
async function services(bench: Workbench): Promise<unknown> {
  const { projects } = await bench.json('inspect');
  return projects[0].services
    .filter((service: { runs: { program: string | null } }) => service.runs.program !== null)
    .map(({ name, runs, cgo }: any) => [name, runs.program, runs.path, cgo.effective, cgo.grade]);
}

describe('split --into stages', () => {
  test('gives each program a stage of the same file, which the services build by target', () =>
    onWorkspace('photos', async (bench) => {
      const { status } = await bench.run('split', '--into', 'stages', '--write');
      assert.equal(status, 0);
      const dockerfile = read(bench, 'backend/Dockerfile');
      const stages = [...dockerfile.matchAll(/^FROM (.*)$/gm)].map((match) => match[1]);
      // The program that the file started without a target comes last, so that it still does.
      assert.deepEqual(stages, [
        'golang:1.25-alpine AS builder',
        'alpine:3.22 AS scheduler',
        'alpine:3.22 AS worker',
        'alpine:3.22 AS server',
      ]);
      assert.match(dockerfile, /CGO_ENABLED=0 go build .* \.\/cmd\/worker/);
      assert.match(dockerfile, /CGO_ENABLED=1 go build .* \.\/cmd\/server/);
      const [, scheduler = '', worker = ''] = dockerfile.split(/^FROM alpine.*$/m);
      assert.match(scheduler, /libwebp/);
      assert.doesNotMatch(scheduler, /EXPOSE/);
      assert.doesNotMatch(worker, /libwebp|\/data\/photos/);
      assert.match(worker, /EXPOSE 8081/);
      const compose = read(bench, 'docker-compose.yml');
      assert.equal(compose.match(/^ {6}target: (?:server|worker|scheduler)$/gm)?.length, 3);
      assert.doesNotMatch(compose, /command:/);
      const { findings } = await bench.json('check');
      assert.deepEqual(findings, []);
      const again = await bench.run('split', '--into', 'stages');
      assert.equal(again.status, 1);
      assert.match(again.error, /Nothing to split/);
    }));

  test('and back into files: the images are those of a split into files', () =>
    onWorkspace('photos', async (bench) => {
      await bench.run('split', '--into', 'stages', '--write');
      const staged = await services(bench);
      const { status } = await bench.run('split', '--dockerfile', 'backend/Dockerfile', '--write');
      assert.equal(status, 0);
      assert.ok(!existsSync(join(bench.folder, 'backend/Dockerfile')));
      assert.doesNotMatch(read(bench, 'docker-compose.yml'), /target:/);
      assert.deepEqual(await services(bench), staged);
      await onWorkspace('photos', async (straight) => {
        await straight.run('split', '--write');
        assert.deepEqual(await services(straight), staged);
        for (const name of ['server', 'worker', 'scheduler'])
          assert.equal(
            read(bench, `backend/Dockerfile.${name}`).replace(/^(FROM alpine:\S+) AS .*$/m, '$1'),
            read(straight, `backend/Dockerfile.${name}`),
          );
      });
      const { findings } = await bench.json('check');
      assert.deepEqual(findings, []);
    }));

  test('keeps the shared stage, as the last one, where something else may build it', () =>
    onWorkspace('photos', async (bench) => {
      bench.write('Makefile', 'image:\n\tdocker build -t photos backend\n');
      const { kept } = await bench.json('split', '--into', 'stages');
      assert.deepEqual(kept, [{ file: 'backend/Dockerfile', because: ['Makefile:2 builds it'] }]);
      await bench.run('split', '--into', 'stages', '--write');
      const dockerfile = read(bench, 'backend/Dockerfile');
      const last = dockerfile.split(/^FROM /m).at(-1) ?? '';
      assert.match(last, /^alpine:3.22\n/);
      for (const name of ['server', 'worker', 'scheduler'])
        assert.match(last, new RegExp(`COPY --from=builder /bin/${name} `));
    }));

  test('builds each program in a stage of its own where images copy all that the builder builds', () =>
    onWorkspace(
      {
        'go.mod': 'module example.com/shop\n\ngo 1.25\n',
        'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
        'cmd/job/main.go': 'package main\n\nfunc main() {}\n',
        Dockerfile: [
          'FROM golang:1.25-alpine AS build',
          'WORKDIR /src',
          'COPY . .',
          '# Both.',
          'RUN go build -o /out/ ./cmd/api ./cmd/job',
          '',
          'FROM alpine',
          'COPY --from=build /out/ /usr/local/bin/',
          'CMD ["api"]',
          '',
        ].join('\n'),
        'compose.yaml': 'services:\n  api:\n    build: .\n  job:\n    build: .\n    command: [job, --once]\n',
      },
      async (bench) => {
        const { plan, refused } = await bench.json('split', '--into', 'stages', '--write');
        assert.deepEqual(refused, []);
        assert.deepEqual(
          plan.map(({ dockerfile, target }: { dockerfile: string; target: string }) => [dockerfile, target]),
          [
            ['Dockerfile', 'job'],
            ['Dockerfile', 'api'],
          ],
        );
        assert.equal(
          read(bench, 'Dockerfile'),
          [
            'FROM golang:1.25-alpine AS build',
            'WORKDIR /src',
            'COPY . .',
            '',
            'FROM build AS build-job',
            '# Both.',
            'RUN go build -o /out/ ./cmd/job',
            '',
            'FROM alpine AS job',
            'COPY --from=build-job /out/ /usr/local/bin/',
            'CMD ["job"]',
            '',
            'FROM build AS build-api',
            '# Both.',
            'RUN go build -o /out/ ./cmd/api',
            '',
            'FROM alpine AS api',
            'COPY --from=build-api /out/ /usr/local/bin/',
            'CMD ["api"]',
            '',
          ].join('\n'),
        );
        const { findings } = await bench.json('check');
        assert.deepEqual(findings, []);
      },
    ));
});

test('a monolith that a service watches stays, with the line', () =>
  onWorkspace('photos', async (bench) => {
    const compose = read(bench, 'docker-compose.yml');
    const watched = compose.replace(
      '  catalogue:\n',
      '  catalogue:\n    develop: {watch: [{path: backend/Dockerfile, action: rebuild}]}\n',
    );
    assert.notEqual(watched, compose);
    bench.write('docker-compose.yml', watched);
    const { kept } = await bench.json('split');
    const line = watched.split('\n').findIndex((each) => each.includes('develop:')) + 1;
    assert.deepEqual(kept, [
      { file: 'backend/Dockerfile', because: [`docker-compose.yml:${line} watches it`] },
    ]);
  }));
