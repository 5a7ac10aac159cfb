import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { onWorkspace } from '../support/command-line.ts';
import { readArchive } from '../support/read-archive.ts';

const folder = fileURLToPath(new URL('golden', import.meta.url));

describe('each monolith is split as its expectation says', () => {
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.txt')))
    test(file.slice(0, -4), () =>
      onWorkspace(readArchive(readFileSync(join(folder, file), 'utf8')), async (bench) => {
        const { out, error } = await bench.run('split');
        const actual = `${error}${out}`;
        const expected = join(folder, file.replace(/\.txt$/, '.diff'));
        // What UPDATE_EXPECTED=1 writes is read by a person before it is committed.
        if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(expected, actual);
        assert.ok(existsSync(expected), actual);
        assert.equal(actual, readFileSync(expected, 'utf8'));
      }),
    );
});
