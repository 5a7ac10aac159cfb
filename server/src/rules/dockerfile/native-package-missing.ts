import { asBuilt } from '../fails/sure-image.ts';
import { IMAGE, ofImage } from '../of-image.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { baseImage } from '../../native/base-images.ts';
import { editOf } from '../../text/change.ts';
import { foreignLibc } from '../../world/needs/foreign-libc.ts';
import {
  missingInBuilder,
  missingInRuntime,
  type MissingPackages,
} from '../../world/needs/missing-packages.ts';
import type { Image } from '../../world/world.ts';
import { copiedBy } from '../copied-by.ts';
import { placeIn, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { startedPrograms } from '../started-programs.ts';
import { install } from '../fixes/turn-cgo-on.ts';

/**
 * A program is built with cgo, and what that takes is not installed: a C compiler or the headers of a library where it is built,
 * the library itself where it runs.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=1 go build -o /out/images ./cmd/images
 * FROM alpine:3.22
 * RUN apk add --no-cache libwebp
 * COPY --from=builder /out/images /app/images
 * CMD ["/app/images"]
 * ```
 *
 * `golang:1.25-alpine` has no C compiler, and with `CGO_ENABLED=1` the go command does not do without: the build stops with
 * `exec: "gcc": executable file not found in $PATH`, later with `webp/encode.h: No such file or directory`. A library that is
 * missing where the program runs shows as it starts: `error while loading shared libraries: libwebp.so.7`.
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
 * - Install what is missing, on the install line that is there or on a new one.
 *
 * ## When it is silent
 *
 * - Cgo is off: then `dockerfile/cgo-needed` says it. The program needs no cgo: then `dockerfile/cgo-not-needed` does.
 * - A command of the stage is not understood, or a package, a copy or a variable (`PKG_CONFIG_PATH`, `CC`) may bring what is missing.
 * - The image is no official one, or the library is one that distributions have anyway (`zlib`, `openssl`).
 */
export const nativePackageMissing = rule({
  id: 'dockerfile/native-package-missing',
  severity: 'error',
  since: '0.2.0',
  title: 'Package missing',
  summary: 'A program is built with cgo, and a compiler, header or C library that it needs is not installed',
  *checkImage(world, given) {
    const image = asBuilt(world, given);
    if (!image) return;
    for (const program of image.programs) {
      const missing = missingInBuilder(world, image, program);
      if (!missing) continue;
      const { command } = program.build;
      yield {
        at: placeIn(image, command),
        ...ofImage(
          image,
          `${program.package.binaryName} (${shown(world, program.dir)}) is built with cgo, and ${stageName(missing)} has no ${list(missing)}: ${IMAGE} does not build${named(missing)}`,
        ),
        related: [],
        fixes: () => fixes(image, missing, command.start),
      };
    }
    for (const [program, users] of startedPrograms(world, image)) {
      const missing = missingInRuntime(world, image, program);
      const held = image.holds.find((each) => each.program === program);
      // Without its C library it does not come so far.
      if (!missing || !held || foreignLibc(world, image, program)) continue;
      yield {
        at: placeIn(image, copiedBy(missing.stage, program) ?? program.build.command),
        ...ofImage(
          { usedBy: users },
          `${held.path} (${shown(world, program.dir)}) does not start in ${IMAGE}: it is linked with ${missing.libraries.join(' and ')}, which ${missing.stage.baseImage ?? ''} does not have and nothing installs${named(missing)}`,
        ),
        related: [{ at: placeIn(image, program.build.command), message: 'it is linked here' }],
        fixes: () => fixes(image, missing, null),
      };
    }
  },
});

const stageName = ({ stage: { stage, baseImage: reference } }: MissingPackages): string =>
  stage.name ? `stage ${stage.name.value} (${reference ?? ''})` : (reference ?? 'its stage');

const list = ({ compiler, libraries }: MissingPackages): string =>
  [...(compiler ? ['C compiler'] : []), ...libraries.map((id) => `headers of ${id}`)].join(' and no ');

const named = ({ packages }: MissingPackages): string =>
  packages && packages.length > 0 ? `. Missing: ${packages.join(' ')}` : '';

function fixes(image: Image, { stage, packages }: MissingPackages, before: number | null): Fix[] {
  if (image.inline || !packages || packages.length === 0) return [];
  const { dockerfile } = image.trace.request;
  const { manager } = baseImage(stage.baseImage ?? '');
  const edits = tidyEdits(install(dockerfile, stage, manager, packages, before));
  if (!edits || manager === null) return [];
  return [
    {
      kind: 'changes',
      title: `Install ${packages.join(' ')}`,
      safe: false,
      changes: [editOf(image.file, dockerfile.text, edits)],
    },
  ];
}
