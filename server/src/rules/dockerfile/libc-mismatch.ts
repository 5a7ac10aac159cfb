import { asBuilt } from '../fails/sure-image.ts';
import { IMAGE, ofImage } from '../of-image.ts';
import { glibcVersion } from '../../native/glibc-version.ts';
import { asksForCgo } from '../../world/needs/asks-for-cgo.ts';
import { type ForeignLibc, foreignLibc } from '../../world/needs/foreign-libc.ts';
import type { LinkedLibc } from '../../world/needs/linked-libc.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { copiedBy } from '../copied-by.ts';
import { linkStaticallyFix } from '../fixes/link-statically.ts';
import { matchingBaseFixes } from '../fixes/matching-base.ts';
import { placeIn, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { startedPrograms } from '../started-programs.ts';
import { turnCgoOffFix } from '../fixes/turn-cgo-off-fix.ts';

/**
 * A program is built with cgo, so that it is linked with the C library of its builder, and copied to an image that has another
 * one, an older one, or none: the container exits as it starts.
 *
 * ## Bad
 *
 * ```go cmd/server/main.go
 * package main
 *
 * import "net/http"
 *
 * func main() { http.ListenAndServe(":8080", nil) }
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.26 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * `golang:1.26` has a C compiler, so that cgo is on unless something turns it off, and `net` is linked with glibc. Alpine has musl
 * instead, scratch and distroless `static` have no C library: what is said there is `no such file or directory`, and means the
 * loader of the C library. On an older glibc it is `version GLIBC_2.34 not found`.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.26 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * ## Fixes
 *
 * - `CGO_ENABLED=0`, where the program works without.
 * - A base that matches: the builder's variant of the other's distribution or release, or the other way round.
 * - A static link, where the C library is the only one that the program needs.
 *
 * ## When it is silent
 *
 * - A command in the image is not understood, or brings a C library: `gcompat`, a copied `ld-linux`, a folder of libraries.
 * - The flags of the linker stand in a variable, or CC names a compiler that is not known.
 * - An older glibc that may do. What is built on bookworm or trixie needs `GLIBC_2.34`, which bullseye, Ubuntu 20.04 and Red Hat 8
 *   lack. Between trixie and bookworm most programs start, SQLite too: a finding there names something newer in the repository's own
 *   C or C++ (`strlcpy`, `strtol` under `_GNU_SOURCE`, `<iostream>`).
 */
export const libcMismatch = rule({
  id: 'dockerfile/libc-mismatch',
  severity: 'error',
  since: '0.2.0',
  title: 'Another C library',
  summary: 'A program is linked with a C library that its image does not have',
  *checkImage(world, given) {
    const image = asBuilt(world, given);
    if (!image) return;
    for (const [program, users] of startedPrograms(world, image)) {
      const mismatch = foreignLibc(world, image, program);
      if (!mismatch) continue;
      const { held, linked, runtime, failure } = mismatch;
      yield {
        at: placeIn(image, copiedBy(image.trace.final, program) ?? program.build.command),
        ...ofImage(
          { usedBy: users },
          `${held.path} (${shown(world, program.dir)}) does not start in ${IMAGE}: it is linked with the C library of ${linked.reference} (${nameOf(linked.libc, linked.version)}), and ${runtime} has ${there(mismatch)}. The container exits: ${failure}`,
        ),
        related: [{ at: placeIn(image, program.build.command), message: 'it is linked here' }],
        fixes: () => fixes(world, image, program, mismatch),
      };
    }
  },
});

const nameOf = (libc: LinkedLibc['libc'], version: number | null): string =>
  version === null ? libc : `${libc} 2.${version}`;

function there({ kind, linked, runtime }: ForeignLibc): string {
  if (kind === 'none') return 'none';
  return kind === 'older'
    ? `glibc 2.${glibcVersion(runtime) ?? ''}`
    : linked.libc === 'glibc'
      ? 'musl'
      : 'glibc';
}

function fixes(world: World, image: Image, program: Program, mismatch: ForeignLibc): Fix[] {
  const off =
    asksForCgo(world.reader, image, program) === null
      ? turnCgoOffFix(world, image, program, program.build.cgo.value === '1', ['none', 'alternative'])
      : [];
  // With cgo that nothing needs there would be another finding.
  if (off.length > 0 && program.grade === 'none') return off;
  const bases = matchingBaseFixes(image, program, mismatch);
  const linked = linkStaticallyFix(image, program);
  const isBare = mismatch.linked.libc === 'musl' || mismatch.runtime === 'scratch';
  return [...off, ...(isBare ? [...linked, ...bases] : [...bases, ...linked])];
}
