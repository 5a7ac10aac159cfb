import { basename, dirname, normalize, relative, resolve } from '../../text/path.ts';
import type { Image, World } from '../../world/world.ts';
import { buildFailures } from '../fails/build-failures.ts';
import type { FailingCopy } from '../fails/failing-copies.ts';
import { hiddenBy, showFix } from '../ignore-file.ts';
import { nearest } from '../nearest.ts';
import { placeIn, shown } from '../place.ts';
import { replaceWord, sourceOf } from '../fixes/replace-word.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * `COPY` or `ADD` names a file or folder that the build context does not hold, or that `.dockerignore` hides, so the image
 * does not build.
 *
 * The build context is the folder that Compose names under `build.context`; sources are relative to it, wherever the
 * Dockerfile lies, and nothing above it can be copied.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY go.mod ./
 * COPY cmds cmd
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ```yaml compose.yaml
 * services:
 *   worker:
 *     build: .
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY go.mod ./
 * COPY cmd cmd
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * ## Fixes
 *
 * - Copy the nearest name, or the file of that name beside the Dockerfile.
 * - Show the file to the build, where the ignore file hides it.
 *
 * ## When it is silent
 *
 * Where `.gitignore` lists the path, a submodule has it, or a Makefile, script, workflow or document has a command that writes it (`go
 * build -o bin/api`): then it may be made before the build, and that is unknown. For a
 * pattern, which may match nothing, and for an argument without a known value. Where no service builds the Dockerfile, nobody
 * says what its build context is: then it speaks only of what the ignore file hides.
 */
export const copySourceNotFound = rule({
  id: 'dockerfile/copy-source-not-found',
  severity: 'error',
  since: '0.2.0',
  title: 'Copied file not in the build context',
  summary: 'COPY or ADD names what the build context does not hold, or the ignore file hides',
  *checkImage(world, image) {
    for (const failure of buildFailures(world, image)) {
      if (failure.kind !== 'copy' || failure.from !== null) continue;
      const { source, step } = failure;
      const ignore = hiddenBy(world, image, source.path);
      // Where nobody says what the context is, it is one that has all of them.
      if (image.usedBy.length === 0 && ignore === null) continue;
      const { keyword } = step.instruction;
      const context = shown(world, image.key.context.dir);
      const why =
        ignore === null
          ? `the build context ${context} holds no ${source.path}`
          : `${shown(world, ignore)} hides ${source.path} from the build`;
      yield {
        at: placeIn(image, source.token),
        ...ofImage(image, `${why}, which ${keyword} takes from it, so ${IMAGE} does not build`),
        related: [],
        fixes: () => fixes(world, image, failure, ignore),
      };
    }
  },
});

function fixes(world: World, image: Image, { source }: FailingCopy, ignore: string | null): Fix[] {
  const { path, token } = source;
  if (ignore !== null) return showFix(world, image, ignore, path);
  const beside = relative(image.key.context.dir, resolve(dirname(image.file), path));
  const isBeside = !beside.startsWith('..') && image.context.kind(beside) !== 'missing';
  const names = new Set([...(isBeside ? [beside] : []), nearestPath(image, path) ?? path]);
  names.delete(path);
  return [...names].flatMap((name) => replaceWord(sourceOf(image), token, name, `Copy ${name}`));
}

/** The path with its first part that is not there replaced by the nearest name; null where the rest is not there either. */
function nearestPath({ context }: Image, path: string): string | null {
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const dir = parts.slice(0, index).join('/') || '.';
    const at = normalize(`${dir}/${part}`);
    if (context.kind(at) !== 'missing') continue;
    const near = nearest(part, (context.list(dir) ?? []).map(basename));
    if (near === null) return null;
    const found = normalize([dir, near, ...parts.slice(index + 1)].join('/'));
    return context.kind(found) === 'missing' ? null : found;
  }
  return null;
}
