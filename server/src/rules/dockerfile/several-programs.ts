import { idlePrograms } from '../../world/needs/idle-programs.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { placeIn, services, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { sliceAway, takesNothing } from '../fixes/slice-away.ts';

/**
 * A Dockerfile whose services all run one program builds others too, and carries them in the image.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   server:
 *     build: .
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM alpine:3.22
 * COPY --from=builder /out/server /out/worker /app/
 * CMD ["/app/server"]
 * ```
 *
 * The image is larger than it need be, builds longer, and an edit of the worker builds the server's image anew. It is what is left
 * when a monolith was split by hand and its old Dockerfile stayed with one of the services.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-alpine AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM alpine:3.22
 * COPY --from=builder /out/server /app/
 * CMD ["/app/server"]
 * ```
 *
 * ## Fixes
 *
 * - Slice the Dockerfile down to the program that runs, as the split does. It is offered only where nobody loses anything.
 *
 * ## When it is silent
 *
 * - A health check, a hook, an entry script, the program's own code, or a line of the repository starts the other program, or may.
 * - The image may be for others too: it is pushed, has a name with a registry, is the base of another, or a manifest of an orchestrator
 *   lies in the repository.
 * - Services run different programs of it: then `compose/monolithic-image` says so.
 */
export const severalPrograms = rule({
  id: 'dockerfile/several-programs',
  severity: 'information',
  since: '0.2.0',
  title: 'Several programs',
  summary: 'A Dockerfile that one service uses builds more programs than it runs',
  *checkImage(world, image) {
    const idle = idlePrograms(world, image);
    const [group, ...others] = idle?.groups ?? [];
    if (!idle || !group || others.length > 0 || !sliceAway(world, image, idle.held)) return;
    const users = services(group.services.map(({ model }) => model.name.value));
    for (const program of idle.held.slice(0, 1))
      yield {
        at: placeIn(image, program.build.command),
        message: `${shown(world, image.file)} also builds ${names(idle.held)}, which ${users} never starts: ${users} runs ${group.program.package.binaryName} alone`,
        related: [],
        fixes: () => fixes(world, image, group.program, idle.held),
      };
  },
});

const names = (programs: readonly Program[]): string =>
  programs.map((program) => program.package.binaryName).join(' and ');

function fixes(world: World, image: Image, kept: Program, gone: readonly Program[]): Fix[] {
  const changes = sliceAway(world, image, gone);
  if (!changes || !takesNothing(world, changes)) return [];
  return [{ kind: 'changes', title: `Build ${kept.package.binaryName} alone`, safe: false, changes }];
}
