import { chainOf } from '../../rules/chain.ts';
import { shown } from '../../rules/place.ts';
import { dirname } from '../../text/path.ts';
import type { Program, World } from '../../world/world.ts';
import { cgoText } from '../cgo-text.ts';
import type { Lens } from '../model.ts';
import { headOf } from './read-head.ts';
import { mainFunction, packageClause } from './main-file.ts';

/** Over `package main` of the file with `func main`: the services that ship the program, by Dockerfile, and what it costs them. */
export function shippedBy(world: World, file: string): readonly Lens[] {
  const state = world.reader.file(file);
  if (state.kind !== 'text' || headOf(world.reader, file)?.package !== 'main') return [];
  const span = mainFunction(state.file.text) && packageClause(state.file.text);
  const dir = dirname(file);
  const built = world.images.flatMap(({ programs }) => programs).find((program) => program.dir === dir);
  const program = built ?? unbuilt(world, dir);
  if (!span || !program) return [];
  const ships = shippers(world, dir);
  const where =
    ships.length > 0
      ? `shipped by ${ships.join(', ')}`
      : built
        ? 'built, and no image is known to ship it'
        : 'no image is known to ship it';
  const needs = program.grade === 'required' || program.grade === 'stub';
  return [{ span, title: `${where} · ${cgoText(program)}`, chain: needs ? chainOf(program) : [] }];
}

/** The services whose images hold the program of a folder, by Dockerfile. */
function shippers(world: World, dir: string): readonly string[] {
  const services = new Map<string, Set<string>>();
  for (const { file, holds, usedBy } of world.images) {
    if (!holds.some(({ program }) => program.dir === dir)) continue;
    const known = services.get(file) ?? new Set();
    services.set(file, known);
    for (const { model } of usedBy) known.add(model.name.value);
  }
  return [...services].map(([dockerfile, names]) => {
    const path = shown(world, dockerfile);
    return names.size === 0
      ? `${path}, which no service builds`
      : `${[...names].sort().join(', ')} (${path})`;
  });
}

/** A program that no image builds, as it lies in its module. */
function unbuilt({ modules }: World, dir: string): Pick<Program, 'cgo' | 'grade' | 'needCgo'> | null {
  const found = modules.flatMap(({ programs }) => programs).find(({ main }) => main.dir === dir);
  return found ? { cgo: found.cgo, grade: found.cgo.grade, needCgo: [] } : null;
}
