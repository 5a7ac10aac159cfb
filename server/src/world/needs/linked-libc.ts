import { lineageOf } from '../../image/lineage.ts';
import type { StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { glibcVersion } from '../../native/glibc-version.ts';
import type { Image, Program } from '../world.ts';

/** The C library that a program looks for when it starts. */
export interface LinkedLibc {
  readonly libc: 'glibc' | 'musl';
  /** The minor version of glibc that it was linked with; null where that is not known, and for musl. */
  readonly version: number | null;
  /** The image that it was built in. */
  readonly reference: string;
  /** Whether it has C of its own, besides that of Go's standard library. */
  readonly ownC: boolean;
}

/** Null where a program is linked with no C library, and where that is not surely known. */
export function linkedLibc({ trace }: Image, program: Program): LinkedLibc | null {
  const { build, cgo } = program;
  if (build.cgo.effective !== 'on' || !mayBeDynamic(trace.request.dockerfile.text, program)) return null;
  const ownC = cgo.usesCompiler || program.needCgo.length > 0;
  if (!ownC && standardCgo(program).length === 0) return null;
  const builder = trace.stages[build.stage];
  const reference = builder?.baseImage ?? null;
  if (!builder || reference === null) return null;
  const compiler = compilerOf(build.cc);
  if (compiler === 'unknown') return null;
  if (compiler === 'musl')
    // Without C of its own Go's linker links, and asks no compiler which library that is for.
    return ownC ? { libc: 'musl', version: null, reference, ownC } : null;
  const { libc, go } = baseImage(reference);
  if (libc !== 'glibc' && libc !== 'musl') return null;
  // Until 1.20 the C parts of the standard library came compiled, with an old glibc.
  const isOld = go?.minor === undefined || (go.minor !== null && go.minor < 20);
  const version = libc === 'glibc' && (ownC || !isOld) ? glibcVersion(reference) : null;
  return { libc, version, reference, ownC };
}

/** The packages of the standard library that bring C, as the tags of the build leave them. */
function standardCgo({ cgo, build: { tags } }: Program): readonly string[] {
  const left = cgo.standardCgo.filter(
    (path) =>
      !(path === 'net' && tags.includes('netgo')) && !(path === 'os/user' && tags.includes('osusergo')),
  );
  return left.every((path) => path === 'runtime/cgo') ? [] : left;
}

/** Whether nothing in sight links it statically, or could. */
function mayBeDynamic(text: string, { build }: Program): boolean {
  const { flags, linkerFlags, command, goos } = build;
  if (flags.static || linkerFlags === null || linkerFlags.includes('-static')) return false;
  if (!goos.known || goos.value !== 'linux') return false;
  if (flags.buildmode !== null && flags.buildmode !== 'pie' && flags.buildmode !== 'exe') return false;
  // Flags that a variable or a Makefile holds may say anything.
  return (
    command.words[0]?.literal === 'go' && !/\$[{(]?\w*FLAGS/i.test(text.slice(command.start, command.end))
  );
}

function compilerOf(cc: string | null): 'usual' | 'musl' | 'unknown' {
  if (cc === null) return 'unknown';
  const [name = ''] = cc.trim().split(/\s+/);
  if (/(?:^|\/)(?:musl-gcc|[\w-]+-musl-gcc)$/.test(name)) return cc.includes('-static') ? 'unknown' : 'musl';
  return cc === '' || /^(?:\/usr\/bin\/)?(?:gcc|cc|clang)(?:-\d+)?$/.test(cc.trim()) ? 'usual' : 'unknown';
}

/** The stage at the bottom of a FROM chain. */
export function rootOf({ trace }: Image, index: number): StageTrace | null {
  return lineageOf(trace, trace.stages[index] ?? null)[0] ?? null;
}
