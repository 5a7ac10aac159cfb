import type { GoTarget } from './model.ts';

/** What a constraint is asked in: a target, and whether cgo is on. */
export interface ConstraintWorld {
  readonly target: GoTarget;
  readonly cgo: boolean;
  /** The minor version of Go whose release tags hold. */
  readonly minor: number;
}

/** Whether a `//go:build` expression holds. One that does not parse excludes the file, as go/build does. */
export function satisfies(expression: string, world: ConstraintWorld): boolean {
  const tokens = expression.match(/\|\||&&|[!()]|[^\s!()&|]+/g) ?? [];
  let at = 0;
  let valid = tokens.length > 0;
  const or = (): boolean => {
    let value = and();
    while (tokens[at] === '||') {
      at++;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (tokens[at] === '&&') {
      at++;
      const right = not();
      value = value && right;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !not();
    if (token === '(') {
      const value = or();
      if (tokens[at++] !== ')') valid = false;
      return value;
    }
    if (token === undefined || !/^[\p{L}\p{N}_.]+$/u.test(token)) {
      valid = false;
      return false;
    }
    return hasTag(token, world);
  };
  const value = or();
  return valid && at === tokens.length && value;
}

/** Whether a `#cgo` condition holds: blanks are OR, commas AND. An empty one always does. */
export function satisfiesCgo(condition: string, world: ConstraintWorld): boolean {
  if (condition === '') return true;
  return condition
    .split(/\s+/)
    .some((option) =>
      option
        .split(',')
        .every((tag) => (tag.startsWith('!') ? !hasTag(tag.slice(1), world) : hasTag(tag, world))),
    );
}

/** Whether the file's name lets it into the build: `_`, `.`, `_test`, `_GOOS`, `_GOARCH`, `_GOOS_GOARCH`. */
export function nameFits(name: string, { target }: ConstraintWorld): boolean {
  if (!name.endsWith('.go') || name.startsWith('_') || name.startsWith('.') || name.endsWith('_test.go'))
    return false;
  // `x_linux.pb.go` is for Linux: only what stands before the first dot counts.
  const stem = name.slice(0, name.indexOf('.'));
  const first = stem.indexOf('_');
  if (first < 0) return true;
  // What stands before the first underscore is a name: `linux.go` is for every system.
  const parts = stem
    .slice(first)
    .split('_')
    .filter((_, index) => index > 0);
  const last = parts.at(-1) ?? '';
  const before = parts.at(-2) ?? '';
  if (parts.length >= 2 && SYSTEMS.has(before) && ARCHITECTURES.has(last))
    return fitsSystem(before, target.goos) && last === target.goarch;
  if (SYSTEMS.has(last)) return fitsSystem(last, target.goos);
  return !ARCHITECTURES.has(last) || last === target.goarch;
}

function hasTag(tag: string, { target, cgo, minor }: ConstraintWorld): boolean {
  if (tag === 'cgo') return cgo;
  if (tag === 'gc' || target.tags.includes(tag)) return true;
  if (tag === 'unix') return UNIX.has(target.goos);
  if (tag === target.goarch) return true;
  const release = /^go1\.(\d+)$/.exec(tag);
  if (release) return Number(release[1]) <= minor;
  return fitsSystem(tag, target.goos);
}

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
