import { lineageOf } from '../../image/lineage.ts';
import { turnCgoOffFix } from '../fixes/turn-cgo-off-fix.ts';
import { classify } from '../../native/packages.ts';
import { configurationPath } from '../../world/configuration/configuration.ts';
import { type PureName, pureNames } from '../../world/configuration/pure-programs.ts';
import type { Image, Program, World } from '../../world/world.ts';
import { cgoEntry } from '../cgo-entry.ts';
import { chainOf } from '../chain.ts';
import { placeIn, shown } from '../place.ts';
import { type Finding, type Related, rule } from '../rule.ts';

/**
 * `.dockerfile-split.json` names a program under `pure`, and it is not pure Go any more: it reaches a package that needs cgo, or an
 * image builds it with cgo on or carries a C library. What a plan says once ("the worker is pure Go") is kept by this from then
 * on, in every editor and every run of CI.
 *
 * ```json .dockerfile-split.json
 * { "pure": ["cmd/worker"] }
 * ```
 *
 * A program is named by its name, its folder as seen from the file, or its import path.
 *
 * ## Bad
 *
 * ```json .dockerfile-split.json
 * { "pure": ["cmd/worker"] }
 * ```
 *
 * ```go cmd/worker/main.go
 * package main
 *
 * import _ "github.com/kolesa-team/go-webp/encoder"
 *
 * func main() {}
 * ```
 *
 * ## Good
 *
 * ```go cmd/worker/main.go
 * package main
 *
 * func main() {}
 * ```
 *
 * ## Fixes
 *
 * - Build with cgo off, where that is what makes it impure. An import is for people to cut: the related places show the chain.
 *
 * ## When it is silent
 *
 * Where an import cannot be read: then it is not known whether the program is pure, and `inspect` says which module to download. Where
 * cgo is on and nothing that the program imports has a C part: it is built the same without.
 */
export const mustBePure = rule({
  id: 'go/must-be-pure',
  severity: 'error',
  since: '0.2.0',
  title: 'Not pure any more',
  summary:
    'A program that `.dockerfile-split.json` wants pure needs cgo, is built with it, or carries a C library',
  *check(world) {
    for (const pure of pureNames(world))
      for (const fact of pure.programs) {
        const name = fact.main.name;
        const { grade } = fact.cgo;
        if (grade === 'required' || grade === 'stub') {
          yield impureImport(world, pure, name, fact.cgo);
          continue;
        }
        for (const image of world.images) yield* impureImage(world, pure, image, fact.main.dir);
      }
  },
});

function impureImport(world: World, pure: PureName, name: string, cgo: Program['cgo']): Finding {
  const entry = cgoEntry(world, cgo);
  const wish = wished(world, pure);
  const culprit = cgo.chain.at(-1)?.importPath ?? name;
  return {
    at: entry?.at ?? wish.at,
    message: `${name} must be pure Go, and ${entry ? `through this import it` : 'it'} needs cgo: ${
      cgo.chain.length > 1
        ? `${cgo.chain
            .slice(1)
            .map(({ importPath }) => importPath)
            .join(' → ')} has C code`
        : `${culprit} has C code`
    }`,
    related: [...chainOf({ cgo }), wish],
    fixes: () => [],
  };
}

function* impureImage(world: World, pure: PureName, image: Image, dir: string): Iterable<Finding> {
  const wish = wished(world, pure);
  for (const program of image.programs) {
    if (program.dir !== dir) continue;
    const { build, package: main, needCgo, cgo } = program;
    const hasCPart = cgo.standardCgo.length > 0 || cgo.grade !== 'none' || build.cgo.value === '1';
    if (needCgo.length > 0)
      yield {
        at: placeIn(image, build.command),
        message: `${main.binaryName} must be pure Go, and ${needCgo[0]} builds it with cgo`,
        related: [wish],
        fixes: () => [],
      };
    else if (build.cgo.effective === 'on' && hasCPart && cgo.grade !== 'unknown')
      yield {
        at: placeIn(image, build.cgo.span ?? build.command),
        message: `${main.binaryName} must be pure Go, and ${shown(world, image.file)} builds it with cgo (${build.cgo.because})`,
        related: [wish],
        fixes: () => turnCgoOffFix(world, image, program, false),
      };
  }
  // What lies in an image beside other programs may be theirs.
  if (image.holds.length === 0 || image.holds.some(({ program }) => program.dir !== dir)) return;
  for (const stage of image.trace.needed) {
    if (!isInFinal(image, stage.stage.index)) continue;
    for (const { effect } of stage.steps) {
      if (effect.kind !== 'install') continue;
      for (const { name, span } of effect.install.packages) {
        if (classify(effect.install.manager, name).library === null) continue;
        const binary = image.holds[0]?.program.package.binaryName ?? '';
        yield {
          at: placeIn(image, span),
          message: `${binary} must be pure Go, and its image carries the C library of ${name}`,
          related: [wish],
          fixes: () => [],
        };
      }
    }
  }
}

/** Whether what a stage installs is in the image: the final stage, and those that it stands on. */
const isInFinal = ({ trace }: Image, index: number): boolean =>
  lineageOf(trace, trace.final).some(({ stage }) => stage.index === index);

const wished = ({ settings }: World, { name }: PureName): Related => ({
  at: { file: configurationPath(settings), span: name.span },
  message: `${name.value} is to be pure`,
});
