import { chainOf } from '../../rules/chain.ts';
import { shown } from '../../rules/place.ts';
import { isInside, relative } from '../../text/path.ts';
import type { Program, Service, World } from '../../world/world.ts';
import { cgoText } from '../cgo-text.ts';
import type { Lens } from '../model.ts';

/** Over each service of a Compose file that builds an image, what it runs; in the file that declares it. */
export function serviceLenses(world: World, file: string): readonly Lens[] {
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
  return [`runs ${packageOf(world, program)}`, cgoText(program), ...from].join(SEPARATOR);
}

function whereOf(world: World, { file, key }: NonNullable<Service['image']>): string {
  const stage = key.target === null ? '' : `, stage ${key.target}`;
  return `${shown(world, file)}${stage}`;
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
