import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { onWorkspace } from '../support/command-line.ts';
import { readArchive } from '../support/read-archive.ts';

const folder = fileURLToPath(new URL('golden', import.meta.url));

describe('each monolith is split as its expectation says', () => {
  // Those of several images are not built from one context, as test/oracle does with the others.
  const files = [folder, join(folder, 'several-images')].flatMap((dir) =>
    readdirSync(dir).map((name) => join(dir, name)),
  );
  for (const file of files.filter((each) => each.endsWith('.txt')))
    test(basename(file, '.txt'), () =>
      onWorkspace(readArchive(readFileSync(file, 'utf8')), async (bench) => {
        const { out, error } = await bench.run('split');
        const actual = `${error}${out}`;
        const expected = file.replace(/\.txt$/, '.diff');
        // What UPDATE_EXPECTED=1 writes is read by a person before it is committed.
        if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(expected, actual);
        assert.ok(existsSync(expected), actual);
        assert.equal(actual, readFileSync(expected, 'utf8'));
      }),
    );
});
