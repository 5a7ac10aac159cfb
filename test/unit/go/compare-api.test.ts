import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../server/src/go/cgo/judge.ts';
import type { CgoVerdict, GoFiles } from '../../../server/src/go/model.ts';
import { goFiles } from '../../../server/src/world/go/context-view.ts';
import { nothingHidden } from '../../../server/src/go/imports/nothing-hidden.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const ON = 'package lib\n\nimport "C"\n\nfunc F() int { return 1 }\n';
const MAIN = 'package main\n\nimport "example.com/x/lib"\n\nfunc main() { lib.G() }\n';

/** Judges the program in `/x` of a module in memory; `read` gets every path whose text was asked for. */
function judged(files: Readonly<Record<string, string>>, read: string[] = []): CgoVerdict {
  const disk = new MemoryFiles(
    Object.entries({ 'go.mod': 'module example.com/x\n\ngo 1.25\n', ...files }).map(
      ([name, text]) => [`/x/${name}`, text] as const,
    ),
  );
  const all = goFiles(new Snapshot(disk));
  const go: GoFiles = {
    ...all,
    text: (path) => {
      read.push(path);
      return all.text(path);
    },
    source: (path) => {
      read.push(path);
      return all.source(path);
    },
  };
  return judge(
    go,
    '/x',
    { goos: 'linux', goarch: 'amd64', tags: [], goMinor: 25 },
    { root: '/x', moduleCache: null, hidden: nothingHidden },
  );
}

test('only what differs without cgo is read, and whoever imports a name of it', () => {
  const read: string[] = [];
  const { grade } = judged(
    {
      'main.go': MAIN.replace('lib"', 'lib"\n\nimport "example.com/x/pure"').replace(
        'lib.G()',
        'lib.G(); pure.P()',
      ),
      'pure/pure.go': 'package pure\n\nfunc P() {}\n',
      'lib/lib.go': 'package lib\n\nfunc G() {}\n',
      'lib/on.go': ON,
    },
    read,
  );
  assert.equal(grade, 'alternative');
  const go = new Set(read.filter((path) => path.endsWith('.go')));
  assert.deepEqual([...go].sort(), ['/x/lib/lib.go', '/x/lib/on.go', '/x/main.go']);
});

test('a file that is no Go makes it unknown, never pure', () => {
  const { grade, reason } = judged({
    'main.go': MAIN,
    'lib/lib.go': 'package lib\n\nfunc G() { !!! }\n\nfunc g( {\n',
    'lib/on.go': ON,
  });
  assert.equal(grade, 'unknown');
  assert.match(reason ?? '', /lib\.go cannot be understood/);
});

test('a sum of thousands of strings, and brackets without end', () => {
  const long = Array.from({ length: 20_000 }, () => '"a"').join(' + ');
  for (const value of [
    long,
    '('.repeat(20_000),
    `f${'.a'.repeat(20_000)}`,
    `f${'()'.repeat(20_000)}`,
    '*'.repeat(20_000),
  ])
    assert.doesNotThrow(() =>
      judged({
        'main.go': MAIN,
        'lib/lib.go': `package lib\n\nvar f any\n\nvar x = ${value}\n\nfunc G() { _ = ${value} }\n`,
        'lib/on.go': ON,
      }),
    );
});

test('no text of a package that differs makes it throw', () => {
  const words = fc.constantFrom(
    ...'package lib import func type var const struct interface map chan if for switch case return range { } ( ) [ ] , ; . := = * & | F G T x "C" "fmt" 1'.split(
      ' ',
    ),
    '\n',
  );
  const text = fc.array(words, { maxLength: 60 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      judged({
        'main.go': `${MAIN}\n${c}`,
        'lib/lib.go': `package lib\n${a}`,
        'lib/on.go': `${ON}\n${b}`,
      });
    }),
    { numRuns: 500 },
  );
});
