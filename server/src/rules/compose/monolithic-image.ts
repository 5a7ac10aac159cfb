import { servicesByProgram } from '../../world/needs/program-groups.ts';
import type { Place } from '../../text/span.ts';
import type { Service } from '../../world/world.ts';
import { shown } from '../place.ts';
import { type Related, rule } from '../rule.ts';

/**
 * Services that run *different* programs of this repository build one image. Each of their images carries
 * every program, and whatever only one of them needs: a C toolchain, native libraries, data folders.
 *
 * Several services that run one program in several roles (`serve`, `migrate`) share their image rightly, and are not
 * reported.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     build: .
 *   worker:
 *     build: .
 *     command: ["worker"]
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/ ./cmd/server ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/ /usr/local/bin/
 * CMD ["server"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     build: .
 *   worker:
 *     build:
 *       context: .
 *       dockerfile: Dockerfile.worker
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/ ./cmd/server
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/ /usr/local/bin/
 * CMD ["server"]
 * ```
 *
 * ```dockerfile Dockerfile.worker
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/ ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/ /usr/local/bin/
 * CMD ["worker"]
 * ```
 *
 * ## Fixes
 *
 * - Split the Dockerfile into one per program. In VS Code the split is shown first, file by file; on the command line it is
 *   `dockerfile-split split`.
 */
export const monolithicImage = rule({
  id: 'compose/monolithic-image',
  severity: 'information',
  since: '0.1.0',
  title: 'One image for several programs',
  summary: 'Services that run different programs build one image',
  offersSplit: true,
  *checkImage(world, image) {
    if (image.inline) return;
    const groups = servicesByProgram(image);
    if (groups.length < 2) return;
    const programs = groups.map(([program]) => program.package.binaryName);
    const [at, ...also] = placesOf(
      image.usedBy.filter((service) => groups.some(([, services]) => services.includes(service))),
    );
    if (!at) return;
    const others = groups.flatMap(([program, services]) => services.map((service) => ({ service, program })));
    yield {
      at,
      also,
      message: `${shown(world, image.file)} builds one image with ${list(programs)}, and each service runs one of them: every image carries them all`,
      related: once(
        others.map(({ service, program }) => ({
          at: service.model.name.at,
          message: `service ${service.model.name.value} runs ${program.package.binaryName}`,
        })),
      ),
      fixes: () => [
        {
          kind: 'split',
          title: `Split ${shown(world, image.file)} into a Dockerfile per program`,
          safe: false,
          dockerfile: image.file,
        },
      ],
    };
  },
});

/** Where each service says which Dockerfile it builds; an anchor that several take, once. */
function placesOf(services: readonly Service[]): readonly Place[] {
  const places = services.flatMap(({ model: { build } }) =>
    build ? [build.dockerfile && build.dockerfile.from !== 'default' ? build.dockerfile.at : build.at] : [],
  );
  return [...new Map(places.map((at) => [`${at.file}:${at.span.start}`, at])).values()];
}

/** A service of several projects is told once. */
function once(related: readonly Related[]): readonly Related[] {
  const seen = new Set<string>();
  return related.filter((each) => {
    const id = JSON.stringify([each.at, each.message]);
    return !seen.has(id) && seen.add(id);
  });
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
