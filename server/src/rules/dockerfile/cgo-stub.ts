import { asBuilt } from '../fails/sure-image.ts';
import { goFiles } from '../../world/go/context-view.ts';
import type { Program, World } from '../../world/world.ts';
import { chainOf } from '../chain.ts';
import { placeIn, services, shown } from '../place.ts';
import { rule } from '../rule.ts';
import { turnCgoOnFix } from '../fixes/turn-cgo-on.ts';

/**
 * A program is built with cgo off and compiles, but a package that it uses is then only a stand-in that fails when it is called.
 *
 * ## Bad
 *
 * ```go cmd/server/main.go
 * package main
 *
 * import "plugin"
 *
 * func main() { plugin.Open("/plugins/mail.so") }
 * ```
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * `github.com/mattn/go-sqlite3` is the one that most people meet: `Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo
 * to work. This is a stub`. The image builds and starts; the first query fails.
 *
 * ## Good
 *
 * ```dockerfile Dockerfile
 * FROM golang:1.25-bookworm AS builder
 * WORKDIR /src
 * COPY . .
 * RUN CGO_ENABLED=1 go build -o /out/server ./cmd/server
 * FROM debian:bookworm-slim
 * COPY --from=builder /out/server /app/server
 * CMD ["/app/server"]
 * ```
 *
 * ## Fixes
 *
 * - Build with cgo: the setting, and the compiler where there is none; linked statically where the image has another C library or none.
 *
 * Where the code may change, a package in pure Go is often the better fix: `modernc.org/sqlite` is SQLite without C.
 *
 * ## When it is silent
 *
 * When no code of the repository imports the package itself, or a driver named after it: then perhaps nothing ever calls it.
 */
export const cgoStub = rule({
  id: 'dockerfile/cgo-stub',
  severity: 'warning',
  since: '0.2.0',
  title: 'Cgo stub',
  summary: 'The image is built with cgo off, and a package that its program uses only fails then',
  *checkImage(world, given) {
    const image = asBuilt(world, given);
    if (!image) return;
    for (const program of image.programs) {
      const { build, grade } = program;
      if (build.cgo.effective !== 'off' || grade !== 'stub') continue;
      const culprit = reachedStub(world, program);
      if (culprit === null) continue;
      const users = image.usedBy.filter((service) => service.program?.dir === program.dir);
      const who = users.length === 0 ? '' : ` (${services(users.map(({ model }) => model.name.value))})`;
      yield {
        at: placeIn(image, build.cgo.span ?? build.command),
        message: `${program.package.binaryName} (${shown(world, program.dir)}) is built with cgo off (${build.cgo.because}), and ${culprit} is only a stand-in then: the image builds, and ${program.package.binaryName}${who} fails when it uses it${WORDS[culprit] ?? ''}`,
        related: chainOf(program),
        fixes: () => turnCgoOnFix(image, program),
      };
    }
  },
});

/** The package that only stands in, where code of the repository imports it, or a driver for it. */
function reachedStub(world: World, { cgo: { chain, reachedFirstParty, standard } }: Program): string | null {
  const culprit = chain.at(-1)?.importPath;
  if (culprit === undefined) return null;
  const own = reachedFirstParty.filter((file) => !file.includes('/vendor/'));
  const isOwn = (index: number): boolean => own.includes(chain.at(index)?.importedAt?.file ?? '');
  const files = goFiles(world.reader);
  // The chain ends at who imports what the standard library has.
  if (
    standard.includes('plugin') &&
    own.some((file) => files.head(file)?.imports.some(({ path }) => path === 'plugin'))
  )
    return 'plugin';
  const isReached =
    chain.length === 1 || isOwn(-1) || (/sqlite/.test(chain.at(-2)?.importPath ?? '') && isOwn(-2));
  return isReached ? culprit : null;
}

const WORDS: Readonly<Record<string, string>> = {
  'github.com/mattn/go-sqlite3': ': "go-sqlite3 requires cgo to work. This is a stub"',
  plugin: ': "plugin: not implemented"',
};
