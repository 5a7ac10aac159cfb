import { relative } from '../../text/path.ts';
import { elsewhere } from '../elsewhere.ts';
import { doesNotBuild } from '../fails/build-failures.ts';
import { inheritors, shown } from '../place.ts';
import { pointAtFix } from '../fixes/point-at-fix.ts';
import { rule } from '../rule.ts';

/**
 * A service starts a program that its Dockerfile does not build, and another Dockerfile of the same context
 * does. The image builds; the container exits at once, because the file it should start is not in it.
 *
 * What counts is what the command or the entry of the service really finds in the image, followed through `WORKDIR`,
 * `COPY --from`, renames and scripts. That a service and a file have similar names proves nothing and is never reported.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       dockerfile: Dockerfile.server
 *     command: ["/app/worker"]
 * ```
 *
 * ```dockerfile Dockerfile.server
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/server ./cmd/server
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/server /app/server
 * ```
 *
 * ```dockerfile Dockerfile.worker
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM scratch
 * COPY --from=builder /out/worker /app/worker
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       dockerfile: Dockerfile.worker
 *     command: ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Use the Dockerfile that has the program *(safe when only one has it)*.
 *
 * ## When it is silent
 *
 * When a step of the Dockerfile is not understood, when a volume covers the path, or when no other Dockerfile has it: that is
 * [compose/binary-not-in-image](binary-not-in-image.md).
 */
export const wrongDockerfile = rule({
  id: 'compose/wrong-dockerfile',
  severity: 'error',
  since: '0.1.0',
  title: 'Wrong Dockerfile',
  summary: 'A service starts a program that its Dockerfile does not build, and another Dockerfile does',
  *check(world) {
    for (const service of world.services) {
      const { model, image, runs } = service;
      if (runs.kind !== 'missing' || !image || !model.build || image.holds.length === 0) continue;
      const candidates = elsewhere(world, service);
      const [first] = candidates;
      if (!first || doesNotBuild(world, image)) continue;
      const name = model.name.value;
      const file = shown(world, image.file);
      const others = candidates.map(({ image: other }) => shown(world, other.file)).join(' and ');
      const { dockerfile } = model.build;
      yield {
        at: dockerfile && dockerfile.from !== 'default' ? dockerfile.at : model.build.at,
        message: `service ${name} starts ${runs.word.value ?? runs.path}, but ${file} does not put it into the image; ${others} ${candidates.length === 1 ? 'does' : 'do'}. The container exits: ${runs.path} is not in it`,
        related: [
          { at: runs.word.at, message: `what service ${name} starts` },
          ...(dockerfile ? inheritors(dockerfile, [model]) : []),
        ],
        fixes: () =>
          candidates.flatMap(({ image: other }) => {
            const fix = pointAtFix(
              world,
              [service],
              other.file,
              `Use ${relative(model.build?.context.value ?? '', other.file)}`,
              candidates.length === 1,
            );
            return fix ? [fix] : [];
          }),
      };
    }
  },
});
