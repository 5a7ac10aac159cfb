import { asksForCgo } from '../../world/needs/asks-for-cgo.ts';
import { foreignLibc } from '../../world/needs/foreign-libc.ts';
import type { Image, Program } from '../../world/world.ts';
import { placeIn, shown } from '../place.ts';
import { rule } from '../rule.ts';
import { turnCgoOffFix } from '../fixes/turn-cgo-off-fix.ts';

/**
 * A program is built with cgo and needs none: nothing that it imports outside the standard library uses C. It is a hint where
 * cgo is on only by default and no package is installed for it.
 *
 * With cgo the builder needs a C toolchain, and the program is linked with the builder's C library: one that is built on
 * Alpine does not start on Debian, nor in `scratch`.
 *
 * The standard library alone never needs cgo. With cgo on, `net` and `os/user` ask the C library for names and users;
 * without it they use Go's own code, which reads `/etc/resolv.conf` and `/etc/passwd`.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=1 go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Build with `CGO_ENABLED=0` *(safe where a word or a package switched cgo on, and every command that sees the setting is
 *   understood and needs no C)*. What was installed for cgo alone goes with it; what nothing needed before either is a finding of
 *   its own, [dockerfile/native-package-not-needed](native-package-not-needed.md).
 *
 * ## When it is silent
 *
 * Where the same command builds another program that needs cgo, or may (`go build -o /out/ ./...`): they have one setting.
 */
export const cgoNotNeeded = rule({
  id: 'dockerfile/cgo-not-needed',
  severity: 'warning',
  since: '0.1.0',
  otherSeverities: ['hint'],
  title: 'Cgo not needed',
  summary: 'The image is built with cgo on, but its program does not need it',
  *checkImage(world, image) {
    for (const program of image.programs) {
      const { build, grade } = program;
      if (build.cgo.effective !== 'on' || grade !== 'none') continue;
      if (asksForCgo(world.reader, image, program) !== null) continue;
      // That it does not start is the finding then, with the same fix.
      if (foreignLibc(world, image, program) !== null) continue;
      const chosen = build.cgo.value === '1' || build.cgo.compiler !== null;
      // Where nothing has a C part, the standard library included, the setting makes no difference to the binary.
      const isIdle = program.cgo.standardCgo.length === 0;
      if ((isIdle && build.cgo.value !== '1') || servesAnother(image, program)) continue;
      const at = placeIn(image, placeOf(image, program));
      yield {
        at,
        severity: chosen ? 'warning' : 'hint',
        message: isIdle
          ? `cgo is set for nothing: nothing that ${program.package.binaryName} (${shown(world, program.dir)}) imports uses C, and it is built the same without (${build.cgo.because})`
          : `${program.package.binaryName} (${shown(world, program.dir)}) is built with cgo and needs none: nothing that it imports outside the standard library uses C, and cgo is on (${build.cgo.because})`,
        related: [],
        fixes: () => turnCgoOffFix(world, image, program, chosen),
      };
    }
  },
});

/** Whether the command also builds a program that cgo is on for. */
const servesAnother = (image: Image, { build }: Program): boolean =>
  image.programs.some((other) => other.build.command.start === build.command.start && other.grade !== 'none');

/** The word that switched cgo on, where it speaks for this program alone; else the go command. */
function placeOf(image: Image, program: Program): { start: number; end: number } {
  const { cgo, command } = program.build;
  const shared = image.programs.some(
    (each) =>
      each.package.dir !== program.package.dir &&
      each.build.cgo.span?.start === cgo.span?.start &&
      each.grade !== 'none',
  );
  return cgo.span !== null && !shared ? cgo.span : command;
}
