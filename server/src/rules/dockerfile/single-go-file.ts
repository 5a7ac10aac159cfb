import { asBuilt } from '../fails/sure-image.ts';
import { IMAGE, ofImage } from '../of-image.ts';
import { tidyEdits } from '../../edit/dockerfile/tidy-edits.ts';
import type { GoBuild } from '../../image/model.ts';
import { editOf } from '../../text/change.ts';
import type { TextEdit } from '../../text/edit.ts';
import { basename, dirname } from '../../text/path.ts';
import { namesInUnnamedFiles } from '../../world/go/unnamed-files.ts';
import type { Image } from '../../world/world.ts';
import { placeIn, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

/**
 * `go build main.go` builds that file and no other. What it uses of the files beside it is not there, and the build stops with
 * `undefined: execute`.
 *
 * ## Bad
 *
 * ```go cmd/server/main.go
 * package main
 *
 * func main() { execute() }
 * ```
 *
 * ```go cmd/server/root.go
 * package main
 *
 * func execute() {}
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server cmd/server/main.go
 * FROM alpine:3.22
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * Often this comes later: with one file all is well, and the day a second one is added the image does not build.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
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
 * - The package instead of its file; without `-o`, the name that the program had before.
 *
 * ## When it is silent
 *
 * When the files that are named are enough, or the one that declares what is missing is not in the stage.
 */
export const singleGoFile = rule({
  id: 'dockerfile/single-go-file',
  severity: 'warning',
  since: '0.2.0',
  title: 'Single Go file',
  summary: 'A program is built from one Go file, and uses what others beside it declare',
  *checkImage(world, given) {
    const image = asBuilt(world, given);
    if (!image) return;
    const needed = new Set(image.trace.needed.map(({ stage }) => stage.index));
    for (const build of image.trace.builds) {
      const [first] = build.patterns;
      const missing = needed.has(build.stage) ? namesInUnnamedFiles(world, image, build) : [];
      const [name] = missing;
      if (!first || !name) continue;
      const names = missing.map((each) => each.name);
      const files = [...new Set(missing.map(({ declaredIn }) => basename(declaredIn)))];
      const listed = build.patterns.map(({ value }) => basename(value)).join(' and ');
      yield {
        at: placeIn(image, { start: first.start, end: build.patterns.at(-1)?.end ?? first.end }),
        ...ofImage(
          image,
          `go build takes ${listed} of ${dirname(first.value)} alone, and ${files.join(', ')} with ${names.join(', ')} is not named: undefined: ${name.name}, so ${IMAGE} does not build`,
        ),
        related: missing.map((each) => ({
          at: { file: each.declaredIn, span: { start: 0, end: 0 } },
          message: `${shown(world, each.declaredIn)} declares ${each.name}`,
        })),
        fixes: () => fixes(image, build),
      };
    }
  },
});

function fixes(image: Image, build: GoBuild): Fix[] {
  const { text } = image.trace.request.dockerfile;
  const [first] = build.patterns;
  const written = first ? text.slice(first.start, first.end) : '';
  const [, folder] = /^((?:[^\s"']*\/)?)[^\s"'/]+\.go$/.exec(written) ?? [];
  // What stands in a script or a Makefile, or is put together of variables, is not changed here.
  if (image.inline || !first || folder === undefined || !first.value.startsWith(folder.replace(/\$.*/, '')))
    return [];
  const path = folder === '' ? '.' : folder.replace(/\/$/, '');
  const target = /^[.$]/.test(path) ? path : `./${path}`;
  const edits: TextEdit[] = [
    { span: { start: first.start, end: build.patterns.at(-1)?.end ?? first.end }, text: target },
  ];
  if (build.output === null) {
    const verb = build.command.words.find(({ literal }) => literal === 'build');
    if (build.verb !== 'build' || !verb) return [];
    edits.unshift({
      span: { start: verb.end, end: verb.end },
      text: ` -o ${basename(first.value).replace(/\.go$/, '')}`,
    });
  }
  const tidy = tidyEdits(edits);
  return tidy
    ? [
        {
          kind: 'changes',
          title: `Build ${target}`,
          safe: false,
          changes: [editOf(image.file, text, tidy)],
        },
      ]
    : [];
}
