import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Decl } from '../../../server/src/go/syntax/ast.ts';
import { lexGo } from '../../../server/src/go/imports/lex-go.ts';
import { endOfBlock } from '../../../server/src/go/syntax/end-of-block.ts';
import { parseGo } from '../../../server/src/go/syntax/parse-go.ts';
import { wholeSyntax } from '../../support/whole-syntax.ts';

const names = (decls: readonly Decl[]): string[] =>
  decls.flatMap((decl) =>
    decl.kind === 'func' || decl.kind === 'type'
      ? [`${decl.kind} ${decl.name.name}`]
      : decl.names.map(({ name }) => `${decl.kind} ${name}`),
  );

test('top-level declarations of every kind', () => {
  const { decls, broken } = wholeSyntax(`package p
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
  const { decls, broken } = wholeSyntax('package p\nfunc a( {{{\nfunc }}}\n\nvar x = )\n\nfunc good() {}\n');
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
    assert.equal(wholeSyntax(`package p\nfunc f() {\n${body}\n}\n`).broken, false, body);
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
      wholeSyntax(parts.join(' '));
      wholeSyntax(`package p\nfunc f() {\n${parts.join(' ')}\n}\n`);
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void wholeSyntax(text)));
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
      wholeSyntax(head + open.repeat(20_000));
});

test('a body is read when it is asked for, and is as broken as before only then', () => {
  const syntax = parseGo('package p\nfunc f() struct{ a int } {\n) (\n}\nfunc g() { return }\n');
  assert.equal(syntax.broken, false);
  const [f, g] = syntax.decls;
  assert.ok(f?.kind === 'func' && g?.kind === 'func');
  assert.equal(g.body?.length, 1);
  assert.equal(syntax.broken, false);
  assert.ok(f.body !== null);
  assert.equal(syntax.broken, true);
});

test('a body that nothing closes breaks the file at once', () => {
  assert.equal(parseGo('package p\nfunc f() { "}" \n').broken, true);
});

test('offsets in a body are those of the file', () => {
  const text = '\uFEFFpackage p\nfunc f() { x.y() }\n';
  const [f] = wholeSyntax(text).decls;
  const statement = f?.kind === 'func' ? f.body?.[0] : undefined;
  const call = statement?.kind === 'expr' ? statement.x : undefined;
  assert.equal(call?.kind === 'call' && call.fn.kind === 'selector' ? call.fn.at : -1, text.indexOf('y()'));
});

test('the compiler takes a linkname wherever it stands', () => {
  const { linknames } = parseGo(
    'package p\n//go:linkname a runtime.a\nfunc f() {\n//go:linkname b runtime.b\n_ = `\n//go:linkname c runtime.c`\n}\n',
  );
  assert.deepEqual([...linknames], ['a', 'b']);
});

test('a block ends where its tokens end it', () => {
  const parts = fc.constantFrom('{', '}', '"', "'", '`', '\\', '//', '/*', '*/', '/', '\n', 'x', ' ');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40 }), (texts) => {
      const text = `{${texts.join('')}`;
      let depth = 0;
      let expected = -1;
      for (const { kind, start, end } of lexGo(text)) {
        if (kind !== 'punctuation') continue;
        if (text[start] === '{') depth++;
        if (text[start] === '}' && --depth === 0) {
          expected = end;
          break;
        }
      }
      assert.equal(endOfBlock(text, 0), expected);
    }),
    { numRuns: 5000 },
  );
});
