import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import {
  isStandard,
  NEWEST_MINOR,
  standardCgoOf,
  standardSince,
} from '../../server/src/go/imports/standard.ts';
import { goCommand } from './go-list.ts';

const go = goCommand();
const need =
  go?.minor === NEWEST_MINOR
    ? null
    : `needs Go 1.${NEWEST_MINOR}, from which the embedded list was made: https://go.dev/dl/`;

test('the embedded list is the standard library, and what of it reaches cgo is what go list says', (t) => {
  if (need) return t.skip(need);
  const env = { ...process.env, GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '1', GOFLAGS: '' };
  const { stdout } = spawnSync('go', ['list', '-f', '{{.ImportPath}} {{join .Deps " "}}', 'std'], {
    env,
    encoding: 'utf8',
  });
  const CGO = ['net', 'os/user', 'plugin', 'runtime/cgo'];
  let compared = 0;
  for (const line of stdout.trim().split('\n')) {
    const [path = '', ...deps] = line.split(' ');
    if (/(?:^|\/)(?:internal|vendor)(?:\/|$)/.test(path)) continue;
    assert.ok(isStandard(path), path);
    const reached = CGO.filter((each) => each === path || deps.includes(each));
    assert.deepEqual(standardCgoOf(path), reached, path);
    compared++;
  }
  assert.ok(compared > 150);
});

test('packages came with the version that the release notes name', () => {
  for (const [path, minor] of [
    ['fmt', 0],
    ['context', 7],
    ['embed', 16],
    ['log/slog', 21],
    ['iter', 23],
    ['weak', 24],
  ] as const)
    assert.equal(standardSince(path), minor, path);
  assert.equal(standardSince('example.com/m'), null);
});
