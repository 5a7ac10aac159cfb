import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { structuredPatch } from 'diff';
import { onWorkspace } from '../support/command-line.ts';

describe('examples/photos', () => {
  test('check says what is wrong with the monolith', () =>
    onWorkspace('photos', async (bench) => {
      const { findings, summary } = await bench.json('check');
      const rules = findings.map(
        (finding: { rule: string; file: string }) => `${finding.file} ${finding.rule}`,
      );
      assert.deepEqual(rules, [
        'backend/Dockerfile dockerfile/cgo-not-needed',
        'docker-compose.yml compose/monolithic-image',
      ]);
      assert.match(findings[0].message, /worker \(backend\/cmd\/worker\) is built with cgo/);
      assert.equal(summary.error, 0);
      assert.equal(summary.warning, 1);
    }));

  test('inspect knows each program, its grade and its port without Go and without a module cache', () =>
    onWorkspace('photos', async (bench) => {
      const { modules, projects, images } = await bench.json('inspect');
      const programs = Object.fromEntries(
        modules[0].programs.map((each: { name: string }) => [each.name, each]),
      );
      assert.deepEqual(Object.keys(programs).sort(), ['scheduler', 'server', 'worker']);
      assert.equal(programs.server.cgo.grade, 'required');
      assert.equal(programs.server.cgo.from, 'table');
      assert.deepEqual(programs.server.cgo.libraries, ['libwebp']);
      assert.equal(programs.scheduler.cgo.grade, 'required');
      assert.equal(programs.worker.cgo.grade, 'none');
      assert.deepEqual(programs.server.listens, [8080]);
      assert.deepEqual(programs.worker.listens, [8081]);
      assert.deepEqual(programs.scheduler.listens, []);
      const services = Object.fromEntries(
        projects[0].services.map((each: { name: string }) => [each.name, each]),
      );
      assert.deepEqual(services.worker.runs, {
        program: 'backend/cmd/worker',
        path: '/app/worker',
        evidence: 'command',
        also: [],
      });
      assert.equal(services.backend.runs.evidence, 'CMD');
      assert.deepEqual(services.postgres.runs, { program: null, reason: null });
      assert.equal(services.worker.cgo.effective, 'on');
      assert.equal(services.worker.cgo.grade, 'none');
      assert.deepEqual(services.worker.profiles, ['prod']);
      assert.equal(
        images.find((image: { dockerfile: string }) => image.dockerfile === 'backend/Dockerfile').holds
          .length,
        3,
      );
    }));

  test('split changes nothing until it is told to', () =>
    onWorkspace('photos', async (bench) => {
      const before = readFileSync(join(bench.folder, 'docker-compose.yml'), 'utf8');
      const { status, out } = await bench.run('split');
      assert.equal(status, 0);
      assert.match(out, /^\+\+\+ b\/backend\/Dockerfile\.worker$/m);
      assert.equal(readFileSync(join(bench.folder, 'docker-compose.yml'), 'utf8'), before);
      assert.ok(!existsSync(join(bench.folder, 'backend/Dockerfile.worker')));
    }));

  test('split --write gives each program the image that it needs, and check finds nothing then', () =>
    onWorkspace('photos', async (bench) => {
      const read = (file: string): string => readFileSync(join(bench.folder, file), 'utf8');
      const compose = read('docker-compose.yml');
      const split = await bench.run('split', '--write');
      assert.equal(split.status, 0, split.error);
      assert.ok(!existsSync(join(bench.folder, 'backend/Dockerfile')), 'the monolith is gone');

      const files = {
        server: read('backend/Dockerfile.server'),
        worker: read('backend/Dockerfile.worker'),
        scheduler: read('backend/Dockerfile.scheduler'),
      };
      for (const [name, text] of Object.entries(files)) {
        assert.equal(text.match(/go build/g)?.length, 1, `${name} is built once`);
        assert.match(text, new RegExp(`\\./cmd/${name}\\b`));
        assert.match(text, new RegExp(`^CMD \\["\\./${name}"\\]$`, 'm'));
        assert.match(text, /^FROM golang:1\.25-alpine AS builder$/m);
        assert.match(text, /^FROM alpine:3\.22$/m);
        assert.match(text, /^# ---- Runtime ----$/m);
        assert.match(text, /^RUN apk add --no-cache (?:libwebp )?ca-certificates tzdata/m);
        assert.match(text, /^USER app$/m);
        assert.match(text, /chown -R app:app \/app\b/);
        assert.ok(text.endsWith('\n') && !text.includes('\n\n\n'), `${name} is tidy`);
      }
      assert.match(files.worker, /CGO_ENABLED=0 go build/);
      assert.doesNotMatch(files.worker, /build-base|libwebp|\/data\/photos/);
      assert.match(files.worker, /^EXPOSE 8081$/m);
      for (const text of [files.server, files.scheduler]) {
        assert.match(text, /CGO_ENABLED=1 go build/);
        assert.match(text, /apk add --no-cache build-base libwebp-dev$/m);
        assert.match(text, /apk add --no-cache libwebp /);
        assert.match(text, /mkdir -p \/data\/photos && chown -R app:app \/app \/data\/photos/);
      }
      assert.match(files.server, /^EXPOSE 8080$/m);
      assert.doesNotMatch(files.scheduler, /EXPOSE/);

      const lines = structuredPatch('a', 'b', compose, read('docker-compose.yml')).hunks.flatMap(
        (hunk) => hunk.lines,
      );
      assert.deepEqual(
        lines.filter((line) => line.startsWith('+')).sort(),
        ['server', 'scheduler', 'worker'].map((name) => `+      dockerfile: Dockerfile.${name}`).sort(),
      );
      assert.deepEqual(
        lines.filter((line) => line.startsWith('-')).sort(),
        [
          ...Array<string>(3).fill('-      dockerfile: Dockerfile'),
          '-    command: ["./scheduler"]',
          '-    command: ["./worker"]',
        ].sort(),
      );

      const check = await bench.run('check', '--fail-on', 'hint');
      assert.equal(check.status, 0, check.out);
      assert.match(check.out, /^No findings\.$/m);
      assert.equal((await bench.run('split')).status, 1, 'there is nothing left to split');
    }));
});

describe('examples/photos-leak', () => {
  const chain = ['internal/postgres', 'internal/domain', 'internal/jobs', 'internal/imageprocessor'].map(
    (name) => `example.com/photos/${name}`,
  );

  test('why-cgo prints the chain hop by hop', () =>
    onWorkspace('photos-leak', async (bench) => {
      const { status, out } = await bench.run('why-cgo', 'worker');
      assert.equal(status, 0);
      for (const hop of [...chain, 'github.com/kolesa-team/go-webp/encoder'])
        assert.ok(out.includes(`→ ${hop}`), `${hop} in ${out}`);
      assert.match(out, /Cutting any one of these imports frees it of cgo/);
    }));

  test('the split keeps cgo for the worker and says which one import to cut', () =>
    onWorkspace('photos-leak', async (bench) => {
      const { split } = await bench.json('inspect');
      const { plan, refused, kept } = await bench.json('split', '--write');
      assert.deepEqual(split, { plan, kept, refused }, 'inspect shows the same plan');
      assert.deepEqual(refused, []);
      const worker = plan.find((entry: { program: string }) => entry.program === 'backend/cmd/worker');
      assert.equal(worker.cgo, 'on');
      assert.ok(
        worker.because.some((line: string) => line.startsWith('cutting one import would free it of cgo: ')),
        worker.because.join('\n'),
      );
      const text = readFileSync(join(bench.folder, worker.dockerfile), 'utf8');
      assert.match(text, /CGO_ENABLED=1 go build/);
      assert.match(text, /build-base libwebp-dev/);
      // What is left is that import, told in the code.
      const { findings } = await bench.json('check');
      assert.deepEqual(
        findings.map(({ file, rule }: { file: string; rule: string }) => `${file} ${rule}`),
        ['backend/internal/jobs/jobs.go go/import-pulls-cgo'],
      );
    }));

  test('a worker that is built without cgo is an error, with one related place a hop', () =>
    onWorkspace('photos-leak', async (bench) => {
      await bench.run('split', '--write');
      const file = 'backend/Dockerfile.worker';
      bench.write(
        file,
        readFileSync(join(bench.folder, file), 'utf8').replace('CGO_ENABLED=1', 'CGO_ENABLED=0'),
      );
      const { status } = await bench.run('check');
      assert.equal(status, 1);
      const { findings } = await bench.json('check');
      const finding = findings.find((each: { rule: string }) => each.rule === 'dockerfile/cgo-needed');
      assert.equal(finding.file, file);
      assert.equal(finding.related.length, chain.length + 1);
      const { line, column } = finding.range.start;
      assert.equal(
        readFileSync(join(bench.folder, file), 'utf8')
          .split('\n')
          [line - 1]?.slice(column - 1, finding.range.end.column - 1),
        'CGO_ENABLED=0',
      );
    }));
});
