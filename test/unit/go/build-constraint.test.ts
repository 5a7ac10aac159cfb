import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Words } from '../../../server/src/text/words.ts';
import { nameFits, satisfies, satisfiesCgo } from '../../../server/src/go/imports/build-constraint.ts';
import { headerConstraint } from '../../../server/src/go/imports/header-constraint.ts';

interface Tree {
  readonly text: string;
  /** Whether it holds where exactly these tags do. */
  readonly holds: (tags: ReadonlySet<string>) => boolean;
}

const TAGS = ['cgo', 'netgo', 'static_build', 'ünï', 'a.b', '386x'];

const blanks = fc.constantFrom('', ' ', '\t', '  ');

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; not: Tree; and: Tree; or: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'constraint' },
    tie('leaf'),
    tie('not'),
    tie('and'),
    tie('or'),
  ),
  leaf: fc.constantFrom(...TAGS).map((tag) => ({ text: tag, holds: (tags) => tags.has(tag) })),
  not: tie('tree').map((inner) => ({ text: `!(${inner.text})`, holds: (tags) => !inner.holds(tags) })),
  and: fc.tuple(tie('tree'), blanks, tie('tree')).map(([a, blank, b]) => ({
    text: `(${a.text})${blank}&&${blank}(${b.text})`,
    holds: (tags) => a.holds(tags) && b.holds(tags),
  })),
  // Without brackets: || binds less than &&, whose operands have them.
  or: fc.tuple(tie('tree'), blanks, tie('tree')).map(([a, blank, b]) => ({
    text: `${a.text}${blank}||${blank}${b.text}`,
    holds: (tags) => a.holds(tags) || b.holds(tags),
  })),
}));

/** Every set of tags. */
const WORLDS = Array.from(
  { length: 2 ** TAGS.length },
  (_, bits) => new Set(TAGS.filter((_tag, i) => (bits >> i) % 2 === 1)),
);

const world = (tags: ReadonlySet<string>) => ({
  target: { goos: 'linux', goarch: 'amd64', tags: [...tags].filter((tag) => tag !== 'cgo'), goMinor: null },
  cgo: tags.has('cgo'),
  minor: 25,
});

test('an expression holds where a truth table says so', () => {
  fc.assert(
    fc.property(tree, ({ text, holds }) => {
      for (const tags of WORLDS)
        assert.equal(satisfies(text, world(tags)), holds(tags), `${text} with ${[...tags].join(' ')}`);
    }),
    { numRuns: 300 },
  );
});

test('lines of the old kind hold where a truth table says so', () => {
  const literal = fc
    .tuple(fc.boolean(), fc.constantFrom(...TAGS))
    .map(([negated, tag]) => ({ negated, tag }));
  const option = fc.array(literal, { minLength: 1, maxLength: 3 });
  const line = fc.array(option, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      const words = lines.map((each) =>
        each.map((one) => one.map(({ negated, tag }) => `${negated ? '!' : ''}${tag}`).join(',')).join(' '),
      );
      const constraint = headerConstraint(
        `${words.map((each) => `// +build ${each}\n`).join('')}\npackage p\n`,
        new Words(),
      );
      for (const tags of WORLDS) {
        const holds = (options: (typeof lines)[number]): boolean =>
          options.some((one) => one.every(({ negated, tag }) => tags.has(tag) !== negated));
        assert.equal(
          constraint !== null && satisfies(constraint, world(tags)),
          lines.every(holds),
          words.join('\n'),
        );
        // A condition of a #cgo line is one such line.
        assert.equal(satisfiesCgo(words[0] ?? '', world(tags)), holds(lines[0] ?? []), words[0]);
      }
    }),
    { numRuns: 300 },
  );
});

test('any expression gives an answer', () => {
  const tokens = fc.array(
    fc.constantFrom('(', ')', '!', '&&', '||', '&', ' ', 'linux', 'go1.21', '\u2028', '"'),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        tokens.map((all) => all.join('')),
      ),
      (text) => {
        assert.equal(typeof satisfies(text, world(new Set())), 'boolean');
        assert.equal(typeof satisfiesCgo(text, world(new Set())), 'boolean');
      },
    ),
  );
});

test('an expression with more operands than the go command takes does not hold', () => {
  const linux = (count: number): string => Array.from({ length: count }, () => 'linux').join(' && ');
  assert.equal(satisfies(linux(1000), world(new Set())), true);
  assert.equal(satisfies(linux(1001), world(new Set())), false);
  assert.equal(satisfies('('.repeat(100_000), world(new Set())), false);
});

test('the tags of a system, its architecture, its Go and its relatives hold', () => {
  const on = (goos: string, goarch: string, tag: string): boolean =>
    satisfies(tag, { target: { goos, goarch, tags: [], goMinor: null }, cgo: false, minor: 25 });
  for (const [goos, goarch, tag, expected] of [
    ['linux', 'amd64', 'unix', true],
    ['windows', 'amd64', 'unix', false],
    ['android', 'arm64', 'linux', true],
    ['ios', 'arm64', 'darwin', true],
    ['illumos', 'amd64', 'solaris', true],
    ['linux', 'amd64', 'gc', true],
    ['linux', 'amd64', 'gccgo', false],
    ['linux', 'amd64', 'go1.25', true],
    ['linux', 'amd64', 'go1.26', false],
    ['linux', 'amd64', 'go1.025', false],
    ['linux', 'amd64', 'amd64.v1', true],
    ['linux', 'amd64', 'amd64.v3', false],
    ['linux', 'arm64', 'amd64.v1', false],
  ] as const)
    assert.equal(on(goos, goarch, tag), expected, `${tag} on ${goos}/${goarch}`);
});

test('file names choose a system by what stands behind an underscore', () => {
  for (const [name, expected] of [
    ['a.go', true],
    ['linux.go', true],
    ['a_linux.go', true],
    ['a_windows.go', false],
    ['a_linux_amd64.go', true],
    ['a_linux_arm64.go', false],
    ['a_arm64.go', false],
    ['a_unix.go', true],
    ['a_linux_test.go', false],
    ['a_windows.pb.go', false],
    ['_a.go', false],
    ['.a.go', false],
    ['a.txt', false],
    ['a_test_windows.go', false],
  ] as const)
    assert.equal(nameFits(name, 'linux', 'amd64'), expected, name);
});
