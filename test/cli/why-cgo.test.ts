import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mermaidInspect } from '../../server/src/cli/format/mermaid.ts';
import type { Inspection } from '../../server/src/cli/format/inspection.ts';
import { onWorkspace } from '../support/command-line.ts';

const GO_MOD = 'module example.com/shop\n\ngo 1.25\n';
const C = 'import "C"\n';

/** main → a → c and main → b → d, where c and d have cgo files only. */
const TWO_WAYS = {
  'go.mod': GO_MOD,
  'main.go':
    'package main\n\nimport (\n\t_ "example.com/shop/a"\n\t_ "example.com/shop/b"\n)\n\nfunc main() {}\n',
  'a/a.go': 'package a\n\nimport _ "example.com/shop/c"\n',
  'b/b.go': 'package b\n\nimport _ "example.com/shop/d"\n',
  'c/c.go': `package c\n\n${C}`,
  'd/d.go': `package d\n\n${C}`,
};

/** main → a → c, and c has cgo files only. */
const ONE_WAY = {
  'go.mod': GO_MOD,
  'main.go': 'package main\n\nimport _ "example.com/shop/a"\n\nfunc main() {}\n',
  'a/a.go': 'package a\n\nimport _ "example.com/shop/c"\n',
  'c/c.go': `package c\n\n// #cgo pkg-config: libwebp\n${C}`,
};

describe('why-cgo', () => {
  test('one way: the chain with its places, and each import that is enough alone', () =>
    onWorkspace(ONE_WAY, async (bench) => {
      const { out, status } = await bench.run('why-cgo', 'shop');
      assert.equal(status, 0);
      assert.equal(
        out,
        `shop needs cgo: without it, it does not compile.
  without cgo example.com/shop/c has no Go file

The chain:
  example.com/shop
    → example.com/shop/a  (main.go:3:10)
      → example.com/shop/c  (a/a.go:3:10)

Cutting any one of these imports frees it of cgo:
  example.com/shop → example.com/shop/a
    main.go:3
  example.com/shop/a → example.com/shop/c
    a/a.go:3

Native libraries: libwebp
`,
      );
    }));

  test('two ways: every culprit, and a smallest set of imports', () =>
    onWorkspace(TWO_WAYS, async (bench) => {
      const { out } = await bench.run('why-cgo', 'shop');
      assert.match(out, /Other packages that need cgo to compile:\n {2}example\.com\/shop\/d\n/);
      assert.match(out, /Cutting all of these imports frees it of cgo:\n/);
      assert.equal(out.match(/^ {2}example\.com\/shop\S* → /gm)?.length, 2);
    }));

  test('a main package that needs cgo itself', () =>
    onWorkspace({ 'go.mod': GO_MOD, 'main.go': `package main\n\n${C}\nfunc main() {}\n` }, async (bench) => {
      const { out } = await bench.run('why-cgo', 'shop');
      assert.match(out, /No import can be cut: its own package is what needs cgo\./);
    }));

  test('without a module cache a known package answers, and another says what to run', () =>
    onWorkspace(
      {
        'go.mod': `${GO_MOD}\nrequire (\n\tgithub.com/mattn/go-sqlite3 v1.14.22\n\texample.org/other v1.0.0\n)\n`,
        'known/main.go': 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {}\n',
        'used/main.go':
          'package main\n\nimport (\n\t"github.com/mattn/go-sqlite3"\n\t_ "example.org/other"\n)\n\nfunc main() { _, _, _ = sqlite3.Version() }\n',
        'left/main.go':
          'package main\n\nimport "github.com/mattn/go-sqlite3"\n\nfunc main() { _ = sqlite3.SQLiteDriver{} }\n',
        'other/main.go': 'package main\n\nimport _ "example.org/other"\n\nfunc main() {}\n',
      },
      async (bench) => {
        const known = await bench.run('why-cgo', 'known');
        assert.match(known.out, /^known needs cgo at run time/);
        assert.match(known.out, /from the table of well-known cgo packages/);
        const used = await bench.run('why-cgo', 'used');
        assert.match(used.out, /^used needs cgo: without it, it does not compile/);
        assert.match(used.out, /lacks Version, which example\.com\/shop\/used uses/);
        const left = await bench.run('why-cgo', 'left');
        assert.match(left.out, /^left cannot be judged\.\n.*go mod download/);
        const other = await bench.run('why-cgo', 'other');
        assert.match(other.out, /^other cannot be judged\.\n.*run `go mod download`/);
      },
    ));
});

test('inspect says which imports to cut', async () => {
  await onWorkspace(ONE_WAY, async (bench) => {
    const { out } = await bench.run('inspect');
    assert.match(
      out,
      /free of cgo without any one of: example\.com\/shop → example\.com\/shop\/a, example\.com\/shop\/a → example\.com\/shop\/c\n/,
    );
  });
  await onWorkspace(TWO_WAYS, async (bench) => {
    const { out } = await bench.run('inspect');
    assert.match(out, /free of cgo without all of: /);
  });
});

describe('inspect --format mermaid', () => {
  /** What a line of a flowchart may be here; a label holds nothing that Mermaid would read. */
  const LINES = [
    /^flowchart LR$/,
    /^ {2}n\d+(?:\["[^"]*"\]|\("[^"]*"\)|\{\{"[^"]*"\}\}|\(\["[^"]*"\]\)|\[\["[^"]*"\]\])$/,
    /^ {2}n\d+ (?:-->|-\.->|-\. cut here \.->) n\d+$/,
  ];
  const isChart = (text: string): void => {
    for (const line of text.trimEnd().split('\n'))
      assert.ok(
        LINES.some((each) => each.test(line)),
        line,
      );
  };

  test('draws the chain and the cuts', () =>
    onWorkspace(ONE_WAY, async (bench) => {
      const { out } = await bench.run('inspect', '--format', 'mermaid');
      isChart(out);
      assert.equal(
        out,
        `flowchart LR
  n0["."]
  n1("example.com/shop/a")
  n0 -. cut here .-> n1
  n2{{"example.com/shop/c"}}
  n1 -. cut here .-> n2
`,
      );
    }));

  test('draws cuts that do not lie on the chain', () =>
    onWorkspace(TWO_WAYS, async (bench) => {
      const { out } = await bench.run('inspect', '--format', 'mermaid');
      isChart(out);
      assert.equal(out.match(/cut here/g)?.length, 2);
      assert.match(out, /"example\.com\/shop\/b"/);
    }));

  test('no name breaks out of its label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
        const value: Inspection = {
          version: 1,
          modules: [
            {
              dir: a,
              path: b,
              go: null,
              programs: [
                {
                  name: a,
                  package: b,
                  cgo: {
                    grade: 'required',
                    reason: null,
                    from: 'sources',
                    chain: [a, b, `${a}${b}`],
                    cuts: [{ from: a, to: b }],
                    singleCut: true,
                    libraries: [],
                  },
                  listens: [],
                },
              ],
            },
          ],
          projects: [],
          images: [],
        };
        const text = mermaidInspect(value);
        isChart(text);
        for (const [, label = ''] of text.matchAll(/"([^"]*)"/g))
          assert.doesNotMatch(label.replace(/#\d+;/g, ''), /[#<>&`\\\p{Cc}]/u);
      }),
    );
  });
});
