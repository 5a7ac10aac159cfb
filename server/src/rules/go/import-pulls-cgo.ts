import type { Image, Program, Service, World } from '../../world/world.ts';
import { type CgoEntry, cgoEntry, ownCut } from '../cgo-entry.ts';
import { chainOf } from '../chain.ts';
import { placeIn, services as named, shown } from '../place.ts';
import { type Finding, type Related, rule, type Severity } from '../rule.ts';

/**
 * The import through which a program gets to a package that needs cgo, told in the Go file, where it can be changed. It is a
 * warning where an image builds the program with cgo off, so that it does not compile. Where cgo is on it is information, and stands at
 * an import between packages of the repository: cutting this one frees the program of cgo, of the C toolchain in its builder
 * and of the C libraries in its image.
 *
 * ## Bad
 *
 * ```go cmd/worker/main.go
 * package main
 *
 * import "example.com/photos/internal/jobs"
 *
 * func main() { jobs.Run() }
 * ```
 *
 * ```go internal/jobs/jobs.go
 * package jobs
 *
 * import "example.com/photos/internal/thumbnails"
 *
 * func Run() { thumbnails.Sizes() }
 * ```
 *
 * ```go internal/thumbnails/thumbnails.go
 * package thumbnails
 *
 * import _ "github.com/kolesa-team/go-webp/encoder"
 *
 * func Sizes() {}
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * RUN apt-get update && apt-get install -y libwebp-dev
 * WORKDIR /src
 * COPY . .
 * RUN go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * RUN apt-get update && apt-get install -y libwebp7
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Good
 *
 * ```go internal/jobs/jobs.go
 * package jobs
 *
 * func Run() {}
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/worker ./cmd/worker
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/worker /app/worker
 * CMD ["/app/worker"]
 * ```
 *
 * ## Fixes
 *
 * Code is for people to change. The related places show the chain, import by import, and the Dockerfiles that pay for it;
 * `dockerfile-split why-cgo` prints every import that can be cut.
 *
 * ## When it is silent
 *
 * Where cgo is on and the main package itself imports the package that brings cgo: that is no accident. Where more than one import
 * would have to go. In downloaded and vendored modules.
 */
export const importPullsCgo = rule({
  id: 'go/import-pulls-cgo',
  severity: 'warning',
  since: '0.2.0',
  otherSeverities: ['information'],
  title: 'Import that pulls in cgo',
  summary:
    'An import makes a program need cgo, for which its image is not built, or without which it would be pure Go',
  *check(world) {
    for (const payers of payersByImport(world)) yield finding(world, payers);
  },
});

interface Payers {
  readonly entry: CgoEntry;
  readonly severity: Severity;
  readonly builds: { readonly image: Image; readonly program: Program }[];
}

/** Every import through which cgo enters, with the builds that pay for it. */
function payersByImport(world: World): Iterable<Payers> {
  const found = new Map<string, Payers>();
  for (const image of world.images)
    for (const program of image.programs) {
      const { cgo, build, needCgo } = program;
      if (needCgo.length > 0) continue;
      const isOff = build.cgo.effective === 'off' && cgo.grade === 'required';
      const isOn = build.cgo.effective === 'on' && (cgo.grade === 'required' || cgo.grade === 'stub');
      const entry = isOff ? cgoEntry(world, cgo) : isOn ? ownCut(world, cgo) : null;
      if (!entry) continue;
      const severity = isOff ? 'warning' : 'information';
      const key = JSON.stringify([entry.at, severity]);
      const known = found.get(key) ?? { entry, severity, builds: [] };
      found.set(key, known);
      known.builds.push({ image, program });
    }
  return found.values();
}

function finding(world: World, { entry: { at, from, to }, severity, builds }: Payers): Finding {
  const [first] = builds;
  const programs = [...new Set(builds.map(({ program }) => program.package.binaryName))].sort();
  const payers = [
    ...new Set(
      builds.flatMap(({ image, program }) => servicesOf(image, program)).map(({ model }) => model.name.value),
    ),
  ];
  const files = [...new Set(builds.map(({ image }) => shown(world, image.file)))].sort();
  const who = `${list(programs)}${payers.length > 0 ? ` (${named(payers)})` : ''}`;
  return {
    at,
    severity,
    message:
      severity === 'warning'
        ? `through this import ${who} ${programs.length > 1 ? 'need' : 'needs'} cgo, and ${list(files)} builds with cgo off: ${programs.length > 1 ? 'they do' : 'it does'} not compile`
        : `${who} ${programs.length > 1 ? 'need' : 'needs'} cgo only through this import: without ${to} in ${from}, ${list(files)} could build ${programs.length > 1 ? 'them' : 'it'} with cgo off`,
    related: [
      ...(first ? chainOf(first.program) : []),
      ...builds.map(({ image, program: { build, package: main } }): Related => {
        const how = build.cgo.effective === 'off' ? 'off' : 'on';
        return {
          at: placeIn(image, build.cgo.span ?? build.command),
          message: `${main.binaryName} is built here with cgo ${how}`,
        };
      }),
    ],
    fixes: () => [],
  };
}

const servicesOf = (image: Image, { dir }: Program): Service[] =>
  image.usedBy.filter(({ program }) => program?.dir === dir);

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
