import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

test('a new rule compiles, stands in every list, and passes its fixtures', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'dockerfile-split-new-rule-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const path of [
    'server/src',
    'protocol',
    'test/rules',
    'test/support',
    'docs/rules',
    'scripts',
    'README.md',
  ])
    cpSync(join(repository, path), join(root, path), { recursive: true });
  for (const path of ['package.json', 'tsconfig.json', 'biome.json'])
    cpSync(join(repository, path), join(root, path));
  symlinkSync(realpathSync(join(repository, 'node_modules')), join(root, 'node_modules'));

  // What else there is to compile needs all of the repository.
  const config = readFileSync(join(root, 'tsconfig.json'), 'utf8');
  writeFileSync(
    join(root, 'tsconfig.json'),
    config.replace(/"include": \[[^\]]*\]/, '"include": ["server/src", "test/rules"]'),
  );

  run(root, 'scripts/new-rule.ts', 'go/some-rule');
  assert.match(readFileSync(join(root, 'server/src/rules/all-rules.ts'), 'utf8'), /'\.\/go\/some-rule\.ts'/);
  assert.match(
    readFileSync(join(root, 'README.md'), 'utf8'),
    /\[go\/some-rule\]\(docs\/rules\/go\/some-rule\.md\)/,
  );
  run(root, 'scripts/generate-rules.ts', '--check');
  tool(root, 'tsc', '--noEmit', '-p', '.');
  tool(root, 'biome', 'format', '--vcs-enabled=false', 'server/src/rules');
  const name = [
    '--test',
    '--test-name-pattern=go/some-rule|fires.txt|silent.txt|has a firing',
    'test/rules/rules.test.ts',
  ];
  // A runner inside of a runner would report to that one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', ...name], {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  assert.match(stdout, /# Subtest: go\/some-rule/);
  assert.match(stdout, /# fail 0/, stdout);
});

function run(root: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

function tool(root: string, name: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', name), args, {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
}
