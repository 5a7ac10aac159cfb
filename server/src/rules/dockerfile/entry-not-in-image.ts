import type { Span } from '../../text/span.ts';
import { basename } from '../../text/path.ts';
import { type Runs, whatRuns } from '../../world/start/what-runs.ts';
import type { Image, Service, World } from '../../world/world.ts';
import { standsOn } from '../../world/needs/idle-programs.ts';
import { elsewhere } from '../elsewhere.ts';
import { contextsOf, doesNotBuild } from '../fails/build-failures.ts';
import { sureImage } from '../fails/sure-image.ts';
import { nearest } from '../nearest.ts';
import { placeIn } from '../place.ts';
import { replaceWord, sourceOf } from '../fixes/replace-word.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * ENTRYPOINT or CMD starts a path that the image does not hold, so the container exits at once.
 *
 * A path with a slash is looked up from WORKDIR, a name without one in the folders of PATH; the folder that the container
 * starts in is not among these.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /app/worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /app/worker
 * ENTRYPOINT ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Start the program of that name where it lies, else the one of the nearest name, else the only one.
 *
 * ## When it is silent
 *
 * Where the base image may hold the path, or a command that is not understood may have made it; where a volume covers it; where
 * every service of the image starts something else; where the image is a base, by ONBUILD or by the tag in another Dockerfile's FROM:
 * what stands on it may bring the program; and where the image does not build, since then that is the fault. What
 * `command:` and `entrypoint:` of a service start is `compose/binary-not-in-image`.
 */
export const entryNotInImage = rule({
  id: 'dockerfile/entry-not-in-image',
  severity: 'error',
  since: '0.2.0',
  title: 'Entry not in the image',
  summary: 'ENTRYPOINT or CMD starts a path that the image does not hold',
  *checkImage(world, image) {
    const missing = missingEntry(world, image);
    if (!missing || doesNotBuild(world, image)) return;
    const { path, evidence } = missing;
    const span = wordIn(image, missing.word.at.span, path);
    const held = [...new Set(image.holds.map((each) => each.path))];
    const holds = held.length > 0 ? `. It holds ${held.join(', ')}` : '';
    yield {
      at: placeIn(image, span),
      ...ofImage(
        image,
        `${evidence} starts ${path}, which ${IMAGE} does not hold: the container exits${holds}`,
      ),
      related: [],
      fixes: () => fixes(image, span, path, held),
    };
  },
});

type Missing = Extract<Runs, { kind: 'missing' }>;

/** What the Dockerfile starts that is not there, for a service that leaves the start to it. */
function missingEntry(world: World, image: Image): Missing | null {
  const sure = sureImage(world, image);
  if (!sure || isBase(world, image)) return null;
  if (image.usedBy.length > 0) {
    for (const service of image.usedBy) {
      const missing = missingIn(sure, service);
      // Where another Dockerfile has it, the service builds the wrong one.
      if (missing && (image.holds.length === 0 || elsewhere(world, service).length === 0)) return missing;
    }
    return null;
  }
  // What nobody here runs may be given its start by a volume, unless it was made for a program of the repository.
  if (image.holds.length === 0) return null;
  const missing = missingIn(sure, null);
  // From another folder the image may have it.
  if (!missing || contextsOf(world, sure).some((other) => missingIn(other, null) === null)) return null;
  return missing;
}

/** Whether other images are made of this one, which may bring what it starts. */
const isBase = (world: World, image: Image): boolean =>
  image.trace.final?.stage.instructions.some(({ trigger }) => trigger !== null) === true ||
  world.images.some((other) => other !== image && standsOn(other, image));

function missingIn({ trace, context, file }: Image, service: Service | null): Missing | null {
  const stage = trace.final;
  if (!stage || stage.opaque.length > 0) return null;
  const runs = whatRuns({ service: service?.model ?? null, stage, context, file });
  if (runs.kind !== 'missing') return null;
  return runs.evidence === 'ENTRYPOINT' || runs.evidence === 'CMD' ? runs : null;
}

/** The path itself, where it stands as it is in the line of a shell. */
function wordIn({ trace }: Image, span: Span, path: string): Span {
  const text = trace.request.dockerfile.text.slice(span.start, span.end);
  if (/^["']/.test(text)) return span;
  const parts = [...text.matchAll(/[^\s"';|&()]+/g)];
  const part =
    parts.find(([word]) => word === path) ?? parts.find(([word]) => basename(word) === basename(path));
  if (!part) return span;
  return { start: span.start + part.index, end: span.start + part.index + part[0].length };
}

function fixes(image: Image, span: Span, path: string, held: readonly string[]): Fix[] {
  const near = nearest(basename(path), held.map(basename));
  const same = held.filter((each) => basename(each) === basename(path));
  const chosen = same.length > 0 ? same : held.filter((each) => basename(each) === near || held.length === 1);
  return chosen.flatMap((each) => replaceWord(sourceOf(image), span, each, `Start ${each}`));
}
