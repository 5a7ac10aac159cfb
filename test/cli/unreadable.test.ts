import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { onWorkspace, type Workbench } from '../support/command-line.ts';

const OTHER = { 'other/compose.yaml': 'services:\n  a:\n    build: ./absent\n' };

const KINDS: Readonly<Record<string, { readonly make: (path: string) => void; readonly reason: RegExp }>> = {
  'a pipe': {
    make: (path) => void spawnSync('mkfifo', [path]),
    reason: /it is no regular file/,
  },
  'a link to itself': { make: (path) => symlinkSync('compose.yaml', path), reason: /links lead in a circle/ },
  'a link to a device': { make: (path) => symlinkSync('/dev/zero', path), reason: /outside the repository/ },
  'a link out of the repository': {
    make: (path) => symlinkSync('/etc/hostname', path),
    reason: /outside the repository/,
  },
};

describe('a Compose file that cannot be read ends with 2, and the rest is judged', {
  skip: process.platform === 'win32',
}, () => {
  for (const [name, { make, reason }] of Object.entries(KINDS)) {
    for (const place of ['compose.yaml', 'deep/er/compose.yaml']) {
      test(`${name}: ${place}`, () =>
        onWorkspace(OTHER, async (bench) => {
          mkdirSync(join(bench.folder, 'deep/er'), { recursive: true });
          make(join(bench.folder, place));
          const { status, out, error } = await bench.run('check', '--format', 'json');
          assert.equal(status, 2);
          assert.match(error, new RegExp(`^dockerfile-split: ${place}: it cannot be read: [^\\n]*\\n$`));
          assert.match(error, reason);
          const files = JSON.parse(out).findings.map((each: { file: string }) => each.file);
          assert.ok(files.includes('other/compose.yaml'), 'the rest is judged');
          assert.doesNotMatch(out, /empty compose file/);
          for (const command of ['split', 'inspect']) assert.equal((await bench.run(command)).status, 2);
          assert.equal((await bench.run('check', place)).status, 2, 'by its name');
          assert.equal((await bench.run('check', 'other')).status, 1, 'where nobody asked about it');
        }));
    }
  }

  test('a file and a folder without permission', () =>
    onWorkspace(
      { ...OTHER, 'compose.yaml': 'services: {}\n', 'closed/compose.yaml': 'services: {}\n' },
      async (bench: Workbench) => {
        chmodSync(join(bench.folder, 'compose.yaml'), 0);
        chmodSync(join(bench.folder, 'closed'), 0);
        const { status, error } = await asSomebody(bench, () => bench.run('check'));
        chmodSync(join(bench.folder, 'closed'), 0o755);
        assert.equal(status, 2);
        assert.match(error, /closed: it cannot be read: there is no permission/);
        assert.match(error, /compose\.yaml: it cannot be read: there is no permission/);
        rmSync(join(bench.folder, 'compose.yaml'));
      },
    ));
});

/** Runs something as a person without privileges: nothing is closed to root. */
async function asSomebody<T>(bench: Workbench, run: () => Promise<T>): Promise<T> {
  const { seteuid } = process;
  if (process.geteuid?.() !== 0 || !seteuid) return run();
  chmodSync(bench.folder, 0o755);
  seteuid.call(process, 65534);
  try {
    return await run();
  } finally {
    seteuid.call(process, 0);
  }
}
