import { basename } from '../../text/path.ts';
import type { Image } from '../../world/world.ts';
import { buildFailures } from '../fails/build-failures.ts';
import type { FailingCopy } from '../fails/failing-copies.ts';
import { nearest } from '../nearest.ts';
import { placeIn } from '../place.ts';
import { replaceWord, sourceOf } from '../fixes/replace-word.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * `COPY --from=stage` takes a path that nothing in that stage makes, so the image does not build.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /bin/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Copy the program of that name from where it lies, else the one of the nearest name, else the only one.
 * - Copy it from the stage that holds it.
 *
 * ## When it is silent
 *
 * Where a command of the stage is not understood, or may write there; where a file may have come with the base image; for
 * a pattern, which may match nothing; and where the stage itself does not build, since then that is the fault.
 */
export const copySourceNotBuilt = rule({
  id: 'dockerfile/copy-source-not-built',
  severity: 'error',
  since: '0.2.0',
  title: 'Copied path not in the stage',
  summary: 'COPY --from takes a path that nothing in that stage makes',
  *checkImage(world, image) {
    for (const failure of buildFailures(world, image)) {
      if (failure.kind !== 'copy' || failure.from === null) continue;
      const { source, from } = failure;
      const held = programs(image, from);
      const holds = held.length > 0 ? `. It holds ${held.join(', ')}` : '';
      yield {
        at: placeIn(image, source.token),
        ...ofImage(
          image,
          `nothing in ${stageName(image, from)} makes ${source.path}, which is copied from it, so ${IMAGE} does not build${holds}`,
        ),
        related: [],
        fixes: () => fixes(image, failure, from),
      };
    }
  },
});

const stageName = ({ trace }: Image, index: number): string =>
  `stage ${trace.stages[index]?.stage.name?.value ?? index}`;

const programs = ({ trace }: Image, stage: number): readonly string[] => [
  ...new Set(trace.stages[stage]?.files.programs().map(({ path }) => path)),
];

function fixes(image: Image, { source, step }: FailingCopy, from: number): Fix[] {
  const { path, token } = source;
  const paths = programs(image, from);
  const near = nearest(basename(path), paths.map(basename));
  const same = paths.filter((each) => basename(each) === basename(path));
  const chosen =
    same.length > 0 ? same : paths.filter((each) => basename(each) === near || paths.length === 1);
  const elsewhere = image.trace.stages.filter(
    ({ stage, files }) =>
      stage.index !== from &&
      stage.index < step.stage &&
      stage.name !== null &&
      files.at(path).kind === 'file',
  );
  const flag = step.instruction.flags.find(({ name }) => name === 'from')?.argument;
  return [
    ...chosen.flatMap((each) => replaceWord(sourceOf(image), token, each, `Copy ${each}`)),
    ...elsewhere.flatMap(({ stage }) =>
      flag && stage.name
        ? replaceWord(sourceOf(image), flag, stage.name.value, `Copy from stage ${stage.name.value}`)
        : [],
    ),
  ];
}
