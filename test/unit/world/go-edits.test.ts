import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cgoVerdicts, goModules, PLAIN } from '../../../server/src/world/go/go-facts.ts';
import { Snapshot } from '../../../server/src/memory/snapshot.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/**
 * Whatever is kept from one edit to the next, the verdict is that of a workspace which is opened anew: texts that are
 * parsed, packages, graphs and comparisons of what cgo changes hang on what they were made of.
 */
const NATIVE = 'package p\n\nimport "C"\n\n';
const WAYS: Readonly<Record<string, readonly (string | null)[]>> = {
  '/m/go.mod': ['module example.com/m\n\ngo 1.24\n', 'module example.com/m\n\ngo 1.16\n'],
  '/m/cmd/x/main.go': [
    'package main\n\nimport "example.com/m/a"\n\nfunc main() { a.A() }\n',
    'package main\n\nimport _ "example.com/m/p"\n\nfunc main() {}\n',
    'package main\n\nimport "example.com/m/p"\n\nfunc main() { p.F(1) }\n',
    'package main\n\nfunc main() {}\n',
  ],
  '/m/cmd/y/main.go': [
    'package main\n\nimport "example.com/m/a"\n\nvar _ = a.B\n\nfunc main() {}\n',
    'package main\n\nimport "example.com/m/p"\n\nvar t p.T\n\nfunc main() { t.M() }\n',
    'package main\n\nimport "example.com/m/missing"\n\nfunc main() {}\n',
  ],
  '/m/a/a.go': [
    'package a\n\nimport "example.com/m/p"\n\nvar B = 1\n\nfunc A() { p.F(1) }\n',
    'package a\n\nvar B = 1\n\nfunc A() {}\n',
    'package a\n\nimport _ "example.com/m/p"\n\nvar B = 1\n\nfunc A() { /* p.F(1) */ }\n',
    '//go:build cgo\n\npackage a\n\nvar B = 1\n\nfunc A() {}\n',
    'package a\n\nimport "example.com/m/q"\n\nvar B = q.Make().Name()\n\nfunc A() { q.Make().T.M() }\n',
    'package a\n\nimport "example.com/m/q"\n\nvar B = 1\n\nfunc A() { var n q.Namer = q.Make(); n.Name() }\n',
  ],
  // Types that come to `a` by way of `q`, which no file of `a` names.
  '/m/q/q.go': [
    'package q\n\nimport (\n\t"example.com/m/p"\n\t"example.com/m/t"\n)\n\ntype Q struct {\n\tp.T\n\tt.V\n}\n\ntype Namer interface{ Name() string }\n\nfunc Make() Q { return Q{} }\n',
    'package q\n\nimport "example.com/m/t"\n\ntype Q struct{ T t.V }\n\ntype Namer = t.Namer\n\nfunc Make() Q { return Q{} }\n\nfunc (Q) Name() string { return "" }\n',
  ],
  '/m/t/t.go': [
    'package t\n\nimport "example.com/m/p"\n\ntype V struct{ *p.T }\n\ntype Namer interface{ Name() string }\n\nfunc (V) Name() string { return "" }\n',
    'package t\n\ntype V struct{}\n\ntype Namer interface{ Name(int) string }\n\nfunc (V) M() {}\n',
    'package tt\n\ntype V struct{}\n\ntype Namer interface{ Name() string }\n',
  ],
  '/m/p/native.go': [
    `${NATIVE}func F(x int) {}\n\ntype T struct{}\n\nfunc (T) M() {}\n`,
    `${NATIVE}func F(x int) {}\n`,
    'package p\n\nfunc F(x int) {}\n\ntype T struct{}\n\nfunc (T) M() {}\n',
    null,
  ],
  '/m/p/pure.go': [
    null,
    '//go:build !cgo\n\npackage p\n\nfunc F(x int) {}\n\ntype T struct{}\n\nfunc (T) M() {}\n',
    '//go:build !cgo\n\npackage p\n\nfunc F(x string) {}\n\ntype T struct{}\n',
    '//go:build !cgo\n\npackage p\n\nfunc F(x int) { panic("p requires cgo") }\n',
  ],
};

function verdictsOf(snapshot: Snapshot): unknown {
  const programs = snapshot.derive(goModules, '/m').flatMap((each) => each.programs);
  const dirs = programs.map(({ dir }) => dir);
  const key = { context: null, root: '/m', moduleCache: null, target: PLAIN, dirs };
  return [...snapshot.derive(cgoVerdicts, key)];
}

test('after any edits the verdicts are those of a workspace opened anew', () => {
  const edit = fc
    .constantFrom(...Object.keys(WAYS))
    .chain((path) => fc.constantFrom(...(WAYS[path] ?? [])).map((text) => ({ path, text })));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const texts = new Map(
        Object.entries(WAYS).flatMap(([path, [text]]) => (text == null ? [] : [[path, text] as const])),
      );
      let snapshot = new Snapshot(new MemoryFiles([...texts]));
      verdictsOf(snapshot);
      for (const { path, text } of edits) {
        if (text === null) {
          texts.delete(path);
          snapshot = snapshot.with([], [path]);
        } else {
          texts.set(path, text);
          snapshot = snapshot.with([{ path, text }]);
        }
        assert.deepEqual(verdictsOf(snapshot), verdictsOf(new Snapshot(new MemoryFiles([...texts]))));
      }
    }),
    { numRuns: 800 },
  );
});

test('what a type is made of counts for whoever gets it by way of others', () => {
  const files: Record<string, string> = {
    '/m/go.mod': 'module example.com/m\n\ngo 1.24\n',
    '/m/main.go': 'package main\n\nimport "example.com/m/a"\n\nfunc main() { a.A() }\n',
    '/m/a/a.go':
      'package a\n\nimport "example.com/m/q"\n\nfunc A() { q.Make().M() }\n\nfunc B() { q.Make() }\n',
    '/m/q/q.go': 'package q\n\nimport "example.com/m/t"\n\nfunc Make() t.V { return t.V{} }\n',
    '/m/t/t.go': 'package t\n\nimport _ "example.com/m/p"\n\ntype V struct{}\n\nfunc (V) M() {}\n',
    '/m/p/native.go': `${NATIVE}type T struct{}\n\nfunc (T) M() {}\n`,
    '/m/p/pure.go': '//go:build !cgo\n\npackage p\n\ntype T struct{}\n',
  };
  const t = files['/m/t/t.go'] ?? '';
  const embeds = 'package t\n\nimport "example.com/m/p"\n\ntype V struct{ p.T }\n';
  let snapshot = new Snapshot(new MemoryFiles(Object.entries(files)));
  const grades: string[] = [];
  // From the second judgement on, what was compared is kept.
  for (const text of [t, `${t}\nimport _ "fmt"\n`, t, embeds, t, embeds]) {
    snapshot = snapshot.with([{ path: '/m/t/t.go', text }]);
    const [[, verdict] = []] = verdictsOf(snapshot) as [string, { grade: string }][];
    grades.push(verdict?.grade ?? '');
    assert.deepEqual(
      verdictsOf(snapshot),
      verdictsOf(new Snapshot(new MemoryFiles(Object.entries({ ...files, '/m/t/t.go': text })))),
    );
  }
  assert.deepEqual(grades, [
    'alternative',
    'alternative',
    'alternative',
    'required',
    'alternative',
    'required',
  ]);
});
