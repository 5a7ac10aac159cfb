import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { JOURNAL } from '../../server/src/host/write-journal.ts';
import { onWorkspace, type Workbench } from '../support/command-line.ts';
import { failing } from '../support/failing-disk.ts';

const PROGRAM = 'package main\n\nfunc main() {}\n';

const SHARED: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/shop\n\ngo 1.25\n',
  'cmd/api/main.go': PROGRAM,
  'cmd/worker/main.go': PROGRAM,
  'compose.yaml':
    'services:\n  api:\n    build: .\n    command: /app/api\n  worker:\n    build: .\n    command: /app/worker\n',
};

/** Each is split in a way of its own. */
const WORKSPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'one file for each program': {
    ...SHARED,
    Dockerfile:
      'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/api ./cmd/api\nRUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker\n\nFROM debian:bookworm-slim AS runtime\nCOPY --from=build /out/api /out/worker /app/\nCMD ["/app/api"]\n',
  },
  'a folder that is copied as a whole': {
    ...SHARED,
    Dockerfile:
      'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/api ./cmd/api\nRUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker\n\nFROM scratch\nCOPY --from=build /out/ /app/\nCMD ["/app/api"]\n',
  },
};

for (const [name, files] of Object.entries(WORKSPACES))
  for (const into of ['files', 'stages'])
    describe(`${name}, into ${into}: a split that is killed at any write`, () => {
      test('leaves a project that works, and the next run finishes it', async () => {
        let whole: Record<string, string> = {};
        await onWorkspace(files, async (bench) => {
          assert.equal((await bench.run('split', '--write', '--into', into)).status, 0);
          whole = filesOf(bench);
        });
        let kills = 0;
        for (let nth = 1; ; nth++) {
          let killed = false;
          await onWorkspace(files, async (bench) => {
            killed = await failing(nth, true, () => bench.run('split', '--write', '--into', into));
            assert.deepEqual(await started(bench), ['api', 'worker'], `after write ${nth}`);
            const next = await bench.run('split', '--write', '--into', into);
            if (killed) assert.equal(next.status, 0, next.error);
            assert.deepEqual(filesOf(bench), whole, `after write ${nth}`);
          });
          if (!killed) break;
          kills++;
        }
        assert.ok(kills > 5, 'the writes were found');
      });
    });

test('what a person has changed since is left alone, and the journal goes', () =>
  onWorkspace(WORKSPACES['one file for each program'] ?? {}, async (bench) => {
    await failing(6, true, () => bench.run('split', '--write'));
    assert.ok(JOURNAL in filesOf(bench), 'it was interrupted');
    bench.write('compose.yaml', 'services: {}\n');
    const { status, error } = await bench.run('split', '--write');
    assert.equal(status, 2);
    assert.match(error, /compose\.yaml: it was changed after a run that was interrupted/);
    assert.equal(filesOf(bench)['compose.yaml'], 'services: {}\n');
    assert.ok(!(JOURNAL in filesOf(bench)));
  }));

test('a journal writes nothing outside of the repository', () =>
  onWorkspace(
    {
      ...WORKSPACES['one file for each program'],
      [JOURNAL]: JSON.stringify({
        version: 1,
        pid: 999999,
        steps: [{ file: '../outside.txt', before: null, after: 'x' }],
      }),
    },
    async (bench) => {
      await bench.run('split', '--write');
      assert.throws(() => statSync(join(bench.folder, '../outside.txt')), /ENOENT/);
    },
  ));

async function started(bench: Workbench): Promise<string[]> {
  const { projects } = await bench.json('inspect');
  return projects
    .flatMap((each: { services: { runs: { program: string | null } }[] }) => each.services)
    .map(({ runs }: { runs: { program: string | null } }) => runs.program?.replace('cmd/', '') ?? 'nothing')
    .sort();
}

/** All files but the module cache that is not there. */
function filesOf(bench: Workbench): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of readdirSync(bench.folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.path, entry.name);
      out[path.slice(bench.folder.length + 1)] = readFileSync(path, 'utf8');
    }
  return out;
}
