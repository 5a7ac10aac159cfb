import type { GoTarget } from '../model.ts';

/** What a constraint is asked in: a target, and whether cgo is on. */
export interface ConstraintWorld {
  readonly target: GoTarget;
  readonly cgo: boolean;
  /** The minor version of Go whose release tags hold. */
  readonly minor: number;
}

/** Whether a `//go:build` expression holds. One that does not parse excludes the file, as go/build does. */
export const satisfies = (expression: string, world: ConstraintWorld): boolean => compile(expression)(world);

/** Whether a `#cgo` condition holds: one of its words must, each an expression of the new kind or `a,!b` of the old. */
export function satisfiesCgo(condition: string, world: ConstraintWorld): boolean {
  if (condition === '') return true;
  return condition.split(/\s+/).some((option) => {
    if (/[&|()]/.test(option)) return satisfies(option, world);
    return option.split(',').every((word) => {
      const negated = /^!(?!!|$)/.test(word);
      const tag = negated ? word.slice(1) : word;
      return negated !== hasTag(IS_TAG.test(tag) ? tag : 'ignore', world);
    });
  });
}

/** Whether the file's name lets it into a build: `_`, `.`, `_test`, `_GOOS`, `_GOARCH`, `_GOOS_GOARCH`. */
export function nameFits(name: string, goos: string, goarch: string): boolean {
  if (!name.endsWith('.go') || name.startsWith('_') || name.startsWith('.') || name.endsWith('_test.go'))
    return false;
  // `x_linux.pb.go` is for Linux: only what stands before the first dot counts.
  const stem = name.slice(0, name.indexOf('.'));
  const first = stem.indexOf('_');
  if (first < 0) return true;
  // What stands before the first underscore is a name: `linux.go` is for every system. `x_linux_test.pb.go` is for Linux.
  const parts = stem.slice(first + 1).split('_');
  if (parts.at(-1) === 'test') parts.pop();
  const last = parts.at(-1) ?? '';
  const before = parts.at(-2) ?? '';
  if (parts.length >= 2 && SYSTEMS.has(before) && ARCHITECTURES.has(last))
    return fitsSystem(before, goos) && last === goarch;
  if (SYSTEMS.has(last)) return fitsSystem(last, goos);
  return !ARCHITECTURES.has(last) || last === goarch;
}

/** Whether a tag holds, as go/build's matchTag says. */
function hasTag(tag: string, { target, cgo, minor }: ConstraintWorld): boolean {
  if (tag === 'cgo' && cgo) return true;
  if (tag === 'gc' || tag === target.goarch || fitsSystem(tag, target.goos)) return true;
  if (tag === 'unix' && UNIX.has(target.goos)) return true;
  const release = /^go1\.([1-9]\d*)$/.exec(tag);
  if (release && Number(release[1]) <= minor) return true;
  return LEVELS[target.goarch] === tag || target.tags.includes(tag);
}

type Test = (world: ConstraintWorld) => boolean;

const NEVER: Test = () => false;

/** The grammar of go/build/constraint: no double negation, and at most a thousand operands. */
function compile(expression: string): Test {
  const tokens = expression.match(/\|\||&&|[!()]|[\p{L}\p{Nd}_.]+|[^ \t]/gu) ?? [];
  let at = 0;
  let operands = 0;
  let valid = true;
  const fail = (): Test => {
    valid = false;
    return NEVER;
  };
  const or = (): Test => {
    let value = and();
    while (valid && tokens[at] === '||') {
      at++;
      const [left, right] = [value, and()];
      value = (world) => left(world) || right(world);
    }
    return value;
  };
  const and = (): Test => {
    let value = not();
    while (valid && tokens[at] === '&&') {
      at++;
      const [left, right] = [value, not()];
      value = (world) => left(world) && right(world);
    }
    return value;
  };
  const not = (): Test => {
    if (++operands > MAX_OPERANDS) return fail();
    if (tokens[at] !== '!') return atom();
    at++;
    const value = atom();
    return (world) => !value(world);
  };
  const atom = (): Test => {
    const token = tokens[at++];
    if (token === '(') {
      const value = or();
      return tokens[at++] === ')' ? value : fail();
    }
    return token !== undefined && IS_TAG.test(token) ? (world) => hasTag(token, world) : fail();
  };
  const test = or();
  return valid && at === tokens.length ? test : NEVER;
}

const MAX_OPERANDS = 1000;
const IS_TAG = /^[\p{L}\p{Nd}_.]+$/u;

/** Android is a Linux, iOS a Darwin, illumos a Solaris. */
const fitsSystem = (tag: string, goos: string): boolean =>
  tag === goos ||
  (goos === 'android' && tag === 'linux') ||
  (goos === 'illumos' && tag === 'solaris') ||
  (goos === 'ios' && tag === 'darwin');

/** The lists of internal/syslist, past and reserved systems included: they count in file names for ever. */
const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const UNIX = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris'.split(' '),
);
const ARCHITECTURES = new Set(
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
);

/** The lowest level of each architecture, which is what is built for unless GOAMD64 and its like say more. */
const LEVELS: Readonly<Record<string, string>> = {
  amd64: 'amd64.v1',
  arm64: 'arm64.v8.0',
  ppc64: 'ppc64.power8',
  ppc64le: 'ppc64le.power8',
  riscv64: 'riscv64.rva20u64',
};
