import { editOf } from '../../text/change.ts';
import { basename, dirname, relative } from '../../text/path.ts';
import type { Image } from '../../world/world.ts';
import { buildFailures } from '../fails/build-failures.ts';
import type { FailingMain } from '../fails/failing-packages.ts';
import { nearest } from '../nearest.ts';
import { placeIn } from '../place.ts';
import { type Fix, rule } from '../rule.ts';
import { IMAGE, ofImage } from '../of-image.ts';

/**
 * `go build -o` is to write a program, and what it builds is none: the package is not `package main`, or there are several
 * packages and one file to write them to. Then the image does not build, or the file is an archive that does not start.
 *
 * ## Bad
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25 AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker ./cmd/server
 *
 * FROM gcr.io/distroless/static
 * COPY --from=builder /out/worker /worker
 * ENTRYPOINT ["/worker"]
 * ```
 *
 * Two programs cannot both go to `/out/worker`; `./...` names every package of the module in the same way.
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
 * - Build the main package that is meant: the one called like the file comes first.
 * - Write to a folder (`-o /out/`), where the whole folder is copied: every program gets its own name there.
 *
 * ## When it is silent
 *
 * Where the output is, or may be, a folder; where it is `/dev/null`; where it is neither copied nor started; where the build is
 * for another system than Linux, or makes a library (`-buildmode`).
 */
export const notAMainPackage = rule({
  id: 'dockerfile/not-a-main-package',
  severity: 'error',
  since: '0.2.0',
  title: 'Not a main package',
  summary: 'go build -o writes one file from several packages, or from one that is no program',
  *checkImage(world, image) {
    for (const failure of buildFailures(world, image)) {
      if (failure.kind !== 'main') continue;
      const { build, output, packages } = failure;
      const [first] = build.patterns;
      const span = packages.length > 1 ? (build.output?.token ?? build.command) : (first ?? build.command);
      yield {
        at: placeIn(image, span),
        ...ofImage(
          image,
          packages.length > 1
            ? `go build cannot write ${packages.length} packages (${some(packages.map(({ importPath }) => importPath))}) to the one file ${output}, so ${IMAGE} does not build`
            : `${packages[0]?.importPath ?? 'the package'} is no main package: go build writes an archive to ${output}, and no program that ${IMAGE} could start`,
        ),
        related: [],
        fixes: () => fixes(image, failure),
      };
    }
  },
});

const some = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');

function fixes(image: Image, { build, output, packages }: FailingMain): Fix[] {
  const { contextDir, patterns } = build;
  if (image.inline || contextDir === null) return [];
  const { dockerfile } = image.trace.request;
  const mains = packages.length > 1 ? packages.filter(({ isMain }) => isMain) : allMains(image, build);
  const names = mains.map(({ dir }) => {
    const name = relative(contextDir === '.' ? '' : contextDir, dir === '.' ? '' : dir);
    return name.startsWith('.') ? name : `./${name}`;
  });
  const best = nearest(
    basename(output),
    mains.map(({ binaryName }) => binaryName),
  );
  const ordered = [...names].sort(
    (a, b) => Number(basename(b) === best) - Number(basename(a) === best) || a.length - b.length,
  );
  const [first] = patterns;
  const last = patterns.at(-1);
  const span =
    first && last
      ? { start: first.start, end: last.end }
      : { start: build.command.end, end: build.command.end };
  const old = dockerfile.text.slice(span.start, span.end);
  if (old.includes('$')) return [];
  const folder = `${dirname(output)}/`;
  const token = build.output?.token;
  const isCopiedWhole =
    packages.length > 1 &&
    mains.length > 0 &&
    image.trace.needed.some(({ steps }) =>
      steps.some(
        ({ effect }) =>
          effect.kind === 'copy' &&
          effect.copy.sources.some(({ path }) => path !== null && path === dirname(output) && path !== '/'),
      ),
    );
  return [
    ...(isCopiedWhole && token
      ? [change(image, { start: token.start, end: token.end }, folder, `Write to ${folder}`)]
      : []),
    ...ordered.map((name) => change(image, span, first ? name : ` ${name}`, `Build ${name}`)),
  ];
}

/** Every program of the module. */
function allMains({ context }: Image, { contextDir, tags }: FailingMain['build']): FailingMain['packages'] {
  const listed = contextDir === null ? null : context.goPackages(contextDir, ['./...'], tags);
  return listed?.known ? listed.value.filter(({ isMain }) => isMain) : [];
}

function change(image: Image, span: { start: number; end: number }, text: string, title: string): Fix {
  const edit = editOf(image.file, image.trace.request.dockerfile.text, [{ span, text }]);
  return { kind: 'changes', title, safe: false, changes: [edit] };
}
