import { textOf } from '../../edit/compose/text-of.ts';
import { relative } from '../../text/path.ts';
import type { Place } from '../../text/span.ts';
import type { Image, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { buildFailures } from '../fails/build-failures.ts';
import type { FailingPackage } from '../fails/failing-packages.ts';
import { passedArgument, type PassedArgument } from '../fails/passed-argument.ts';
import { nearest } from '../nearest.ts';
import { inheritors, placeIn, services as named, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';

/**
 * A build argument of a service picks the program that a Dockerfile builds (`go build ./cmd/${PROGRAM}`), and there is no package of
 * that name, so the image does not build. Where it is the Dockerfile that names the package, it is
 * [dockerfile/package-not-found](../dockerfile/package-not-found.md).
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       args:
 *         PROGRAM: workers
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * ARG PROGRAM
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/app ./cmd/${PROGRAM}
 * FROM scratch
 * COPY --from=builder /out/app /app
 * CMD ["/app"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       args:
 *         PROGRAM: worker
 * ```
 *
 * ## Fixes
 *
 * - Pass the name of the nearest package.
 *
 * ## When it is silent
 *
 * Where a command before it may have written the package, where the argument has no known value, and where it is put together with
 * another variable.
 */
export const buildArgPackageNotFound = rule({
  id: 'compose/build-arg-package-not-found',
  severity: 'error',
  since: '0.2.0',
  title: 'Build argument names no package',
  summary: 'A build argument of a service picks a Go package that does not exist',
  *checkImage(world, image) {
    for (const failure of buildFailures(world, image)) {
      if (failure.kind !== 'package') continue;
      const argument = passedArgument(image, failure);
      const at = argument && placeOf(argument);
      if (!argument || !at) continue;
      const who = named(argument.services.map(({ model }) => model.name.value));
      yield {
        at,
        message: `${who}: with the build argument ${argument.name}=${argument.value}, ${shown(world, image.file)} builds ${failure.pattern?.value}, and the build context ${shown(world, image.key.context.dir)} has no such package: this image does not build`,
        related: [
          { at: placeIn(image, failure.span), message: 'what go build is given' },
          ...argument.services.flatMap(({ model }) => {
            const value = model.build?.args.get(argument.name);
            return value ? inheritors(value, [model]) : [];
          }),
        ],
        fixes: () => fixes(world, image, failure, argument, at),
      };
    }
  },
});

const placeOf = ({ name, services: [{ model }] }: PassedArgument): Place | null =>
  model.build?.args.get(name)?.at ?? null;

/** The package of the nearest name, as the argument has to be for it. */
function fixes(
  world: World,
  { context }: Image,
  { build }: FailingPackage,
  { name, value, before, after, services }: PassedArgument,
  at: Place,
): Fix[] {
  const text = textOf(world)(at.file)?.slice(at.span.start, at.span.end);
  const isWritten = services.every(({ model }) => model.build?.args.get(name)?.interpolated === false);
  const start = text?.lastIndexOf(value) ?? -1;
  if (build.contextDir === null || !isWritten || start < 0) return [];
  const listed = context.goPackages(build.contextDir, ['./...'], build.tags);
  const from = build.contextDir === '.' ? '' : build.contextDir;
  const values = (listed.known ? listed.value : []).flatMap(({ isMain, dir }) => {
    const path = `./${relative(from, dir === '.' ? '' : dir)}`;
    const isFit = isMain && path.startsWith(before) && path.endsWith(after);
    return isFit ? [path.slice(before.length, path.length - after.length)] : [];
  });
  const near = nearest(value, values);
  if (near === null) return [];
  const span = { start: at.span.start + start, end: at.span.start + start + value.length };
  return composeFix(world, `Build ${before}${near}${after}`, false, {
    ok: true,
    edits: [{ file: at.file, span, text: near }],
  });
}
