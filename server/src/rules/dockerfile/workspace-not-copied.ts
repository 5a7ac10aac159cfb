import type { GoRun } from '../../image/model.ts';
import { editOf } from '../../text/change.ts';
import { relative } from '../../text/path.ts';
import type { Image } from '../../world/world.ts';
import { buildFailures } from '../fails/build-failures.ts';
import { type FailingModule, isOutside } from '../fails/failing-modules.ts';
import { insertAbove } from '../fixes/insert-above.ts';
import { placeIn } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * `go.work` is in the image while the go command runs, and a module that it uses is not, so the image does not build.
 *
 * Where a `go.work` lies at or above its folder, the go command opens the go.mod of every module that `use` names, also for
 * `go mod download`. `COPY go.* ./` brings the `go.work` along.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY go.* ./
 * RUN go mod download
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ```text go.work
 * go 1.25
 *
 * use (
 *   .
 *   ./pkg/queue
 * )
 * ```
 *
 * ```text pkg/queue/go.mod
 * module example.com/queue
 *
 * go 1.25
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY go.* ./
 * COPY pkg/queue/go.mod pkg/queue/
 * RUN go mod download
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
 * - Copy the go.mod of the modules, or the modules themselves, before the command that needs them.
 * - `GOWORK=off`: the module is built alone, as its own go.mod says.
 *
 * ## When it is silent
 *
 * Where `GOWORK` is set, and where a command may have written the module. A module outside of the build context is
 * `dockerfile/replace-outside-context`.
 */
export const workspaceNotCopied = rule({
  id: 'dockerfile/workspace-not-copied',
  severity: 'error',
  since: '0.2.0',
  title: 'Module of the workspace not copied',
  summary: 'go.work is in the image while go runs, and a module that it uses is not',
  *checkImage(world, image) {
    const failures = buildFailures(world, image).filter(
      (each) => each.kind === 'module' && each.by === 'use' && !isOutside(each),
    ) as FailingModule[];
    for (const [run, missing] of byRun(failures)) {
      const names = missing.map(({ source }) => source).join(' and ');
      const { command } = run;
      yield {
        at: placeIn(image, { start: command.start, end: command.end }),
        ...ofImage(
          image,
          `go ${run.verb} finds ${missing[0]?.file}, which uses ${names}, and nothing copies that into the image before it, so ${IMAGE} does not build`,
        ),
        related: [],
        fixes: () => [...copyFix(image, run, missing), ...offFix(image, run)],
      };
    }
  },
});

function byRun(failures: readonly FailingModule[]): ReadonlyMap<GoRun, readonly FailingModule[]> {
  const out = new Map<GoRun, FailingModule[]>();
  for (const each of failures) out.set(each.run, [...(out.get(each.run) ?? []), each]);
  return out;
}

function copyFix(image: Image, run: GoRun, missing: readonly FailingModule[]): Fix[] {
  const { context } = image;
  if (missing.some(({ source }) => context.kind(`${source}/go.mod`) !== 'file')) return [];
  // What is only downloaded needs no sources, and a line of less makes a cache that holds longer.
  const isDownload = run.verb.startsWith('mod ');
  const lines = missing.map(({ source, path }) => {
    const inside = relative(run.workdir ?? '/', path);
    const to = inside.startsWith('..') ? path : inside;
    if (!isDownload) return `COPY ${source} ${to}`;
    const files = ['go.mod', 'go.sum'].map((name) => `${source}/${name}`);
    return `COPY ${files.filter((file) => context.kind(file) === 'file').join(' ')} ${to}/`;
  });
  const what = missing.map(({ source }) => source).join(' and ');
  const title = isDownload ? `Copy the go.mod of ${what} before it` : `Copy ${what} before it`;
  return insertAbove(image, run.instruction, lines, title);
}

function offFix(image: Image, { command }: GoRun): Fix[] {
  if (image.inline) return [];
  const edit = { span: { start: command.start, end: command.start }, text: 'GOWORK=off ' };
  const changes = [editOf(image.file, image.trace.request.dockerfile.text, [edit])];
  return [{ kind: 'changes', title: 'Turn the workspace off (GOWORK=off)', safe: false, changes }];
}
