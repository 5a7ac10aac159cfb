import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgoVerdicts, goModules, PLAIN } from '../../../server/src/world/go/go-facts.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { TreeFiles } from '../../support/tree-files.ts';

const A = 'package a\n\nimport (\n\t"fmt"\n\n\t"example.com/m/b"\n)\n\nfunc A() { fmt.Println(b.B) }\n';

const FILES: readonly (readonly [string, string])[] = [
  ['/m/go.mod', 'module example.com/m\n\ngo 1.24\n'],
  ['/m/cmd/x/main.go', 'package main\n\nimport "example.com/m/a"\n\nfunc main() { a.A() }\n'],
  ['/m/cmd/y/main.go', 'package main\n\nimport "example.com/m/b"\n\nvar _ = b.B\n\nfunc main() {}\n'],
  ['/m/a/a.go', A],
  ['/m/b/b.go', 'package b\n\nvar B = 1\n'],
  ['/m/c/c.go', 'package c\n\nimport "C"\n'],
];

/** A workspace in which one edit follows the other. */
class Session {
  readonly disk = new TreeFiles(FILES);
  #snapshot = new Snapshot(this.disk);

  judge(): Record<string, string> {
    const [module] = this.#snapshot.derive(goModules, '/m');
    const dirs = module?.programs.map(({ dir }) => dir) ?? [];
    const key = { context: null, root: '/m', moduleCache: null, target: PLAIN, dirs };
    return Object.fromEntries(
      [...this.#snapshot.derive(cgoVerdicts, key)].map(([dir, { grade }]) => [dir, grade]),
    );
  }

  edit(path: string, text: string | null): void {
    this.#snapshot = this.#snapshot.with([{ path, text }]);
  }

  /** What was done since the last time. */
  take(): Record<string, number> {
    const { list, read, start } = this.disk.asked;
    const now = { ...Object.fromEntries(this.#snapshot.counts), list, read, start };
    const since = Object.entries(now).flatMap(([name, count]) => {
      const more = count - (this.#taken[name] ?? 0);
      return more === 0 ? [] : [[name, more]];
    });
    this.#taken = now;
    return Object.fromEntries(since);
  }

  #taken: Record<string, number> = {};
}

function started(): Session {
  const session = new Session();
  assert.deepEqual(session.judge(), { '/m/cmd/x': 'none', '/m/cmd/y': 'none' });
  assert.deepEqual(session.take(), {
    'go-folders': 1,
    'go-modules': 1,
    'judge-cgo': 2,
    'judge-programs': 1,
    lex: 5,
    list: 7,
    read: 1,
    start: 5,
  });
  return session;
}

test('asking again does nothing', () => {
  const session = started();
  session.judge();
  assert.deepEqual(session.take(), {});
});

test('an edit that leaves imports and constraints alone lexes that file, and nothing runs', () => {
  const session = started();
  for (const text of [`${A}// more\n`, A.replace('Println', 'Print'), `${A}\nfunc B() {}\n`, A]) {
    session.edit('/m/a/a.go', text);
    session.judge();
    assert.deepEqual(session.take(), { lex: 1 });
  }
});

test('a changed import lexes that file and judges again, without another look at any other file', () => {
  const session = started();
  session.edit('/m/a/a.go', A.replace('example.com/m/b', 'example.com/m/c'));
  assert.deepEqual(session.judge(), { '/m/cmd/x': 'required', '/m/cmd/y': 'none' });
  assert.deepEqual(session.take(), { 'go-modules': 1, 'judge-cgo': 1, 'judge-programs': 1, lex: 1 });
  session.edit('/m/a/a.go', A);
  assert.deepEqual(session.judge(), { '/m/cmd/x': 'none', '/m/cmd/y': 'none' });
  assert.deepEqual(session.take(), { 'go-modules': 1, 'judge-cgo': 1, 'judge-programs': 1, lex: 1 });
});

test('a constraint that is added judges again', () => {
  const session = started();
  session.edit('/m/b/b.go', '//go:build windows\n\npackage b\n\nvar B = 1\n');
  session.judge();
  assert.deepEqual(session.take(), { 'go-modules': 1, 'judge-cgo': 2, 'judge-programs': 1, lex: 1 });
});

test('a file that comes and goes is seen', () => {
  const session = started();
  session.disk.write('/m/b/more.go', 'package b\n\nimport _ "example.com/m/c"\n');
  session.edit('/m/b/more.go', null);
  assert.deepEqual(session.judge(), { '/m/cmd/x': 'required', '/m/cmd/y': 'required' });
  assert.deepEqual(session.take(), {
    'go-folders': 1,
    'go-modules': 1,
    'judge-cgo': 2,
    'judge-programs': 1,
    lex: 1,
    // A file that comes may bring its folder along: the one above is looked at too. One that goes may take it along.
    list: 3,
    start: 1,
  });
});

test('an edit of a file that is no Go code does nothing', () => {
  const session = started();
  session.edit('/m/README.md', '# m\n');
  session.judge();
  const { lex = 0 } = session.take();
  assert.equal(lex, 0);
});

test('fifty edits in a row cost what fifty single ones do', () => {
  const session = started();
  for (let i = 0; i < 50; i++) {
    session.edit('/m/a/a.go', `${A}// ${i}\n`);
    session.judge();
  }
  assert.deepEqual(session.take(), { lex: 50 });
});
