import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('what was typed a thousand edits ago is not kept', () => {
  const script = fileURLToPath(new URL('../perf/edit-long.ts', import.meta.url));
  const args = ['--expose-gc', '--import', 'tsx', script, 'all', '500', '1500'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [first = 0, last = 0] = JSON.parse(stdout || '[]') as number[];
  assert.ok(first > 0, stderr);
  assert.ok(last < 1.1 * first, `${first} bytes after 500 edits, ${last} after 1500`);
});
