import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listZip } from '../support/list-zip.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'packages-'));
const rules = readdirSync(join(repository, 'docs/rules'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `extension/docs/rules/${name}`);

before(() => {
  run(process.execPath, [join(repository, 'scripts/package.mjs'), folder]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the VSIX holds the extension, the server, the rules, the colours and the notices, and nothing else', () => {
  const vsix = join(folder, 'dockerfile-split.vsix');
  assert.deepEqual(
    listZip(readFileSync(vsix)).sort(),
    [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/client/dist/THIRD-PARTY-NOTICES.txt',
      'extension/client/dist/extension.cjs',
      'extension/package.json',
      'extension/readme.md',
      'extension/schemas/dockerfile-split.schema.json',
      'extension/server/dist/cli.cjs',
      'extension/syntaxes/dockerfile-run-lines.tmLanguage.json',
      'extension/syntaxes/dockerfile-run.tmLanguage.json',
      ...rules,
    ].sort(),
  );
  assert.ok(statSync(vsix).size <= 900 * 1024, `${statSync(vsix).size} bytes`);
});

test('the npm package holds the command line and its notices, and needs nothing else', () => {
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  assert.ok(name, 'npm made a package');
  run('tar', ['-xzf', name], folder);
  const unpacked = join(folder, 'package');
  assert.deepEqual(
    readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
      .filter((each) => statSync(join(unpacked, each)).isFile())
      .sort(),
    [
      'LICENSE',
      'README.md',
      'bin/dockerfile-split.cjs',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/cli.cjs',
      'dist/dockerfile-split.schema.json',
      'package.json',
    ],
  );
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
  for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies'])
    assert.equal(manifest[field], undefined, field);

  const bin = join(unpacked, 'bin/dockerfile-split.cjs');
  assert.equal(run(process.execPath, [bin, '--version'], folder).trim(), manifest['version']);
  assert.match(run(process.execPath, [bin, 'explain', 'cgo-needed'], folder), /^dockerfile\/cgo-needed\n/);
  cpSync(join(repository, 'examples/photos'), join(folder, 'photos'), { recursive: true });
  const split = JSON.parse(
    run(process.execPath, [bin, 'split', '--format', 'json', join(folder, 'photos')], folder),
  );
  assert.equal(split.plan.length, 3);
});

test('no bundle carries a source map', () => {
  for (const path of ['client/dist/extension.cjs', 'server/dist/cli.cjs'])
    assert.doesNotMatch(readFileSync(join(repository, path), 'utf8'), /^\/\/# sourceMappingURL=/m, path);
});

test('every package that the notices name has its text there', () => {
  for (const side of ['client', 'server']) {
    const text = readFileSync(join(repository, side, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    const [, ...sections] = text.split(`\n${'-'.repeat(80)}\n`);
    assert.ok(sections.length > 5, side);
    for (const section of sections)
      assert.match(
        section.trim(),
        /^\S+ \d+\.\d+\.\d+\S* \([^)]+\)\n\n[^]*(?:permi|license)[^]{200}/i,
        section.slice(0, 80),
      );
  }
});

function run(command: string, args: readonly string[], cwd = repository): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${error?.message ?? ''}${stderr}`);
  return stdout;
}
