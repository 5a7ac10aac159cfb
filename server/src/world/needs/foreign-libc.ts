import { lineageOf } from '../../image/lineage.ts';
import type { HeldProgram, StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { glibcVersion } from '../../native/glibc-version.ts';
import { basename } from '../../text/path.ts';
import type { Image, Program, World } from '../world.ts';
import { type LinkedLibc, linkedLibc } from './linked-libc.ts';
import { newerSymbol } from './newer-symbol.ts';

/** Why a program cannot start in the stage that it was copied to. */
export interface ForeignLibc {
  readonly linked: LinkedLibc;
  readonly kind: 'none' | 'other' | 'older';
  /** The image that the final stage stands on. */
  readonly runtime: string;
  readonly held: HeldProgram;
  /** What is said where it starts. */
  readonly failure: string;
  /** Whether it cannot be built with the older library either. */
  readonly needsNewer: boolean;
}

/** Whether a program of an image surely meets another C library there than it was linked with, none, or one that is too old. */
export function foreignLibc(world: World, image: Image, program: Program): ForeignLibc | null {
  const linked = linkedLibc(image, program);
  const final = image.trace.final;
  const runtime = final?.baseImage ?? null;
  if (!linked || !final || runtime === null) return null;
  const held = final.files
    .programs()
    .find((each) => each.build === program.build && each.package.dir === program.package.dir);
  // Where it was built it also starts.
  if (!held || final.stage.index === program.build.stage || !isPlain(final, image)) return null;
  const base = baseImage(runtime);
  const mismatch = (kind: ForeignLibc['kind'], failure: string, needsNewer = false): ForeignLibc => ({
    linked,
    kind,
    runtime,
    held,
    failure,
    needsNewer,
  });
  if (base.libc === 'unknown') return null;
  if (base.libc !== linked.libc) {
    const loader = hasLoader(final, image, linked);
    // What stands in for glibc on Alpine lacks functions that these are known to use.
    if (loader && !(linked.libc === 'glibc' && program.cgo.culprits.some((path) => NEVER_ON_MUSL.test(path))))
      return null;
    // Busybox is what its tag says, and that is not always what it was made for.
    if (base.family === 'busybox') return null;
    return mismatch(
      base.libc === 'none' ? 'none' : 'other',
      loader ? 'symbol not found' : 'no such file or directory',
    );
  }
  if (linked.libc === 'musl' || linked.version === null) return null;
  const there = glibcVersion(runtime);
  if (there === null || there >= linked.version) return null;
  if (linked.version >= PTHREADS_MOVED && there < PTHREADS_MOVED)
    return mismatch('older', `version GLIBC_2.${PTHREADS_MOVED} not found`);
  const symbol = newerSymbol(world, program, linked.version, there);
  return symbol === null ? null : mismatch('older', `version ${symbol.version} not found`, symbol.isNew);
}

/**
 * Every program with cgo starts threads, and pthread_create is of GLIBC_2.34 since it moved into libc.so. Measured with Go
 * 1.22 and 1.26 on bookworm and trixie: what has no C of its own needs nothing newer, nor does SQLite.
 */
const PTHREADS_MOVED = 34;

/** Whether all that happens in a stage is understood, so that nothing else can have brought a C library. */
function isPlain(stage: StageTrace, image: Image): boolean {
  return lineageOf(image.trace, stage).every(
    ({ steps, opaque }) =>
      opaque.length === 0 &&
      steps.every(
        ({ understood, effect }) =>
          understood && !(effect.kind === 'install' && effect.install.unknown.length > 0),
      ),
  );
}

/** Whether something may have brought what loads programs of the other C library. */
function hasLoader(stage: StageTrace, image: Image, { libc }: LinkedLibc): boolean {
  const lineage = lineageOf(image.trace, stage);
  const { text } = image.trace.request.dockerfile;
  const brings = lineage.some(({ steps }) =>
    steps.some(({ effect, instruction }) => {
      if (effect.kind === 'install')
        return effect.install.packages.some(({ name }) => BRINGS_LIBC.test(name));
      if (effect.kind === 'copy')
        // A whole root, a folder of libraries: whatever lies in there.
        return effect.copy.sources.some(
          ({ path, found }) =>
            path === null ||
            found.kind === 'unknown' ||
            (found.kind === 'directory' && found.origin.kind !== 'context' && HOLDS_LIBRARIES.test(path)) ||
            /^(?:ld-|libc[.-])/.test(basename(path)),
        );
      return LOADER.test(text.slice(instruction.start, instruction.end));
    }),
  );
  return brings || LOADERS[libc].some((path) => stage.files.at(path).kind === 'file');
}

const BRINGS_LIBC = /^(?:gcompat|libc6-compat|glibc\S*|libc6\S*|musl|musl-dev|musl-tools|musl-libc|nix)$/;
const HOLDS_LIBRARIES = /^\/(?:usr\/)?(?:local\/)?(?:lib(?:32|64)?(?:\/[^/]+)?)?\/?$|^\/(?:rootfs|usr)\b/;
const LOADER = /\bld-linux|\bld-musl|glibc/;
const LOADERS = {
  glibc: [
    '/lib64/ld-linux-x86-64.so.2',
    '/lib/ld-linux-aarch64.so.1',
    '/lib/ld-linux.so.2',
    '/lib/ld-linux-armhf.so.3',
  ],
  musl: [
    '/lib/ld-musl-x86_64.so.1',
    '/lib/ld-musl-aarch64.so.1',
    '/lib/ld-musl-i386.so.1',
    '/lib/ld-musl-armhf.so.1',
  ],
} as const;
/** Both use functions of glibc that gcompat does not have: fcntl64, __fdelt_chk. */
const NEVER_ON_MUSL = /^github\.com\/(?:confluentinc\/confluent-kafka-go|mattn\/go-sqlite3)\b/;
