import type { Analysis } from '../rules/analyse.ts';
import { chainOf } from '../rules/chain.ts';
import { shown } from '../rules/place.ts';
import type { Related } from '../rules/rule.ts';
import { isInside, relative } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { librariesOfVerdict } from '../world/needs/native-use.ts';
import type { Program, Service, World } from '../world/world.ts';

/** A line over a service: what its image runs, and what that costs. */
export interface Lens {
  /** The name of the service. */
  readonly span: Span;
  readonly title: string;
  /** Where cgo comes from, import by import; empty where nothing needs it. */
  readonly chain: readonly Related[];
}

/** The lenses of a Compose file: one over each service that builds an image, in the file that declares it. */
export function lenses({ world }: Analysis, file: string): readonly Lens[] {
  const seen = new Set<number>();
  const found = world.services.flatMap((service) => {
    const { name, build } = service.model;
    // A file that several projects read is judged in each; the first one speaks.
    if (!build || name.at.file !== file || seen.has(name.at.span.start)) return [];
    seen.add(name.at.span.start);
    const title = titleOf(world, service);
    const needed = service.program !== null && NEEDS.includes(service.program.grade);
    const chain = service.program && needed ? chainOf(service.program) : [];
    return [{ span: name.at.span, title, chain }];
  });
  return found.sort((a, b) => a.span.start - b.span.start);
}

function titleOf(world: World, { runs, program, image, imageProblem }: Service): string {
  const from = image && !image.inline ? [whereOf(world, image)] : [];
  if (imageProblem !== null) return imageProblem;
  if (runs.kind === 'unknown') return ['what it runs is unknown', ...from].join(SEPARATOR);
  if (runs.kind === 'missing') return [`${runs.path} is not in its image`, ...from].join(SEPARATOR);
  if (runs.kind === 'other') return ['runs no program of this repository', ...from].join(SEPARATOR);
  if (!program) return [`runs ${runs.program.package.dir}`, ...from].join(SEPARATOR);
  return [`runs ${packageOf(world, program)}`, cgoOf(program), ...from].join(SEPARATOR);
}

function whereOf(world: World, { file, key }: NonNullable<Service['image']>): string {
  const stage = key.target === null ? '' : `, stage ${key.target}`;
  return `${shown(world, file)}${stage}`;
}

function cgoOf(program: Program): string {
  const [flag] = program.needCgo;
  if (flag !== undefined) return `needs cgo for ${flag}`;
  const { cuts } = program.cgo;
  const libraries = librariesOfVerdict(program.cgo);
  const named = libraries.length > 0 ? ` (${libraries.join(', ')})` : '';
  const ways = cuts.length === 1 || program.cgo.singleCut ? '1 import' : `${cuts.length} imports`;
  switch (program.grade) {
    case 'none':
      return 'pure Go';
    case 'alternative':
      return 'pure Go where cgo is off';
    case 'required':
    case 'stub':
      return cuts.length > 0 ? `needs cgo through ${ways}${named}` : `needs cgo${named}`;
    case 'unknown':
      return 'cgo unknown';
  }
}

/** A package as its module names it: `cmd/worker`. */
function packageOf(world: World, { dir, package: { binaryName } }: Program): string {
  const module = world.modules
    .map((each) => each.module.dir)
    .filter((each) => isInside(each, dir))
    .reduce<string | null>(
      (longest, each) => (longest && longest.length > each.length ? longest : each),
      null,
    );
  if (module === null) return shown(world, dir);
  return module === dir ? binaryName : relative(module, dir);
}

const NEEDS: readonly Program['grade'][] = ['required', 'stub'];
const SEPARATOR = ' · ';
