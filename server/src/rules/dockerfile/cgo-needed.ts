import { chainOf, whyNeeded } from '../chain.ts';
import { placeIn, shown } from '../place.ts';
import { rule } from '../rule.ts';
import { turnCgoOnFix } from '../fixes/turn-cgo-on.ts';

/**
 * A program is built with cgo off and does not compile without it, so the image does not build.
 *
 * The related places walk the chain from the program to the package that needs cgo, import by import. Cgo is the part of Go
 * that calls C; it is off when `CGO_ENABLED=0`, when the build is for another platform than the one it runs on, and when
 * the builder has no C compiler (`golang:1.25-alpine` has none).
 *
 * A program needs cgo when, with cgo off, a package that it reaches has no Go file left, or uses a name that only its cgo
 * files declare. Flags can need it too: `-race`, `-buildmode=c-shared`, `-linkmode external`.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/images ./cmd/images
 * FROM alpine:3.22
 * COPY --from=builder /out/images /app/images
 * CMD ["/app/images"]
 * ```
 *
 * The program imports `github.com/kolesa-team/go-webp`, a binding of the C library libwebp.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * RUN apk add --no-cache build-base libwebp-dev
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=1 go build -o /out/images ./cmd/images
 * FROM alpine:3.22
 * RUN apk add --no-cache libwebp
 * COPY --from=builder /out/images /app/images
 * CMD ["/app/images"]
 * ```
 *
 * ## Fixes
 *
 * - Build with cgo: the setting, the compiler and the headers in the builder, the libraries in the image.
 *
 * Often the better fix is in the code: `dockerfile-split why-cgo worker` prints the one import to cut, if there is one.
 *
 * ## When it is silent
 *
 * When some package on the way cannot be read. Then the program's grade is *unknown*, and `inspect` says which module to
 * download.
 */
export const cgoNeeded = rule({
  id: 'dockerfile/cgo-needed',
  severity: 'error',
  since: '0.1.0',
  title: 'Cgo needed',
  summary: 'The image is built with cgo off, but its program needs cgo',
  *checkImage(world, image) {
    for (const program of image.programs) {
      const { build, grade } = program;
      if (build.cgo.effective !== 'off' || grade !== 'required') continue;
      const at = placeIn(image, build.cgo.span ?? build.command);
      const compiles = program.needCgo.length > 0 ? `${program.needCgo[0]} needs cgo` : 'it does not compile';
      yield {
        at,
        message: `${program.package.binaryName} (${shown(world, program.dir)}) needs cgo, and cgo is off here (${build.cgo.because}): ${compiles}, so this image does not build. ${sentence(whyNeeded(program))}`,
        related: chainOf(program),
        fixes: () => turnCgoOnFix(image, program),
      };
    }
  },
});

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
