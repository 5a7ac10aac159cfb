import { asBuilt } from '../fails/sure-image.ts';
import { IMAGE, ofImage } from '../of-image.ts';
import type { Dockerfile } from '../../dockerfile/ast.ts';
import type { GoBuild, StageTrace } from '../../image/model.ts';
import { baseImage } from '../../native/base-images.ts';
import { parseGoTag } from '../../native/go-tag.ts';
import { bumpGoTag } from '../../native/go-tags.ts';
import { parseImageReference } from '../../native/image-reference.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { type GoLine, goLineOf } from '../../world/go/go-line.ts';
import { rootOf } from '../../world/needs/linked-libc.ts';
import type { Image } from '../../world/world.ts';
import { placeIn, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

/**
 * The golang image is older than the Go that `go.mod` asks for, and may fetch no other: the image does not build.
 *
 * ## Bad
 *
 * ```text go.mod
 * module example.com/shop
 *
 * go 1.24.0
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.23-alpine AS build
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=build /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * The official images set `GOTOOLCHAIN=local` since Go 1.21.1, so that the go command stops with `go.mod requires go >= 1.24.0
 * (running go 1.23.12; GOTOOLCHAIN=local)`. In a workspace `go.work` asks instead of `go.mod`. Where `GOTOOLCHAIN=auto` is set
 * the finding is a warning: every build without a cache downloads another Go.
 *
 * Images before 1.21 know no toolchains. They do not understand a line with a patch (`go 1.25.0`) or a `toolchain` line; a newer
 * line of two numbers (`go 1.25`) is judged by the compiler, and nothing is said about it.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.24-alpine AS build
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=build /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * ## Fixes
 *
 * - The tag of a Go that is new enough, in the same variant: on the same release of Debian or Alpine where that Go was made on it,
 *   else on the next one. A default does not change under it: `golang:1.22` becomes `golang:1.26-bookworm`.
 *
 * ## When it is silent
 *
 * - The tag names no version (`golang:latest`), or the image is not the official one.
 * - The Dockerfile puts another Go in the place of the image's, or changes `go.mod` first.
 * - Only the `toolchain` line is newer: to a Go that knows it, it is a wish.
 */
export const goTooOld = rule({
  id: 'dockerfile/go-too-old',
  severity: 'error',
  otherSeverities: ['warning'],
  since: '0.2.0',
  title: 'Go too old',
  summary: 'The golang image is older than the Go that go.mod asks for',
  *checkImage(world, given) {
    const image = asBuilt(world, given);
    if (!image) return;
    const needed = new Set(image.trace.needed.map(({ stage }) => stage.index));
    for (const build of image.trace.builds) {
      const root = needed.has(build.stage) ? rootOf(image, build.stage) : null;
      const line = root && goLineOf(image, build);
      const old = line && judge(image, build, root, line);
      if (!old) continue;
      const { severity, what, reference } = old;
      yield {
        at: placeIn(image, root.stage.base),
        severity,
        ...ofImage(
          image,
          `${reference} is older than the Go that ${shown(world, line.at.file)} asks for: ${what}${severity === 'error' ? `, so ${IMAGE} does not build` : ''}`,
        ),
        related: [{ at: line.at, message: `${line.name} asks for it here` }],
        fixes: () => bump(image, root, reference, line.go ?? ''),
      };
    }
  },
});

interface Old {
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly reference: string;
}

/** What happens when an image's Go meets a line that is newer; null where nothing surely does. */
function judge(image: Image, build: GoBuild, root: StageTrace, { go, toolchain }: GoLine): Old | null {
  const reference = root.parent.kind === 'image' ? root.parent.image : null;
  const minor = reference === null ? null : (baseImage(reference).go?.minor ?? null);
  const [, wanted, patch] = /^1\.(\d+)(?:\.(\d+)|rc\d+|beta\d+)?$/.exec(go ?? '') ?? [];
  if (reference === null || minor === null || wanted === undefined || !isItsOwnGo(image, build)) return null;
  const has = parseGoTag(parseImageReference(reference)?.tag ?? '').version;
  const own = has ?? `1.${minor}`;
  if (minor < 21) {
    // It knows two numbers and no toolchain, and takes a newer line of that form.
    const what = /^1\.\d+$/.test(go ?? '')
      ? toolchain === null
        ? null
        : `Go ${own} does not know the toolchain line`
      : `Go ${own} does not understand "go ${go}"`;
    return what === null ? null : { severity: 'error', what, reference };
  }
  const isOlder =
    minor < Number(wanted) ||
    (minor === Number(wanted) &&
      has !== null &&
      patch !== undefined &&
      Number(has.split('.')[2]) < Number(patch));
  if (!isOlder) return null;
  if (build.toolchain === 'local')
    return {
      severity: 'error',
      what: `it asks for Go ${go}, the image has ${own} and may fetch no other (GOTOOLCHAIN=local)`,
      reference,
    };
  if (build.toolchain !== 'auto' && build.toolchain !== 'local+auto') return null;
  return {
    severity: 'warning',
    what: `it asks for Go ${go} and the image has ${own}, so every build without a cache downloads another Go`,
    reference,
  };
}

/** Whether `go` is the one that came with the image, and nothing has put another one in its place. */
function isItsOwnGo(image: Image, { stage }: GoBuild): boolean {
  const found = image.trace.stages[stage]?.files.at('/usr/local/go/bin/go');
  return found?.kind === 'file' && found.origin.kind === 'base';
}

function bump(image: Image, root: StageTrace, reference: string, go: string): Fix[] {
  const next = image.inline ? null : bumpGoTag(reference, go);
  if (next === null) return [];
  const { dockerfile } = image.trace.request;
  const edits = writtenOut(dockerfile, reference, next) ?? byArgument(image, root, reference, next);
  if (!edits) return [];
  return [
    {
      kind: 'changes',
      title: `Use ${next}`,
      safe: false,
      changes: [editOf(image.file, dockerfile.text, edits)],
    },
  ];
}

/** Every FROM that names the image in full. */
function writtenOut({ stages }: Dockerfile, reference: string, next: string): TextEdit[] | null {
  const same = stages.filter(({ base }) => base.value === reference);
  return same.length === 0 ? null : same.map(({ base }) => ({ span: spanOf(base), text: next }));
}

/** The default of the one ARG that stands in the FROM, where it is in force. */
function byArgument(image: Image, { stage }: StageTrace, reference: string, next: string): TextEdit[] | null {
  const { globals, text } = image.trace.request.dockerfile;
  const [, before = '', braced, plain, after = ''] =
    /^([^$]*)\$(?:\{(\w+)\}|(\w+))([^$]*)$/.exec(stage.base.value) ?? [];
  const name = braced ?? plain;
  if (name === undefined || image.key.args.some(([each]) => each === name)) return null;
  const value = globals
    .flatMap(({ pairs }) => pairs.filter((pair) => pair.name.value === name))
    .at(-1)?.value;
  const fits = (whole: string): boolean => whole.startsWith(before) && whole.endsWith(after);
  if (!value || `${before}${value.value}${after}` !== reference || !fits(next)) return null;
  // Quotes would be lost.
  if (text.slice(value.start, value.end) !== value.value) return null;
  return [{ span: spanOf(value), text: next.slice(before.length, next.length - after.length) }];
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
