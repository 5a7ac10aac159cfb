import type { Image, World } from '../../world/world.ts';
import { basename, normalize, relative } from '../../text/path.ts';
import { buildFailures } from '../fails/build-failures.ts';
import { type FailingPackage, failingPackages } from '../fails/failing-packages.ts';
import { passedArgument } from '../fails/passed-argument.ts';
import { hiddenBy, showFix } from '../ignore-file.ts';
import { buildFrom, contextAbove } from '../in-context.ts';
import { nearest } from '../nearest.ts';
import { placeIn, shown } from '../place.ts';
import { replaceWord, sourceOf } from '../fixes/replace-word.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * `go build` or `go install` names a package that is not in the image while it is built, so the image does not build.
 *
 * What the build can see is the build context: the folder that Compose names under `build.context`, less what
 * `.dockerignore` hides, and of that only what a `COPY` or `ADD` has put into the stage.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/serve
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/server /server
 * ENTRYPOINT ["/server"]
 * ```
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/server /server
 * ENTRYPOINT ["/server"]
 * ```
 *
 * ## Fixes
 *
 * - Build the nearest package.
 * - Put `./` before a folder: without it, `cmd/server` is a package of the standard library.
 * - Show the folder to the build, where the ignore file hides it.
 * - Build from the folder in which the Dockerfile works, where it is written for another build context.
 *
 * ## When it is silent
 *
 * Where some command before it may have written the package (`go generate`, `git clone`, a script that cannot be read), where an
 * argument has no known value, and where the build goes on when `go build` fails. For a Dockerfile that no service
 * builds, where the package is there from another folder above it.
 */
export const packageNotFound = rule({
  id: 'dockerfile/package-not-found',
  severity: 'error',
  since: '0.2.0',
  title: 'Go package not found',
  summary: 'go build names a package that the image does not hold while it is built',
  *checkImage(world, image) {
    // A package that an argument of Compose picks is the service's to mend.
    const failures = buildFailures(world, image).flatMap((each) =>
      each.kind === 'package' && passedArgument(image, each) === null ? [each] : [],
    );
    const [first] = failures;
    if (!first) return;
    // Where the whole Dockerfile works from another folder, that is the one fault.
    const dir = image.usedBy.length > 0 ? contextAbove(world, image, isWell) : null;
    if (dir !== null) {
      yield {
        at: placeIn(image, first.span),
        ...ofImage(
          image,
          `go ${first.build.verb} looks for a package in ${first.path}, and the build context ${shown(world, image.key.context.dir)} has none to put there, so ${IMAGE} does not build. The Dockerfile is written for the build context ${shown(world, dir)}`,
        ),
        related: [],
        fixes: () => buildFrom(world, image, dir),
      };
      return;
    }
    for (const failure of failures)
      yield {
        at: placeIn(image, failure.span),
        ...ofImage(image, `${problem(world, image, failure)}, so ${IMAGE} does not build`),
        related: [],
        fixes: () => fixes(world, image, failure),
      };
  },
});

/** Whether an image builds its programs, as far as is known. */
const isWell = (image: Image): boolean =>
  image.trace.builds.some(({ packages }) => packages.known && packages.value.length > 0) &&
  image.trace.needed.every((stage) => failingPackages(image, stage).length === 0);

function problem(world: World, image: Image, failure: FailingPackage): string {
  const { build, pattern, path, source, dotless } = failure;
  const named = pattern?.value ?? '.';
  const verb = `go ${build.verb}`;
  if (dotless)
    return `${verb} takes ${named} for a package of the standard library, which has none of that name: a folder begins with ./`;
  const context = shown(world, image.key.context.dir);
  if (source === null) return `${verb} names ${named}, and nothing puts a package into ${path}`;
  const ignore = hiddenBy(world, image, source);
  if (ignore !== null)
    return `${verb} names ${named}, and ${shown(world, ignore)} hides ${source} from the build`;
  if (image.context.kind(source) === 'file' || hasGo(image, source))
    return `${verb} names ${named}, and nothing copies ${source} into the image before that`;
  return image.context.kind(source) === 'directory'
    ? `${verb} names ${named}, and ${source} of the build context ${context} holds no Go file`
    : `${verb} names ${named}, and the build context ${context} holds no ${source}`;
}

const hasGo = ({ context }: Image, dir: string): boolean =>
  context.list(dir)?.some((name) => name.endsWith('.go')) ?? false;

function fixes(world: World, image: Image, failure: FailingPackage): Fix[] {
  const { build, pattern, run, source, dotless } = failure;
  const { contextDir, workdir } = build;
  if (pattern === null || contextDir === null || workdir === null) return [];
  const build_ = (name: string): Fix[] => replaceWord(sourceOf(image), pattern, name, `Build ${name}`);
  if (dotless) return build_(`./${pattern.value}`);
  const ignore = source === null ? null : hiddenBy(world, image, source);
  const show = ignore !== null && source !== null ? showFix(world, image, ignore, source) : [];
  if (pattern.value.endsWith('.go') || pattern.value.includes('...')) return show;
  const listed = image.context.goPackages(contextDir, ['./...'], build.tags);
  const names = (listed.known ? listed.value : [])
    .filter(({ isMain, dir }) => isMain && dir !== source)
    .map(({ dir }) => relative(contextDir === '.' ? '' : contextDir, dir === '.' ? '' : dir))
    .filter((name) => run.at(normalize(`${workdir}/${name}`)).kind === 'directory')
    .map((name) => (name.startsWith('.') ? name : `./${name}`));
  const wanted = basename(pattern.value);
  const near = nearest(pattern.value, names);
  const chosen = names.filter((name) => basename(name) === wanted || name === near);
  return [...show, ...chosen.flatMap(build_)];
}
