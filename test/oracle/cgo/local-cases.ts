/** A program of its own module, `example.com/x`, whose main package is its root. */
export interface LocalCase {
  readonly files: Readonly<Record<string, string>>;
  /** The grade where the compiler alone does not tell it: what compiles may be a stub. */
  readonly grade?: 'none' | 'alternative' | 'stub';
  /** Why types would have to be inferred from sources that are not at hand; the grade is then `unknown`. */
  readonly unknown?: string;
}

const C = '// #include <stdlib.h>\n// int one(void) { return 1; }\nimport "C"\n';

/** A main package that uses `lib`. */
const main = (body: string, imports = ''): string =>
  `package main\n\nimport (\n\t"example.com/x/lib"\n${imports})\n\nfunc main() {\n${body}\n}\n`;

/** `lib` with one declaration that is there with cgo, another without, and one in a file of both. */
const lib = (on: string, off: string | null, both = ''): Record<string, string> => ({
  'lib/lib.go': `package lib\n\n${both}\n`,
  'lib/on.go': `package lib\n\n${C}\nfunc one() int { return int(C.one()) }\n\n${on}\n`,
  ...(off === null ? {} : { 'lib/off.go': `//go:build !cgo\n\npackage lib\n\n${off}\n` }),
});

const useLib = (on: string, off: string | null, body: string, both = ''): LocalCase => ({
  files: { ...lib(on, off, both), 'main.go': main(body) },
});

export const LOCAL_CASES: Readonly<Record<string, LocalCase>> = {
  'no cgo at all': { files: { 'main.go': 'package main\n\nfunc main() {}\n' }, grade: 'none' },
  'only the standard library uses cgo': {
    files: { 'main.go': 'package main\n\nimport (\n\t_ "net"\n\t_ "os/user"\n)\n\nfunc main() {}\n' },
    grade: 'none',
  },
  'plugin is a stub': {
    files: {
      'main.go': 'package main\n\nimport "plugin"\n\nfunc main() { _, _ = plugin.Open("x") }\n',
    },
    grade: 'stub',
  },
  'plugin in a file that is only there with cgo': {
    files: {
      'main.go': 'package main\n\nfunc main() { open() }\n',
      'on.go':
        '//go:build cgo\n\npackage main\n\nimport "plugin"\n\nfunc open() { _, _ = plugin.Open("x") }\n',
      'off.go': '//go:build !cgo\n\npackage main\n\nfunc open() {}\n',
    },
    grade: 'alternative',
  },
  'runtime/cgo does not link': {
    files: {
      'main.go': main('\tlib.F()'),
      'lib/lib.go': 'package lib\n\nimport "runtime/cgo"\n\nfunc F() { h := cgo.NewHandle(1); h.Delete() }\n',
    },
  },
  'runtime/cgo beside import "C" only': {
    files: {
      ...lib('func F() int { h := cgo.NewHandle(1); h.Delete(); return one() }', 'func F() int { return 0 }'),
      'lib/on.go': `package lib\n\nimport "runtime/cgo"\n\n${C}\nfunc F() int { h := cgo.NewHandle(1); h.Delete(); return int(C.one()) }\n`,
      'main.go': main('\t_ = lib.F()'),
    },
    grade: 'alternative',
  },
  'no Go file left': {
    files: {
      'lib/on.go': `package lib\n\n${C}\nfunc F() int { return int(C.one()) }\n`,
      'main.go': main('\t_ = lib.F()'),
    },
  },
  'a package of C files and tests only without cgo': {
    files: {
      'lib/on.go': `package lib\n\n${C}\nfunc F() int { return int(C.one()) }\n`,
      'lib/x.c': 'int two(void) { return 2; }\n',
      'lib/lib_test.go': 'package lib\n',
      'main.go': main('\t_ = lib.F()'),
    },
  },
  'no Go file left, and only a file with cgo imports it': {
    files: {
      'deep/on.go': `package deep\n\n${C}\nfunc F() int { return int(C.one()) }\n`,
      'lib/on.go':
        '//go:build cgo\n\npackage lib\n\nimport "example.com/x/deep"\n\nfunc F() int { return deep.F() }\n',
      'lib/off.go': '//go:build !cgo\n\npackage lib\n\nfunc F() int { return 0 }\n',
      'main.go': main('\t_ = lib.F()'),
    },
    grade: 'alternative',
  },
  'no Go file left, and only a file without cgo imports it': {
    files: {
      'deep/on.go': `package deep\n\n${C}\nfunc F() int { return int(C.one()) }\n`,
      'lib/off.go':
        '//go:build !cgo\n\npackage lib\n\nimport "example.com/x/deep"\n\nfunc F() int { return deep.F() }\n',
      'lib/on.go': '//go:build cgo\n\npackage lib\n\nfunc F() int { return 0 }\n',
      'main.go': main('\t_ = lib.F()'),
    },
  },
  'the main package has cgo files only': {
    files: { 'main.go': `package main\n\n${C}\nfunc main() { _ = C.one() }\n` },
  },
  'the main function is in a cgo file': {
    files: {
      'main.go': `package main\n\n${C}\nfunc main() { _ = C.one() }\n`,
      'other.go': 'package main\n\nfunc other() {}\n',
    },
  },
  'a stand-in that works': useLib(
    'func F() int { return one() }',
    'func F() int { return 0 }',
    '\t_ = lib.F()',
  ),
  'a stand-in that says what it lacks': {
    files: {
      ...lib(
        'func F() error { _ = one(); return nil }',
        'import "errors"\n\nfunc F() error { return errors.New("lib: F requires cgo") }',
      ),
      'main.go': main('\t_ = lib.F()'),
    },
    grade: 'stub',
  },
  'a file name with _cgo says nothing': {
    files: {
      'lib/lib.go': 'package lib\n\nfunc F() int { return 0 }\n',
      'lib/lib_cgo.go': 'package lib\n\nfunc G() int { return 0 }\n',
      'main.go': main('\t_ = lib.G()'),
    },
    grade: 'none',
  },
  'a function that only the cgo file has': useLib('func F() int { return one() }', null, '\t_ = lib.F()'),
  'a function that only the cgo file has, and nobody uses': useLib(
    'func F() int { return one() }',
    null,
    '\t_ = lib.G()',
    'func G() int { return 0 }',
  ),
  'the package itself uses what it lacks': useLib(
    'func f() int { return one() }',
    null,
    '\t_ = lib.G()',
    'func G() int { return f() }',
  ),
  'a parameter that shadows what is missing': useLib(
    'func f() int { return one() }',
    null,
    '\t_ = lib.G(1)',
    'func G(f int) int { return f }',
  ),
  'a variable that shadows what is missing': useLib(
    'func f() int { return one() }',
    null,
    '\t_ = lib.G()',
    'func G() int { f := 1; if f := 2; f > 1 { return f }; return f }',
  ),
  'a variable in a block above the use': useLib(
    'var n = one()',
    null,
    '\t_ = lib.G()',
    'func G() int { { n := 1; _ = n }; return n }',
  ),
  'a field that is called like what is missing': useLib(
    'func size() int { return one() }',
    null,
    '\t_ = lib.G()',
    'type T struct{ size int }\n\nfunc G() int { t := T{size: 1}; return t.size }',
  ),
  'a map key that is missing': useLib(
    'var size = one()',
    null,
    '\t_ = lib.G()',
    'func G() map[int]int { return map[int]int{size: 1} }',
  ),
  'a label that is called like what is missing': useLib(
    'func loop() int { return one() }',
    null,
    '\tlib.G()',
    'func G() {\nloop:\n\tfor {\n\t\tbreak loop\n\t}\n}',
  ),
  'a type parameter that is called like what is missing': useLib(
    'type T struct{ n int }\n\nvar _ = T{one()}',
    null,
    '\t_ = lib.G(1)',
    'func G[T any](x T) T { return x }',
  ),
  'a method that is called like what is missing': useLib(
    'func Close() int { return one() }',
    null,
    '\tvar t lib.T\n\tt.Close()',
    'type T struct{}\n\nfunc (T) Close() {}',
  ),
  'a type in a signature is missing': useLib(
    'type T struct{ n int }\n\nvar _ = T{one()}',
    null,
    '\tlib.G(nil)',
    'func G(t *T) {}',
  ),
  'a constant that only the cgo file has': useLib('const N = C.sizeof_int', null, '\t_ = lib.N'),
  'a package-qualified name behind a local variable': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'main.go':
        'package main\n\nimport "example.com/x/lib"\n\ntype t struct{ F int }\n\nfunc main() {\n\tlib.G()\n\t{\n\t\tlib := t{}\n\t\t_ = lib.F\n\t}\n}\n',
    },
  },
  'a renamed import': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'main.go': 'package main\n\nimport l "example.com/x/lib"\n\nfunc main() { _ = l.F() }\n',
    },
  },
  'a dot import of a missing name': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'main.go': 'package main\n\nimport . "example.com/x/lib"\n\nfunc main() { _ = F(); G() }\n',
    },
  },
  'a dot import of names that are there': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'main.go': 'package main\n\nimport . "example.com/x/lib"\n\nfunc main() { G() }\n',
    },
  },
  'a blank import of a package that lost everything': {
    files: {
      ...lib('func F() int { return one() }', null),
      'main.go': 'package main\n\nimport _ "example.com/x/lib"\n\nfunc main() {}\n',
    },
  },
  'only a test uses what is missing': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'main.go': main('\tlib.G()'),
      'main_test.go': 'package main\n\nimport "example.com/x/lib"\n\nvar _ = lib.F()\n',
    },
  },
  'a method that differs': useLib(
    'func (*T) Close() int { return one() }',
    null,
    '\tt := lib.New()\n\t_ = t.Close()',
    'type T struct{}\n\nfunc New() *T { return &T{} }',
  ),
  'a method that differs, of a field of a field': {
    files: {
      ...lib('func (*T) Close() int { return one() }', null, 'type T struct{}'),
      'mid/mid.go':
        'package mid\n\nimport "example.com/x/lib"\n\ntype M struct{ Inner struct{ T *lib.T } }\n\nfunc Make() (map[string]M, error) { return nil, nil }\n',
      'main.go':
        'package main\n\nimport "example.com/x/mid"\n\nfunc main() {\n\tall, err := mid.Make()\n\tif err != nil {\n\t\treturn\n\t}\n\tfor _, m := range all {\n\t\t_ = m.Inner.T.Close()\n\t}\n}\n',
    },
  },
  'a method that differs, of an embedded type': {
    files: {
      ...lib('func (*T) Close() int { return one() }', null, 'type T struct{}'),
      'main.go':
        'package main\n\nimport "example.com/x/lib"\n\ntype mine struct{ *lib.T }\n\nfunc main() {\n\tm := mine{&lib.T{}}\n\t_ = m.Close()\n}\n',
    },
  },
  'a method of the same name on another type': useLib(
    'func (*T) Close() int { return one() }',
    null,
    '\tvar o lib.Other\n\to.Close()',
    'type T struct{}\n\ntype Other struct{}\n\nfunc (Other) Close() {}',
  ),
  'a method of the same name on a type of the standard library': {
    files: {
      ...lib('func (*T) Close() error { _ = one(); return nil }', null, 'type T struct{}\n\nfunc G() {}'),
      'main.go': main(
        '\tlib.G()\n\tf, err := os.Open("x")\n\tif err == nil {\n\t\t_ = f.Close()\n\t}',
        '\t"os"\n',
      ),
    },
  },
  'a field that differs': useLib(
    'type T struct{ Name string; Size int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string }',
    '\tvar t lib.T\n\tt.Size = 1',
  ),
  'a field that differs, in a literal': useLib(
    'type T struct{ Name string; Size int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string }',
    '\tall := []lib.T{{Name: "a", Size: 1}}\n\t_ = all',
  ),
  'a field that differs, and nobody uses': useLib(
    'type T struct{ Name string; handle int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string }',
    '\tt := lib.T{Name: "a"}\n\t_ = t.Name',
  ),
  'a literal without keys': useLib(
    'type T struct{ Name string; Size int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string }',
    '\t_ = lib.T{"a", 1}',
  ),
  'a literal without keys that fits both': useLib(
    'type T struct{ Name string; Size int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string; Size any }',
    '\t_ = lib.T{"a", 1}',
  ),
  'a literal without keys whose field has another type': useLib(
    'type T struct{ Name string; Size int }\n\nvar _ = T{"", one()}',
    'type T struct{ Name string; Size string }',
    '\t_ = lib.T{"a", 1}',
  ),
  'an interface that wants more': {
    files: {
      ...lib(
        'type I interface{ A() int }\n\nvar _ = one()',
        'type I interface{ A() int; B() }',
        'func Use(i I) {}',
      ),
      'main.go': `${main('\tlib.Use(mine{})')}\ntype mine struct{}\n\nfunc (mine) A() int { return 1 }\n`,
    },
  },
  'an interface that wants less': {
    files: {
      ...lib(
        'type I interface{ A() int; B() }\n\nvar _ = one()',
        'type I interface{ A() int }',
        'func Use(i I) {}',
      ),
      'main.go': `${main('\tlib.Use(mine{})')}\ntype mine struct{}\n\nfunc (mine) A() int { return 1 }\n\nfunc (mine) B() {}\n`,
    },
  },
  'an interface that a type no longer fulfils': useLib(
    'func (*T) A() int { return one() }',
    null,
    '\tvar i interface{ A() int } = lib.New()\n\t_ = i',
    'type T struct{}\n\nfunc New() *T { return &T{} }',
  ),
  'a receiver that became a pointer': useLib(
    'func (T) A() int { return one() }',
    'func (*T) A() int { return 0 }',
    '\tvar i interface{ A() int } = lib.T{}\n\t_ = i',
    'type T struct{}',
  ),
  'an interface of the standard library that a type no longer fulfils': {
    files: {
      ...lib('func (*T) Close() error { _ = one(); return nil }', null, 'type T struct{}'),
      'main.go': main('\tvar c io.Closer = &lib.T{}\n\t_ = c', '\t"io"\n'),
    },
    unknown: 'what io.Closer wants is not at hand',
  },
  'a signature that takes another number': useLib(
    'func F(a, b int) int { return one() }',
    'func F(a int) int { return 0 }',
    '\t_ = lib.F(1, 2)',
  ),
  'a signature that takes another type': useLib(
    'func F(name string) int { return one() }',
    'func F(id int) int { return 0 }',
    '\t_ = lib.F("a")',
  ),
  'a signature that returns another number': useLib(
    'func F() (int, error) { return one(), nil }',
    'func F() int { return 0 }',
    '\tn, err := lib.F()\n\t_, _ = n, err',
  ),
  'a signature that differs in what its caller gives': useLib(
    'func F(name string) int { return one() }',
    'func F(name any) int { return 0 }',
    '\t_ = lib.F("a")',
  ),
  'a signature that differs in the names of parameters': useLib(
    'func F(name string, n int) (err error) { _ = one(); return nil }',
    'func F(_ string, _ int) error { return nil }',
    '\t_ = lib.F("a", 1)',
  ),
  'another concrete type, returned as an interface': useLib(
    'type on struct{}\n\nfunc (*on) A() int { return one() }\n\nfunc make_() *on { return &on{} }',
    'type off struct{}\n\nfunc (off) A() int { return 0 }\n\nfunc make_() off { return off{} }',
    '\t_ = lib.New().A()',
    'type I interface{ A() int }\n\nfunc New() I { return make_() }',
  ),
  'another concrete type, in a variable': useLib(
    'type on struct{}\n\nfunc (*on) A() int { return one() }\n\nfunc make_() (*on, error) { return &on{}, nil }',
    'type off struct{}\n\nfunc (*off) A() int { return 0 }\n\nfunc make_() (*off, error) { return &off{}, nil }',
    '\t_ = lib.New().A()',
    'type I interface{ A() int }\n\nfunc New() I {\n\tx, err := make_()\n\tif err != nil || x == nil {\n\t\treturn nil\n\t}\n\t_ = x.A()\n\treturn x\n}',
  ),
  'another concrete type, which has no nil': useLib(
    'type on struct{}\n\nfunc (*on) A() int { return one() }\n\nfunc make_() *on { return &on{} }',
    'type off struct{}\n\nfunc (off) A() int { return 0 }\n\nfunc make_() off { return off{} }',
    '\t_ = lib.New()',
    'func New() bool {\n\tx := make_()\n\treturn x != nil\n}',
  ),
  'another concrete type, whose method is gone': useLib(
    'type on struct{}\n\nfunc (*on) A() int { return one() }\n\nfunc make_() *on { return &on{} }',
    'type off struct{}\n\nfunc make_() *off { return &off{} }',
    '\t_ = lib.New()',
    'func New() int {\n\tx := make_()\n\treturn x.A()\n}',
  ),
  'another concrete type, that does not fulfil the interface': useLib(
    'type on struct{}\n\nfunc (*on) A() int { return one() }\n\nfunc make_() *on { return &on{} }',
    'type off struct{}\n\nfunc make_() *off { return &off{} }',
    '\t_ = lib.New()',
    'type I interface{ A() int }\n\nfunc New() I {\n\tx := make_()\n\treturn x\n}',
  ),
  'a signature of which nobody can tell whether it fits': {
    files: {
      ...lib('func F(d int64) int { return one() }', 'func F(d int) int { return 0 }'),
      'main.go': main('\t_ = lib.F(time.Now().Unix())', '\t"time"\n'),
    },
    unknown: 'what Unix returns is not at hand',
  },
  'a method that takes another number': useLib(
    'func (T) F(a, b int) int { return one() }',
    'func (T) F(a int) int { return 0 }',
    '\tvar t lib.T\n\t_ = t.F(1, 2)',
    'type T struct{}',
  ),
  'a C number behind a type': useLib(
    'type E C.int\n\nfunc (e E) Error() string { return "" }\n\nvar _ = one()',
    'type E int32\n\nfunc (e E) Error() string { return "" }',
    '\tvar e error = lib.E(1)\n\t_ = e',
  ),
  'the shape of a C struct behind a type': useLib(
    'type T C.div_t\n\nvar _ = one()',
    'type T struct{}',
    '\tvar t *lib.T\n\t_ = t',
  ),
  'names that the cgo tool makes': {
    files: {
      ...lib('func F() int { return one() }', null, 'type N = _Ctype_int'),
      'main.go': main('\tvar n lib.N\n\t_ = n'),
    },
  },
  'a function without a body': {
    files: {
      'lib/lib.go': 'package lib\n\nfunc body()\n\nfunc G() { body() }\n',
      'lib/on.go': `package lib\n\n${C}\nvar _ = C.one()\n`,
      'lib/body.s': '.text\n',
      'main.go': main('\tlib.G()'),
    },
  },
  'a function that is linked from elsewhere': {
    files: {
      'lib/lib.go':
        'package lib\n\nimport _ "unsafe"\n\n//go:linkname now runtime.nanotime\nfunc now() int64\n\nfunc G() int64 { return now() }\n',
      'lib/on.go': `package lib\n\n${C}\nvar _ = C.one()\n`,
      'lib/empty.s': '',
      'main.go': main('\t_ = lib.G()'),
    },
  },
  'declared twice without cgo': {
    files: {
      'lib/lib.go': 'package lib\n\nfunc G() {}\n',
      'lib/on.go': `package lib\n\n${C}\nfunc F() int { return int(C.one()) }\n`,
      'lib/off.go': '//go:build !cgo\n\npackage lib\n\nfunc F() int { return 0 }\n\nfunc G() {}\n',
      'main.go': main('\t_ = lib.F()'),
    },
  },
  'a stand-in that lacks a name itself': useLib(
    'func helper() int { return one() }\n\nfunc F() int { return helper() }',
    'func F() int { return helper() }',
    '\t_ = lib.F()',
  ),
  'deep inside, an importer of an importer': {
    files: {
      ...lib('func F() int { return one() }', null, 'func G() {}'),
      'mid/mid.go': 'package mid\n\nimport "example.com/x/lib"\n\nfunc H() { _ = lib.F() }\n',
      'main.go': 'package main\n\nimport "example.com/x/mid"\n\nfunc main() { mid.H() }\n',
    },
  },
  'import "C" in a raw string and a comment': {
    files: {
      'main.go':
        'package main\n\n/*\nimport "C"\n*/\n\nconst s = `\nimport "C"\n`\n\nfunc main() { _ = s }\n',
    },
    grade: 'none',
  },
  'closures, generics and method values': useLib(
    'func (l *List[T]) Len() int { return one() }',
    null,
    '\tvar l lib.List[int]\n\tf := func() int { return l.Len() }\n\t_ = f()',
    'type List[T any] struct{ items []T }',
  ),
  'a method value that is there': useLib(
    'func f() int { return one() }',
    'func f() int { return 0 }',
    '\tf := lib.T.Len\n\t_ = f(lib.T{})',
    'type T struct{}\n\nfunc (T) Len() int { return f() }',
  ),
};
