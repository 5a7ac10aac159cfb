import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * Snapshots of the scopes that each token of a Dockerfile gets, in the grammars of VS Code itself plus ours.
 * After a wanted change: UPDATE_SNAPSHOTS=1 node --import tsx --test test/grammar/run-body.test.ts, and read the diff.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const extensions = `${root}test/e2e/host/node_modules/code-server/lib/vscode/extensions`;
const builtIn = [
  `${extensions}/docker/syntaxes/docker.tmLanguage.json`,
  `${extensions}/shellscript/syntaxes/shell-unix-bash.tmLanguage.json`,
];
const need = builtIn.every((path) => existsSync(path))
  ? null
  : "needs VS Code's own grammars, which come with the e2e host: node scripts/install-e2e.mjs";
const fixtures = `${root}test/grammar/fixtures`;

for (const name of readdirSync(fixtures).filter((file) => file.endsWith('.dockerfile'))) {
  test(`the tokens of ${name}`, (t) => {
    if (need) return t.skip(need);
    const update = process.env['UPDATE_SNAPSHOTS'] === '1';
    // The tool writes a snapshot that is missing and calls that a success.
    assert.ok(update || existsSync(`${fixtures}/${name}.snap`), 'no snapshot: run with UPDATE_SNAPSHOTS=1');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        `${root}node_modules/vscode-tmgrammar-test/dist/snapshot.js`,
        ...(update ? ['--updateSnapshot'] : []),
        '--config',
        `${root}test/grammar/grammars.json`,
        '--scope',
        'source.dockerfile',
        ...builtIn.flatMap((path) => ['--grammar', path]),
        `${fixtures}/${name}`,
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout + stderr);
  });
}
