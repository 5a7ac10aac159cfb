import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../server/src/rules/all-rules.ts';
import { onWorkspace, type Workbench } from '../support/command-line.ts';

const GO = 'package main\n\nfunc main() {}\n';
const FILES = {
  '.git/HEAD': '',
  'go.mod': 'module example.com/app\n\ngo 1.25\n',
  'cmd/api/main.go': GO,
  'cmd/worker/main.go': GO,
  Dockerfile: `FROM golang:1.25-bookworm AS b
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -o /o/ ./cmd/api ./cmd/worker
FROM debian:bookworm-slim
COPY --from=b /o/ /bin/
CMD ["/bin/api"]
`,
  'compose.yaml': `services:
  api:
    build: .
  worker:
    build: .
    command: ["/bin/worker"]
`,
};

const found = async (bench: Workbench, ...args: string[]): Promise<string[]> =>
  (await bench.json('check', ...args)).findings.map(
    ({ file, rule, severity }: Record<string, string>) => `${file} ${severity} ${rule}`,
  );

const CGO = ['api', 'worker'].map(() => 'Dockerfile warning dockerfile/cgo-not-needed');
const MONOLITH = 'compose.yaml information compose/monolithic-image';

test('rules are turned off, up and down', () =>
  onWorkspace(FILES, async (bench) => {
    assert.deepEqual(await found(bench), [...CGO, MONOLITH]);
    bench.write(
      '.dockerfile-split.json',
      '{ // comments are fine\n "rules": { "dockerfile/cgo-not-needed": "off", "compose/monolithic-image": "error" } }',
    );
    assert.deepEqual(await found(bench), ['compose.yaml error compose/monolithic-image']);
    assert.equal((await bench.run('check')).status, 1);
    bench.write('.dockerfile-split.json', '{ "rules": { "dockerfile/cgo-not-needed": "hint" } }');
    assert.equal((await bench.run('check')).status, 0);
  }));

test('nothing is reported in files that are ignored, and paths are seen from the root of the repository', () =>
  onWorkspace(
    {
      '.git/HEAD': '',
      ...Object.fromEntries(
        Object.entries(FILES).flatMap(([file, text]) =>
          file.startsWith('.git') ? [] : [[`legacy/${file}`, text]],
        ),
      ),
      '.dockerfile-split.json': '{ "ignore": ["legacy/**/Dockerfile"] }',
    },
    async (bench) => {
      assert.deepEqual(await found(bench), [`legacy/${MONOLITH}`]);
      assert.deepEqual(await found(bench, 'legacy'), [MONOLITH]);
    },
  ));

test('Compose files with names of their own are judged', () =>
  onWorkspace(
    { ...FILES, 'deploy/app.stack.yml': 'services:\n  gone:\n    build: ./gone\n' },
    async (bench) => {
      assert.deepEqual(await found(bench, 'deploy'), []);
      bench.write('.dockerfile-split.json', '{ "composeFiles": ["deploy/*.stack.yml"] }');
      assert.deepEqual(await found(bench, 'deploy'), ['app.stack.yml error compose/context-not-found']);
    },
  ));

test('a fault of the file is a finding at its place, and the rest of the file holds', () =>
  onWorkspace(
    {
      ...FILES,
      '.dockerfile-split.json':
        '{\n  "rules": {\n    "dockerfile/cgo-not-neded": "off",\n    "compose/monolithic-image": "off"\n  }\n}\n',
    },
    async (bench) => {
      const { findings } = await bench.json('check');
      assert.deepEqual(
        findings.map(({ rule }: { rule: string }) => rule),
        ['config/not-valid', 'dockerfile/cgo-not-needed', 'dockerfile/cgo-not-needed'],
      );
      assert.deepEqual(findings[0].range, {
        start: { line: 3, column: 5 },
        end: { line: 3, column: 31 },
      });
      assert.equal(findings[0].message, 'there is no rule dockerfile/cgo-not-neded');
    },
  ));

test('what is turned off, ignored or silenced changes no split and no proof', () =>
  onWorkspace(FILES, async (bench) => {
    const before = await bench.run('split');
    const safe = (await bench.json('check')).findings.flatMap((each: { fixes: unknown[] }) => each.fixes);
    bench.write(
      '.dockerfile-split.json',
      JSON.stringify({ rules: Object.fromEntries(rules.map(({ id }) => [id, 'off'])), ignore: ['**'] }),
    );
    assert.deepEqual(await found(bench), []);
    assert.deepEqual(await bench.run('split'), before);
    bench.write('.dockerfile-split.json', '{ "rules": { "dockerfile/cgo-not-needed": "information" } }');
    const down = (await bench.json('check')).findings.flatMap((each: { fixes: unknown[] }) => each.fixes);
    assert.deepEqual(down, safe, 'a fix is as safe as it was');
    bench.write('.dockerfile-split.json', '{}');
    bench.write(
      'compose.yaml',
      FILES['compose.yaml'].replace(
        '    build: .\n',
        '    # dockerfile-split-ignore compose/monolithic-image: later\n    build: .\n',
      ),
    );
    assert.deepEqual(await found(bench), CGO);
    const { plan, refused } = await bench.json('split');
    assert.equal(plan.length, 2);
    assert.deepEqual(refused, []);
  }));

test('a comment silences the next line or its own, and an unused one is told', () =>
  onWorkspace(FILES, async (bench) => {
    bench.write(
      'Dockerfile',
      FILES.Dockerfile.replace(
        'RUN CGO',
        '# dockerfile-split-ignore dockerfile/cgo-not-needed: as asked\nRUN CGO',
      ),
    );
    assert.deepEqual(await found(bench), [MONOLITH]);
    bench.write(
      'Dockerfile',
      FILES.Dockerfile.replace(
        'RUN CGO',
        '# dockerfile-split-ignore dockerfile/cgo-needed: the other one\nRUN CGO',
      ),
    );
    assert.deepEqual(await found(bench), ['Dockerfile warning config/unused-ignore', ...CGO, MONOLITH]);
    bench.write(
      'Dockerfile',
      FILES.Dockerfile.replace(
        './cmd/worker\n',
        './cmd/worker # dockerfile-split-ignore dockerfile/cgo-not-needed: as asked\n',
      ),
    );
    assert.deepEqual(await found(bench), [MONOLITH]);
  }));
