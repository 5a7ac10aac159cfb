import { moveCommandToEntrypoint } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import { swallowedCommand } from '../../world/start/swallowed-command.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { inheritors, shown } from '../place.ts';
import { rule } from '../rule.ts';

/**
 * The image has an ENTRYPOINT, and `command:` of the service names another program that the image holds. The
 * words do not start that program: the ENTRYPOINT starts its own, and gets them as arguments.
 *
 * Such a service is not split off either, since nobody can tell which of the two programs it should run.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 *     command: ["/app/worker"] # runs /app/server with the argument /app/worker
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/ ./cmd/server ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/ /app/
 * ENTRYPOINT ["/app/server"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 *     entrypoint: ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Make it the entrypoint: `entrypoint: ["/app/worker"]` replaces the ENTRYPOINT of the image.
 *
 * ## When it is silent
 *
 * When the ENTRYPOINT starts what it is given (`tini --`, a script that ends in `exec "$@"`), and when the words name no
 * program of the image.
 */
export const commandIsArguments = rule({
  id: 'compose/command-is-arguments',
  severity: 'warning',
  since: '0.1.0',
  title: 'Command taken for arguments',
  summary: 'A command names a program, and the ENTRYPOINT of the image takes it for an argument',
  *check(world) {
    for (const service of world.services) {
      const { model, image, runs } = service;
      const named = swallowedCommand(service);
      if (!named || !image || !model.command || runs.kind !== 'program') continue;
      const entrypoint = image.trace.final?.entrypoint?.instruction;
      yield {
        at: model.command.at,
        message: `service ${model.name.value} does not start ${named.path}: the ENTRYPOINT of ${shown(world, image.file)} starts ${runs.program.path} and takes the command for its arguments`,
        related: [
          ...(entrypoint && !image.inline
            ? [
                {
                  at: { file: image.file, span: { start: entrypoint.start, end: entrypoint.end } },
                  message: 'the ENTRYPOINT that starts instead',
                },
              ]
            : []),
          ...inheritors(model.command, [model]),
        ],
        fixes: () =>
          composeFix(
            world,
            'Make it the entrypoint',
            false,
            moveCommandToEntrypoint(model, editScope(world, [service])),
          ),
      };
    }
  },
});
