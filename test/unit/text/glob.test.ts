import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globMatcher } from '../../../server/src/text/glob.ts';

const matches = (glob: string, path: string): boolean => globMatcher(glob)(path);

test('globs are those of VS Code', () => {
  for (const [glob, path] of [
    ['**/*.stack.yml', 'a/b/c.stack.yml'],
    ['**/*.stack.yml', 'c.stack.yml'],
    ['deploy/*.{yml,yaml}', 'deploy/a.yaml'],
    ['deploy/**', 'deploy/a/b.yml'],
    ['./deploy/a.yml', 'deploy/a.yml'],
    ['a?.yml', 'ab.yml'],
    ['[a].yml', '[a].yml'],
    ['{a,b{c,d/e}}/x', 'bd/e/x'],
    ['{a,b{c,d}}/x', 'a/x'],
    ['a},{b', 'a},{b'],
    ['**', 'a/b/c'],
    ['a/**/b', 'a/b'],
    ['a/**/b', 'a/x/y/b'],
    ['ä?', 'ä\u{1f600}'],
  ] as const)
    assert.ok(matches(glob, path), `${glob} matches ${path}`);
  for (const [glob, path] of [
    ['deploy/*.yml', 'deploy/a/b.yml'],
    ['a.yml', 'aXyml'],
    ['a?b', 'a/b'],
    ['a/**/b', 'a/xb'],
    ['{a,b}', 'c'],
    ['a', 'ab'],
    ['', 'a'],
  ] as const)
    assert.ok(!matches(glob, path), `${glob} does not match ${path}`);
});

test('no glob takes more time than its length and that of the path', () => {
  const started = performance.now();
  assert.ok(!matches('*a'.repeat(60), `${'a'.repeat(2000)}b`));
  assert.ok(!matches(`${'**/'.repeat(60)}b`, 'a/'.repeat(1000)));
  assert.ok(!matches(`${'**/*a'.repeat(40)}`, `${'a/'.repeat(1000)}b`));
  assert.ok(performance.now() - started < 2000);
});
