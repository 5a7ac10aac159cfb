import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { onWorkspace, Workbench } from '../support/command-line.ts';
import { readArchive } from '../support/read-archive.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'workspaces');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort();

/**
 * Workspaces shaped like real repositories. On top of each stands what kind it is and why each finding, or the silence, is
 * right; `-- check --` at its end is what `check` says. What UPDATE_EXPECTED=1 writes is judged against the argument before it
 * is committed.
 */
describe('check says of each kind of repository what its argument says', () => {
  let cache: Workbench;
  before(() => (cache = new Workbench(readArchive(readFileSync(join(here, 'modules.txt'), 'utf8')))));
  after(() => cache.remove());

  test('there are at least thirty, each with its argument', () => {
    assert.ok(files.length >= 30, `only ${files.length}`);
    for (const name of files) {
      const [argument = ''] = read(name).text.split(/^-- /m, 1);
      assert.ok(argument.length > 150, `${name} does not argue`);
    }
  });

  for (const name of files)
    test(name.replace(/\.txt$/, ''), () => {
      const { path, text, workspace, expected } = read(name);
      return onWorkspace(workspace, async (bench) => {
        bench.moduleCache = cache.folder;
        const { out, error } = await bench.run('check');
        const actual = `${error}${out}`;
        if (process.env['UPDATE_EXPECTED'] === '1')
          writeFileSync(path, `${text.split(CHECK, 1)[0]}-- check --\n${actual}`);
        else assert.equal(actual, expected);
      });
    });
});

const CHECK = /^-- check --\n/m;

function read(name: string): {
  readonly path: string;
  readonly text: string;
  readonly workspace: Readonly<Record<string, string>>;
  readonly expected: string;
} {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const { check: expected = '', ...workspace } = readArchive(text);
  // Where git gives Windows its line ends, every file has them.
  if (basename(name, '.txt').endsWith('-crlf'))
    for (const [file, content] of Object.entries(workspace))
      workspace[file] = content.replaceAll('\n', '\r\n');
  return { path, text, workspace, expected };
}
