import { redundantStarts } from '../../world/start/redundant-start.ts';
import { removeStart } from '../../edit/compose/remove-start.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { inheritors, shown } from '../place.ts';
import { rule } from '../rule.ts';

/**
 * `command:` or `entrypoint:` can go: what starts is the same, word for word, with and without it.
 *
 * A value that several services share through an anchor, or that an override file inherits, is redundant only if it is for
 * each of them.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 *     command: ["/app/worker"] # says again what the image starts
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM scratch
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 * ```
 *
 * ## Fixes
 *
 * - Remove it, with the comment on its line *(safe)*.
 *
 * ## When it is silent
 *
 * When the base image may have an `ENTRYPOINT` of its own, when the value has a variable in it, and when the words differ in
 * any way: `./worker` in shell form starts a shell, `["./worker"]` does not.
 */
export const redundantCommand = rule({
  id: 'compose/redundant-command',
  severity: 'hint',
  since: '0.1.0',
  title: 'Command that says nothing',
  summary: 'A service says what its image starts anyway',
  isUnnecessary: true,
  *check(world) {
    for (const { service, keys } of redundantStarts(world)) {
      const { model, image } = service;
      for (const key of keys) {
        const value = model[key];
        if (!value || !image) continue;
        // Behind an ENTRYPOINT the words are arguments.
        const does =
          key === 'command' && image.trace.final?.entrypoint && !model.entrypoint ? 'passes' : 'starts';
        yield {
          at: { file: value.at.file, span: { start: value.keyAt.span.start, end: value.at.span.end } },
          message: `service ${model.name.value}: ${key} can go, ${shown(world, image.file)} ${does} ${value.value.join(' ')} by itself`,
          related: inheritors(value, [model]),
          fixes: () => composeFix(world, `Remove ${key}`, true, removeStart(world, service, key)),
        };
      }
    }
  },
});
