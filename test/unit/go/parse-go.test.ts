import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Decl } from '../../../server/src/go/syntax/ast.ts';
import { parseGo } from '../../../server/src/go/syntax/parse-go.ts';

const names = (decls: readonly Decl[]): string[] =>
  decls.flatMap((decl) =>
    decl.kind === 'func' || decl.kind === 'type'
      ? [`${decl.kind} ${decl.name.name}`]
      : decl.names.map(({ name }) => `${decl.kind} ${name}`),
  );

test('top-level declarations of every kind', () => {
  const { decls, broken } = parseGo(`package p
import ("fmt"; . "os")
const ( A = iota; B; C, D = 1, "x" )
var x, y int = 1, 2
type ( T struct { a, b int; *E; io.Reader; G[int]; n [4]byte "tag" }; U = T; L[K comparable, V any] map[K]V; F [n]int )
func (t *T) M(a int, bs ...string) (n int, err error) { return }
func f[T ~int | ~string](x T)
func init() {}
`);
  assert.equal(broken, false);
  assert.deepEqual(names(decls), [
    'const A',
    'const B',
    'const C',
    'const D',
    'var x',
    'var y',
    'type T',
    'type U',
    'type L',
    'type F',
    'func M',
    'func f',
    'func init',
  ]);
});

test('what follows a broken declaration is still read', () => {
  const { decls, broken } = parseGo('package p\nfunc a( {{{\nfunc }}}\n\nvar x = )\n\nfunc good() {}\n');
  assert.equal(broken, true);
  assert.ok(names(decls).includes('func good'));
});

test('statements that trip parsers', () => {
  for (const body of [
    'if x := (T{1}); x.a { }',
    'for range 3 {}',
    'for i := range []int{1} {}',
    'for ; ; {}',
    'for x < 1 {}',
    'switch x := y.(type) { case nil, *T: default: }',
    'switch { case a, b: fallthrough; default: }',
    'select { case v, ok := <-c: case c <- 1: default: }',
    'L: for { break L }',
    'goto L\nL:\n;',
    'x[a:b:c] = y',
    'm[k]++',
    'f := func() (a, b int) { return 1, 2 }',
    'var _ = map[string][]T{"a": {{1}, {2}}}',
    'if f(T{1}) {}',
    'go func() {}()',
    'a, b = b, a',
    'x &^= 1 << 2',
    'y := [...]int{1, 2}',
    'c := make(chan<- (<-chan int))',
    'z := G[int, string]{a: 1}.m(.5, 1e3, 0x1p-2, `raw`)',
    'if v, ok := m[k]; !ok || v == (T{}) { } else if a { } else { }',
    'defer f(xs...)',
    'const c = 1 + 2i',
    'type local struct { f func(int) (string, error) }',
    'for i, j := 0, 1; i < j; i, j = i+1, j-1 {}',
  ])
    assert.equal(parseGo(`package p\nfunc f() {\n${body}\n}\n`).broken, false, body);
});

test('no text makes it throw or run for long', () => {
  const words = fc.constantFrom(
    ...'package p import func type var const struct interface map chan if for switch select case default return go defer range { } ( ) [ ] , ; : . ... := = * & <- + ~ | x y T "s" `r` \'c\' 1 .5 \n // /* */'.split(
      ' ',
    ),
    '\n',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 80 }), (parts) => {
      parseGo(parts.join(' '));
      parseGo(`package p\nfunc f() {\n${parts.join(' ')}\n}\n`);
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void parseGo(text)));
  for (const open of [
    '(',
    '[',
    '{',
    '*',
    'func(){',
    'if x {} else ',
    'T{',
    'a.',
    'struct{',
    '-',
    'map[',
    '<-',
    'x[',
  ])
    for (const head of ['package p\nvar x = ', 'package p\ntype T ', 'package p\nfunc f() { ', ''])
      parseGo(head + open.repeat(20_000));
});
