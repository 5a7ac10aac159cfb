import { dropPackages } from '../../edit/dockerfile/drop-packages.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import { editOf } from '../../text/change.ts';
import { unneededPackages, type UnneededPackage } from '../../world/needs/native-use.ts';
import type { StageTrace } from '../../image/model.ts';
import { opensLibraries } from '../../world/needs/opens-libraries.ts';
import type { Image, World } from '../../world/world.ts';
import { placeIn } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

/**
 * A stage installs a C compiler, the headers of a C library, or the library itself, and nothing in that stage
 * uses it.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * RUN apk add --no-cache git build-base libwebp-dev
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.22
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * RUN apk add --no-cache git
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.22
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Take it off the install line; an install that would install nothing goes whole *(safe)*.
 * - Where `build-base` is only there for `make`, install `make`.
 *
 * ## When it is silent
 *
 * As soon as one command of the stage is not understood, a program in it has an unknown grade, or a binary of unknown origin
 * lies in it. Only compilers, header packages and C libraries are judged: a program (`git`, `ffmpeg`,
 * `postgresql-client`) may be called from anywhere, and is never reported.
 */
export const nativePackageNotNeeded = rule({
  id: 'dockerfile/native-package-not-needed',
  severity: 'warning',
  since: '0.1.0',
  title: 'Package not needed',
  summary: 'A compiler, header package or C library is installed that nothing in its stage uses',
  *checkImage(world, image) {
    // Several images of one Dockerfile see the same line: it is unneeded only if all of them say so.
    const siblings = image.inline ? [] : world.imagesOf(image.file);
    const opens = opensIn(world, image);
    for (const stage of image.trace.needed) {
      for (const each of unneededPackages(image, stage, opens)) {
        if (!siblings.every((other) => other.key === image.key || agrees(world, other, stage, each)))
          continue;
        const { name, span } = each.package;
        yield {
          at: placeIn(image, span),
          message: `${name} is installed and nothing in ${stageName(stage)} uses it: ${WHAT[each.kind]}`,
          related: [],
          fixes: () => fixes(image, stage, each),
        };
      }
    }
  },
});

/** Whether something that runs in an image may use a library that none of its programs is linked with. */
const opensIn = (world: World, image: Image) => (): boolean =>
  opensLibraries(
    world,
    image,
    image.holds.map(({ program }) => program),
    image.usedBy,
  );

const WHAT = {
  compiler: 'no program here is built with cgo, and no other command compiles C',
  headers: 'no program that is built here needs that library',
  library: 'no program in this image is linked with it',
} as const;

const stageName = ({ stage }: StageTrace): string =>
  stage.name ? `stage ${stage.name.value}` : 'this stage';

/** Another image of the same Dockerfile agrees when it does not need the stage, or finds the same package unneeded. */
function agrees(world: World, image: Image, stage: StageTrace, unneeded: UnneededPackage): boolean {
  const theirs = image.trace.needed.find((each) => each.stage.index === stage.stage.index);
  return (
    !theirs ||
    unneededPackages(image, theirs, opensIn(world, image)).some(
      (each) => each.package.span.start === unneeded.package.span.start,
    )
  );
}

function fixes(image: Image, stage: StageTrace, unneeded: UnneededPackage): Fix[] {
  if (image.inline) return [];
  const { dockerfile } = image.trace.request;
  const dropped = dropPackages(dockerfile, stage, [unneeded]);
  const edits = dropped && tidyEdits(dropped);
  if (!edits) return [];
  const { name } = unneeded.package;
  const title =
    unneeded.replacement === null
      ? `Do not install ${name}`
      : `Install ${unneeded.replacement} instead of ${name}`;
  return [{ kind: 'changes', title, safe: true, changes: [editOf(image.file, dockerfile.text, edits)] }];
}
