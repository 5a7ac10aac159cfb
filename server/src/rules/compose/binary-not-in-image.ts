import { setBuildKeys, setWord } from '../../edit/compose/edit-service.ts';
import { editOf } from '../../text/change.ts';
import { basename } from '../../text/path.ts';
import { editScope } from '../../edit/compose/service-scope.ts';
import { whatRuns } from '../../world/start/what-runs.ts';
import type { Image, Service, World } from '../../world/world.ts';
import { composeFix } from '../fixes/compose-fix.ts';
import { elsewhere } from '../elsewhere.ts';
import { doesNotBuild } from '../fails/build-failures.ts';
import { nearest } from '../nearest.ts';
import { inheritors, shown } from '../place.ts';
import { type Finding, type Fix, rule } from '../rule.ts';
import { type StageMeant, stageMeant } from '../stage-meant.ts';

/**
 * `command:` or `entrypoint:` of a service starts a path that its image surely does not hold: the container
 * exits with "no such file or directory".
 *
 * A frequent cause: the last stage of the Dockerfile is not the application (a test or a debug stage), and the service sets
 * no `target`. It is reported also where that last stage stands on an image that is not known, when an earlier stage has the
 * very path that the service starts, or exposes the port that the service publishes, exposes or asks in its health check, and
 * the last stage has no program of this repository.
 *
 * ## Bad
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 *     command: ["/usr/local/bin/worker"]
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/worker /app/worker
 * ```
 *
 * ## Good
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 *     command: ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Build the stage that holds the program.
 * - Start the path at which the program really lies.
 *
 * ## When it is silent
 *
 * When anything in the image could have put the file there: a base image that is not known, a command that is not
 * understood, a volume over the path. When another Dockerfile has the program, it is
 * [compose/wrong-dockerfile](wrong-dockerfile.md).
 */
export const binaryNotInImage = rule({
  id: 'compose/binary-not-in-image',
  severity: 'error',
  since: '0.1.0',
  title: 'Program not in the image',
  summary: 'A service starts a path that its image does not hold',
  *check(world) {
    for (const service of world.services) {
      const { model, image, runs } = service;
      const meant = runs.kind === 'program' || runs.kind === 'missing' ? null : stageMeant(service);
      if (image && meant) yield otherStage(world, service, image, meant);
      // What the Dockerfile itself starts is judged in the Dockerfile.
      if (
        runs.kind !== 'missing' ||
        !image ||
        (runs.evidence !== 'command' && runs.evidence !== 'entrypoint')
      )
        continue;
      const started = model[runs.evidence];
      // What an image that does not build lacks only follows from that.
      if (doesNotBuild(world, image)) continue;
      if (image.holds.length > 0 && elsewhere(world, service).length > 0) continue;
      const stage = image.trace.final?.stage;
      const where = stage?.name
        ? `stage ${stage.name.value} of ${shown(world, image.file)}`
        : shown(world, image.file);
      const held = [...new Set(image.holds.map((each) => each.path))];
      const holds = held.length > 0 ? ` It holds ${held.join(', ')}.` : '';
      yield {
        at: runs.word.at,
        message: `service ${model.name.value} starts ${runs.path}, which ${where} does not put into the image: the container exits.${holds}`,
        related: started ? inheritors(started, [model]) : [],
        fixes: () => [...targetFixes(world, service, image), ...pathFixes(world, service, image)],
      };
    }
  },
});

/** The implicit last stage is not the application. */
function otherStage(world: World, service: Service, image: Image, meant: StageMeant): Finding {
  const { model } = service;
  const { name } = meant.stage.stage;
  const last = image.trace.final?.stage;
  const built = last?.name ? `stage ${last.name.value}` : 'a stage without a name';
  const word = (model.entrypoint?.value.length ? model.entrypoint : model.command) ?? null;
  const why =
    meant.by === 'command'
      ? `is meant to start ${meant.program.path}`
      : `counts on port ${meant.by}, which stage ${name?.value} exposes`;
  return {
    at:
      meant.by === 'command' && word
        ? word.at
        : (model.build?.dockerfile?.at ?? model.build?.at ?? model.name.at),
    message: `service ${model.name.value} ${why}, but without a target Compose builds the last stage of ${shown(world, image.file)}, ${built}, which holds no program of this repository; stage ${name?.value} holds ${meant.program.path}`,
    related: [
      ...(name ? [{ at: { file: image.file, span: name }, message: `stage ${name.value}` }] : []),
      ...(meant.by === 'command' && word ? inheritors(word, [model]) : []),
    ],
    fixes: () => targetFixes(world, service, image),
  };
}

/** Other stages of the same Dockerfile that hold what the service starts. */
function targetFixes(world: World, service: Service, image: Image): Fix[] {
  return image.trace.stages.flatMap((stage) => {
    const name = stage.stage.name?.value;
    if (name === undefined || stage === image.trace.final) return [];
    const runs = whatRuns({ service: service.model, stage, context: image.context, file: image.file });
    if (runs.kind !== 'program') return [];
    return composeFix(
      world,
      `Build stage ${name}`,
      false,
      setBuildKeys(service.model, [['target', name]], editScope(world, [service])),
    );
  });
}

/** Paths of programs in the image whose name is the one that was looked for, or nearly. */
function pathFixes(world: World, service: Service, image: Image): Fix[] {
  const { runs } = service;
  if (runs.kind !== 'missing') return [];
  const { word, path } = runs;
  const paths = [...new Set(image.holds.map((each) => each.path))];
  const near = nearest(basename(path), paths.map(basename));
  const chosen = paths.filter((each) => basename(each) === basename(path) || basename(each) === near);
  const { model } = service;
  for (const key of ['command', 'entrypoint'] as const) {
    const index = model[key]?.words.findIndex(
      (at) => at.file === word.at.file && at.span.start === word.at.span.start,
    );
    // A whole word of a list is set as one, in its quotes, and not where others take it from the same place.
    if (
      index !== undefined &&
      index >= 0 &&
      model[key]?.form === 'list' &&
      model[key].value[index] === word.value
    )
      return chosen.flatMap((each) =>
        composeFix(
          world,
          `Start ${each}`,
          false,
          setWord(model, key, index, each, editScope(world, [service])),
        ),
      );
  }
  const state = world.reader.file(word.at.file);
  if (state.kind !== 'text') return [];
  const { text } = state.file;
  const { start, end } = word.at.span;
  const at = text.slice(start, end).indexOf(word.value ?? '');
  if (at < 0 || word.value === null || word.value === '') return [];
  const span = { start: start + at, end: start + at + word.value.length };
  return chosen.map((each) => ({
    kind: 'changes',
    title: `Start ${each}`,
    safe: false,
    changes: [editOf(word.at.file, text, [{ span, text: each }])],
  }));
}
