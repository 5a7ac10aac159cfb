import { removeBuildKey, setBuildKeys } from '../../edit/compose/edit-service.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import type { Place } from '../../text/span.ts';
import { dockerfileAt } from '../../world/parse-queries.ts';
import type { Service, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { nearest } from '../nearest.ts';
import { inheritors, services as named, shown } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { faultsByPlace } from '../faults-by-place.ts';

/**
 * `build.target` of a service names a stage that its Dockerfile does not have, so the image does not build. Files that are
 * merged (an override, `include`, `extends`) are judged by what comes out of the merge.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       target: prodution
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim AS production
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build:
 *       context: .
 *       target: production
 * ```
 *
 * ## Fixes
 *
 * - Build the stage of the nearest name.
 * - Remove the target: then the last stage is built.
 *
 * ## When it is silent
 *
 * When the target has a variable without a value, and when the Dockerfile is not there or has errors. Case plays no part in
 * names of stages, and a stage may be named by its number.
 */
export const targetNotFound = rule({
  id: 'compose/target-not-found',
  severity: 'error',
  since: '0.2.0',
  title: 'Build target not found',
  summary: 'The target that a service builds is no stage of its Dockerfile',
  *check(world) {
    for (const { fault, services } of faultsByPlace(world, (service) => missingTarget(world, service))) {
      const who = named(services.map((service) => service.model.name.value));
      const stages =
        fault.stages.length > 0 ? `it has ${fault.stages.join(', ')}` : 'no stage of it has a name';
      yield {
        at: fault.at,
        message: `${who}: ${fault.where} has no stage ${fault.target}, so this image does not build; ${stages}`,
        related: services.flatMap(({ model }) =>
          model.build?.target ? inheritors(model.build.target, [model]) : [],
        ),
        fixes: () => fixes(world, services, fault),
      };
    }
  },
});

interface Fault {
  readonly at: Place;
  readonly id: string;
  readonly target: string;
  /** The Dockerfile, for people. */
  readonly where: string;
  /** The names of its stages. */
  readonly stages: readonly string[];
}

function missingTarget(world: World, { model, image, builtBy }: Service): Fault | null {
  const target = model.build?.target;
  if (!image || builtBy || !target || image.key.target === null || image.trace.final !== null) return null;
  if (!image.inline && (world.reader.derive(dockerfileAt, image.file)?.errors.length ?? 0) > 0) return null;
  const { stages } = image.trace;
  // Without a stage it is no Dockerfile yet, which is another mistake.
  if (stages.length === 0) return null;
  return {
    at: target.at,
    id: image.file,
    target: target.value,
    where: image.inline ? 'its inline Dockerfile' : shown(world, image.file),
    stages: stages.flatMap(({ stage }) => stage.name?.value ?? []),
  };
}

function fixes(world: World, services: readonly [Service, ...Service[]], { target, stages }: Fault): Fix[] {
  const [{ model }] = services;
  const scope = editScope(world, services);
  const near = nearest(target, stages);
  return [
    ...(near === null
      ? []
      : composeFix(world, `Build stage ${near}`, false, setBuildKeys(model, [['target', near]], scope))),
    ...composeFix(
      world,
      'Remove the target, to build the last stage',
      false,
      removeBuildKey(model, 'target', scope),
    ),
  ];
}
