import type { GoBuild, StageTrace } from '../../image/model.ts';
import { idlePrograms } from '../../world/needs/idle-programs.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { placeIn, shown } from '../place.ts';
import { rule } from '../rule.ts';
import { sliceAway, takesNothing } from '../fixes/slice-away.ts';

/**
 * A program is built, and no stage copies it; or it is copied, and no service runs it.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.22
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * Every build of the image compiles it for nothing.
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
 * - Remove its build and its copy. It is offered only where nobody loses anything.
 *
 * ## When it is silent
 *
 * - A pattern (`./...`) or a variable names it, another stage or image of the Dockerfile holds it, or a command that builds the image
 *   uses it or may.
 * - A health check, a hook, an entry script, other code or a line of the repository starts it, or may; the image may be for others.
 */
export const binaryUnused = rule({
  id: 'dockerfile/binary-unused',
  severity: 'hint',
  since: '0.2.0',
  title: 'Unused program',
  summary: 'A program is built and never copied, or copied and run by no service',
  isUnnecessary: true,
  *checkImage(world, image) {
    const idle = idlePrograms(world, image);
    const copied = idle && idle.groups.length > 1 ? idle.held : [];
    for (const [programs, what] of [
      [copied, 'copied into the image, and no service runs it'],
      [neverCopied(world, image), 'never copied out of the stage that builds it'],
    ] as const)
      for (const program of programs) {
        if (!isNamed(image, program.build) || !sliceAway(world, image, [program])) continue;
        yield {
          at: placeIn(image, program.build.command),
          message: `${program.package.binaryName} (${shown(world, program.dir)}) is built here and ${what}`,
          related: [],
          fixes: () => {
            const changes = sliceAway(world, image, [program]);
            if (!changes || !takesNothing(world, changes)) return [];
            const title = `Remove ${program.package.binaryName}`;
            return [{ kind: 'changes', title, safe: false, changes }];
          },
        };
      }
  },
});

/** The programs that no stage has but the one that builds them, and that no image of the file ends with. */
function neverCopied(world: World, image: Image): Program[] {
  if (image.inline || image.trace.stages.some(({ opaque }) => opaque.length > 0)) return [];
  // A copy that finds nothing may have meant it.
  const isLost = ({ steps }: StageTrace): boolean =>
    steps.some(
      ({ effect }) =>
        effect.kind === 'copy' &&
        effect.copy.from.kind === 'stage' &&
        effect.copy.sources.some(({ found }) => found.kind === 'absent' || found.kind === 'unknown'),
    );
  if (image.trace.stages.some(isLost)) return [];
  const same = world.imagesOf(image.file);
  return image.programs.filter(({ build, package: main }) => {
    // What is only checked to compile goes nowhere.
    if (build.writes.every((each) => each.package.dir !== main.dir)) return false;
    return same.every(({ trace }) => {
      const holders = trace.stages.filter(
        ({ stage, files }) =>
          stage.index !== build.stage && files.programs().some((held) => held.package.dir === main.dir),
      );
      return holders.length === 0 && trace.final?.stage.index !== build.stage;
    });
  });
}

/** Whether the Dockerfile names the program on a line of its own, which can go. */
function isNamed(image: Image, { command, patterns }: GoBuild): boolean {
  const { text } = image.trace.request.dockerfile;
  return (
    patterns.length > 0 &&
    command.words[0]?.literal === 'go' &&
    !patterns.some(({ value }) => value.includes('...')) &&
    !/\$/.test(patterns.map(({ start, end }) => text.slice(start, end)).join(' '))
  );
}
