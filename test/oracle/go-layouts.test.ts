// Small modules of the shapes that published ones seldom have, laid out on disk with a module cache of their own, and
// listed by the go command and by the engine. Nothing is downloaded.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { compareFolder } from './go-list-run.ts';
import { goCommand, goEnvironment, worldsOf } from './go-list.ts';

interface Layout {
  readonly name: string;
  /** The folder of the main module, below the root. */
  readonly dir?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  /** `path@version` → its files, go.mod among them. */
  readonly cache?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly mod?: string;
  readonly tags?: readonly string[];
  /** Import paths that must be among those reached: a layout that reaches nothing would compare nothing. */
  readonly reaches: readonly string[];
}

const MAIN = 'package main\n\nfunc main() {}\n';
const LICENCE = `/*\n${'Permission is hereby granted, free of charge, to any person.\n'.repeat(400)}*/\n`;

const LAYOUTS: readonly Layout[] = [
  {
    name: 'names, suffixes and constraints',
    tags: ['special'],
    files: {
      'go.mod': 'module example.com/m\n\ngo 1.24\n',
      'main.go':
        'package main\n\nimport (\n\t_ "example.com/m/a"\n\t_ "example.com/m/b"\n)\n\nfunc main() {}\n',
      'a/a.go': 'package a\n',
      'a/a_linux.go': 'package a\n\nimport _ "os"\n',
      'a/a_linux_arm64.go': 'package a\n',
      'a/a_windows.go': 'package a\n\nimport _ "example.com/m/nowhere"\n',
      'a/a_unix.go': 'package a\n',
      'a/linux.go': 'package a\n',
      'a/a_linux_amd64.pb.go': 'package a\n',
      'a/_hidden.go': 'package a\n',
      'a/.hidden.go': 'package a\n',
      'a/a_test.go': 'package a\n\nimport _ "example.com/m/nowhere"\n',
      'a/a_amd64p32.go': 'package a\n',
      'a/ignored.go': '//go:build ignore\n\npackage main\n',
      'a/doc.go': 'package documentation\n\nimport _ "example.com/m/nowhere"\n',
      'b/unix.go': '//go:build unix && !windows\n\npackage b\n',
      'b/release.go': '//go:build go1.18 && !go1.999\n\npackage b\n',
      'b/future.go': '//go:build go1.999\n\npackage b\n',
      'b/tag.go': '//go:build special\n\npackage b\n',
      'b/level.go': '//go:build amd64.v1 || arm64.v8.0\n\npackage b\n',
      'b/twice.go': '//go:build linux\n//go:build amd64\n\npackage b\n',
      'b/negated.go': '//go:build !!linux\n\npackage b\n',
      'b/broken.go': '//go:build linux &&\n\npackage b\n',
      'b/old.go': '// +build linux,amd64 arm64\n// +build !special\n\npackage b\n',
      'b/old_not_parted.go': '// +build windows\npackage b\n',
      'b/old_in_block.go': '/* licence */\n\n// +build windows\n\npackage b\n',
      'b/new_after_block.go': '/* licence */\n\n//go:build windows\n\npackage b\n',
      'b/spaced.go': '//go:build   linux  \n\npackage b\n',
      'b/late.go': 'package b\n\n//go:build windows\n',
      'b/gc.go': '//go:build gc && !gccgo && !goexperiment.nothing\n\npackage b\n',
      'b/longword.go': '//go:builder windows\n\npackage b\n',
    },
    reaches: ['example.com/m/a', 'example.com/m/b'],
  },
  {
    name: 'heads: byte order mark, CRLF, long licence, raw strings, groups, semicolons',
    files: {
      'go.mod': 'module "example.com/m" // the module\r\n\r\ngo 1.24\r\n',
      'main.go': `\uFEFF//go:build linux\r\n\r\npackage main\r\n\r\nimport (\r\n\t"fmt"\r\n\t. \`example.com/m/a\`\r\n\tname "example.com/m/b"; _ "example.com/m/c"\r\n)\r\n\r\nfunc main() {}\r\n`,
      'licence.go': `${LICENCE}\n//go:build linux\n\npackage main\n\nimport _ "example.com/m/d"\n`,
      'windows.go': `${LICENCE}\n//go:build windows\n\npackage main\n\nimport _ "example.com/m/nowhere"\n`,
      'comments.go':
        'package /* a */ main // b\n\nimport /* "example.com/m/nowhere" */ "os"\nimport ( // c\n\t/* d */ "io" /* e */\n)\n\nvar s = `\nimport "example.com/m/nowhere"\n`\n',
      'empty_group.go': 'package main\n\nimport ()\nimport "errors"\n',
      'escaped.go': 'package main\n\nimport _ "example.com/m/\\u0065"\n',
      'a/a.go': 'package a',
      'b/b.go': 'package b;import"sort";',
      'c/c.go': 'package c\n\nimport ünï "strings"\n',
      'd/d.go': 'package d\n//import "example.com/m/nowhere"\nimport "time"\n',
      'e/e.go': 'package e\n',
      'testdata/t.go': 'package t\n\nimport _ "example.com/m/nowhere"\n',
      '_x/x.go': 'package x\n\nimport _ "example.com/m/nowhere"\n',
      '.y/y.go': 'package y\n',
      'vendored/vendor/z/z.go': 'package z\n',
      'node_modules/n/n.go': 'package n\n',
      'only_tests/t_test.go': 'package only_tests\n',
    },
    reaches: [
      'example.com/m/a',
      'example.com/m/b',
      'example.com/m/c',
      'example.com/m/d',
      'example.com/m/e',
      'example.com/m/node_modules/n',
    ],
  },
  {
    name: 'cgo: doc comments, conditions, quotes, SRCDIR',
    tags: ['static'],
    files: {
      'go.mod': 'module example.com/m\n\ngo 1.24\n',
      'main.go':
        'package main\n\nimport _ "example.com/m/a"\nimport _ "example.com/m/b"\nimport _ "example.com/m/c"\n\nfunc main() {}\n',
      'a/a.go':
        '//go:build cgo\n\npackage a\n\n/*\n#cgo CFLAGS: -I${SRCDIR}/include -Irelative -I /absolute -DX="a b" -DY=\\"c\\"\n#cgo linux LDFLAGS: -lfoo\n#cgo !linux LDFLAGS: -lbar\n#cgo linux,amd64 windows LDFLAGS: -Llib -lbaz\n#cgo pkg-config: --static libwebp\n  #cgo static LDFLAGS: -static\n#cgo noescape f\n#include <stdio.h>\n*/\nimport "C"\n',
      'a/pure.go': '//go:build !cgo\n\npackage a\n',
      'b/b.go':
        'package b\n\n// #cgo LDFLAGS: -lone\n//#cgo CPPFLAGS: -DTWO\n// #cgo (linux && arm64) LDFLAGS: -lthree\n// #cgo linux&&amd64 LDFLAGS: -lfour\nimport "C"\n\n// #cgo LDFLAGS: -lfive\n\nimport "unsafe"\n\nvar _ unsafe.Pointer\n',
      'b/group.go': 'package b\n\n// #cgo LDFLAGS: -lgroup\nimport (\n\t"C"\n)\n',
      'b/group_of_two.go': 'package b\n\n// #cgo LDFLAGS: -lnever\nimport (\n\t"C"\n\t"fmt"\n)\n',
      'b/spec.go': 'package b\n\nimport (\n\t"os"\n\n\t// #cgo LDFLAGS: -lspec\n\t"C"\n)\n',
      'b/trailing.go': 'package b\n\nimport "io" // #cgo LDFLAGS: -lnever\nimport "C"\n',
      'b/parted.go': 'package b\n\n// #cgo LDFLAGS: -lnever\n\nimport "C"\n',
      'b/same_line.go': 'package b\n\n/* #cgo LDFLAGS: -lnever */ import "C"\n',
      'b/crlf.go': 'package b\r\n\r\n// #cgo LDFLAGS: -lcrlf\r\nimport "C"\r\n',
      'c/only.go': 'package c\n\nimport "C"\n',
    },
    reaches: ['example.com/m/a', 'example.com/m/b', 'example.com/m/c'],
  },
  {
    name: 'nested modules, a replacement with a folder, links',
    files: {
      'go.mod':
        'module example.com/m\n\ngo 1.24\n\nrequire (\n\texample.com/m/nested v0.0.0 // indirect\n\tplain v1.0.0\n)\n\nreplace (\n\texample.com/m/nested => ./nested\n\tplain v1.0.0 => ./other/plain\n)\n',
      'main.go':
        'package main\n\nimport (\n\t_ "example.com/m/nested"\n\t_ "example.com/m/nested/in"\n\t_ "example.com/m/linked"\n\t_ "plain/p"\n\t_ "example.com/m/unrelated"\n\t_ "example.com/gone"\n\t_ "nosuch/standard"\n)\n\nfunc main() {}\n',
      'nested/go.mod': 'module example.com/m/nested\n\ngo 1.24\n',
      'nested/n.go': 'package nested\n',
      'nested/in/in.go': 'package in\n',
      'unrelated/go.mod': 'module example.com/unrelated\n',
      'unrelated/u.go': 'package unrelated\n',
      'other/plain/go.mod': 'module plain\n\ngo 1.24\n',
      'other/plain/p/p.go': 'package p\n\nimport _ "plain/q"\n',
      'other/plain/q/q.go': 'package q\n',
      'real/real.go': 'package linked\n',
      'sub/s.go': 'package sub\n',
    },
    links: { linked: 'real', 'sub/loop': '..', 'sub/link.go': '../real/real.go', 'sub/dir.go': '../real' },
    reaches: ['example.com/m/nested/in', 'plain/q', 'example.com/m/linked', 'example.com/m/sub'],
  },
  {
    name: 'go.work: use and replace',
    dir: 'app',
    mod: 'readonly',
    files: {
      'go.work': 'go 1.24\n\nuse (\n\t./app\n\t./lib // the library\n)\n\nreplace example.com/dep => ./dep\n',
      'app/go.mod':
        'module example.com/app\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../wrong\n',
      'app/main.go':
        'package main\n\nimport (\n\t_ "example.com/dep"\n\t_ "example.com/lib/l"\n)\n\nfunc main() {}\n',
      'lib/go.mod': 'module example.com/lib\n\ngo 1.24\n\nrequire example.com/dep v1.1.0\n',
      'lib/l/l.go': 'package l\n\nimport _ "example.com/dep/d"\n',
      'dep/go.mod': 'module example.com/dep\n\ngo 1.24\n',
      'dep/dep.go': 'package dep\n',
      'dep/d/d.go': 'package d\n',
    },
    reaches: ['example.com/lib/l', 'example.com/dep/d'],
  },
  {
    name: 'vendor, and what modules.txt does not list',
    mod: '',
    files: {
      'go.mod': 'module example.com/m\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n',
      'main.go':
        'package main\n\nimport (\n\t_ "example.com/dep"\n\t_ "example.com/dep/unlisted"\n\t_ "example.com/missing"\n)\n\nfunc main() {}\n',
      'vendor/modules.txt': '# example.com/dep v1.0.0\n## explicit; go 1.24\nexample.com/dep\n',
      'vendor/example.com/dep/dep.go': 'package dep\n\nimport _ "example.com/m/own"\n',
      'vendor/example.com/dep/unlisted/u.go': 'package unlisted\n',
      'own/own.go': 'package own\n',
    },
    reaches: ['example.com/dep', 'example.com/m/own'],
  },
  {
    name: 'a vendor folder below Go 1.14 is not used',
    mod: '',
    files: {
      'go.mod':
        'module example.com/m\n\ngo 1.13\n\nreplace example.com/dep => ./dep\n\nrequire example.com/dep v1.0.0\n',
      'main.go': 'package main\n\nimport _ "example.com/dep"\n\nfunc main() {}\n',
      'vendor/modules.txt': '# example.com/dep v1.0.0\nexample.com/dep\n',
      'vendor/example.com/dep/dep.go': 'package dep\n',
      'dep/go.mod': 'module example.com/dep\n',
      'dep/real.go': 'package dep\n',
    },
    reaches: ['example.com/dep'],
  },
  {
    name: 'ignored folders',
    files: {
      'go.mod': 'module example.com/m\n\ngo 1.25\n\nignore (\n\t./static\n\tweb\n)\n',
      'main.go': MAIN,
      'static/s.go': 'package static\n',
      'sub/static/s.go': 'package static\n',
      'sub/web/w.go': 'package web\n',
      'webs/w.go': 'package webs\n',
    },
    reaches: ['example.com/m/sub/static', 'example.com/m/webs'],
  },
  {
    name: 'the module cache: escaped paths, a replaced version, major versions, two modules for one path',
    files: {
      'go.mod':
        'module example.com/m\n\ngo 1.24\n\nrequire (\n\tgithub.com/UpperCase/Lib v1.0.0\n\texample.com/old v1.0.0\n\texample.com/dep/v2 v2.1.0\n\texample.com/wide v1.0.0\n\texample.com/wide/deep v1.0.0\n)\n\nreplace example.com/old => example.com/new v1.2.3-0.20240101000000-abcdefabcdef\n',
      'main.go':
        'package main\n\nimport (\n\t_ "github.com/UpperCase/Lib/Sub"\n\t_ "example.com/old/o"\n\t_ "example.com/dep/v2"\n\t_ "example.com/wide/deep/d"\n\t_ "example.com/wide/both"\n)\n\nfunc main() {}\n',
    },
    cache: {
      'github.com/UpperCase/Lib@v1.0.0': {
        'go.mod': 'module github.com/UpperCase/Lib\n\ngo 1.24\n',
        'Sub/s.go': 'package Sub\n',
      },
      'example.com/new@v1.2.3-0.20240101000000-abcdefabcdef': {
        'go.mod': 'module example.com/new\n\ngo 1.24\n',
        'o/o.go': 'package o\n',
      },
      'example.com/dep/v2@v2.1.0': {
        'go.mod': 'module example.com/dep/v2\n\ngo 1.24\n',
        'd.go': 'package dep\n',
      },
      'example.com/wide@v1.0.0': {
        'go.mod': 'module example.com/wide\n\ngo 1.24\n',
        'both/b.go': 'package both\n',
        'deep/d/d_test.txt': '',
      },
      'example.com/wide/deep@v1.0.0': {
        'go.mod': 'module example.com/wide/deep\n\ngo 1.24\n',
        'd/d.go': 'package d\n',
      },
    },
    reaches: [
      'github.com/UpperCase/Lib/Sub',
      'example.com/old/o',
      'example.com/dep/v2',
      'example.com/wide/deep/d',
    ],
  },
  {
    name: 'minimal version selection below Go 1.17, with an excluded version and a pruned module on the way',
    files: {
      'go.mod':
        'module example.com/m\n\ngo 1.16\n\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n\nexclude example.com/c v1.3.0\n',
      'main.go': 'package main\n\nimport (\n\t_ "example.com/a"\n\t_ "example.com/b"\n)\n\nfunc main() {}\n',
    },
    cache: {
      'example.com/a@v1.0.0': {
        'go.mod': 'module example.com/a\n\nrequire example.com/c v1.1.0\n',
        'a.go': 'package a\n\nimport _ "example.com/c"\n',
      },
      'example.com/b@v1.0.0': {
        'go.mod':
          'module example.com/b\n\ngo 1.20\n\nrequire (\n\texample.com/c v1.2.0\n\texample.com/d v1.0.0\n)\n',
        'b.go': 'package b\n\nimport _ "example.com/d"\n',
      },
      'example.com/d@v1.0.0': {
        'go.mod': 'module example.com/d\n\nrequire example.com/c v1.3.0\n',
        'd.go': 'package d\n',
      },
      'example.com/c@v1.1.0': { 'go.mod': 'module example.com/c\n', 'c.go': 'package c\n' },
      'example.com/c@v1.2.0': {
        'go.mod': 'module example.com/c\n\nrequire example.com/e v1.0.0-rc.1\n',
        'c.go': 'package c\n\nimport _ "example.com/e"\n',
      },
      'example.com/c@v1.3.0': { 'go.mod': 'module example.com/c\n', 'excluded.go': 'package c\n' },
      'example.com/e@v1.0.0-rc.1': { 'go.mod': 'module example.com/e\n', 'e.go': 'package e\n' },
    },
    reaches: ['example.com/c', 'example.com/e'],
  },
  {
    name: 'a package that the pruned list lacks is found in the whole graph',
    files: {
      'go.mod': 'module example.com/m\n\ngo 1.24\n\nrequire example.com/a v1.0.0\n',
      'main.go': 'package main\n\nimport _ "example.com/a"\n\nfunc main() {}\n',
    },
    cache: {
      'example.com/a@v1.0.0': {
        'go.mod': 'module example.com/a\n\ngo 1.24\n\nrequire example.com/b v1.0.0\n',
        'a.go': 'package a\n\nimport _ "example.com/b"\n',
      },
      'example.com/b@v1.0.0': { 'go.mod': 'module example.com/b\n\ngo 1.24\n', 'b.go': 'package b\n' },
    },
    reaches: ['example.com/b'],
  },
];

const go = goCommand();
const need = go && go.minor >= 25 ? null : 'needs Go 1.25 or newer on PATH: https://go.dev/dl/';

for (const layout of LAYOUTS) {
  test(layout.name, (t) => {
    if (!go || need) return t.skip(need ?? '');
    const root = mkdtempSync(join(tmpdir(), 'go-layout-'));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    const cache = join(root, 'cache');
    lay(join(root, 'src'), layout.files);
    for (const [link, to] of Object.entries(layout.links ?? {})) symlinkSync(to, join(root, 'src', link));
    for (const [module, files] of Object.entries(layout.cache ?? {})) layModule(cache, module, files);
    const dir = join(root, 'src', layout.dir ?? '.');
    for (const world of worldsOf(layout.tags ?? [], go.minor)) {
      const mod = layout.mod ?? 'mod';
      const env = {
        ...goEnvironment(world),
        GOFLAGS: mod === '' ? '' : `-mod=${mod}`,
        GOMODCACHE: cache,
        GOPROXY: 'off',
        GONOSUMDB: '*',
        GOSUMDB: 'off',
      };
      const { differences, reached } = compareFolder(dir, world, cache, env, mod || null, join(root, 'src'));
      assert.deepEqual(differences, [], JSON.stringify(world));
      for (const path of layout.reaches) assert.ok(reached.includes(path), `${path} is not reached`);
    }
  });
}

function lay(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** A module as the go command keeps it when it has downloaded it. */
function layModule(cache: string, module: string, files: Readonly<Record<string, string>>): void {
  const escaped = module.replace(/[A-Z]/g, (c) => `!${c.toLowerCase()}`);
  const [path = '', version = ''] = escaped.split('@');
  lay(join(cache, escaped), files);
  const hash = `h1:${'A'.repeat(43)}=`;
  lay(join(cache, 'cache/download', path, '@v'), {
    [`${version}.mod`]: files['go.mod'] ?? '',
    [`${version}.info`]: JSON.stringify({ Version: module.split('@')[1] }),
    [`${version}.ziphash`]: hash,
    [`${version}.zip`]: '',
  });
}
