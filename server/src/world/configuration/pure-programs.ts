import { resolve } from '../../text/path.ts';
import type { ModuleFact, World } from '../world.ts';
import { configuration } from './configuration.ts';
import type { Written } from './read-configuration.ts';

type ProgramFact = ModuleFact['programs'][number];

/** A program that the configuration wants free of cgo, by the name that it has there. */
export interface PureName {
  readonly name: Written;
  /** None where nothing is called so. */
  readonly programs: readonly ProgramFact[];
}

/** What the configuration names under `pure`: a program's name, its folder as seen from the file, or its import path. */
export function pureNames(world: World): readonly PureName[] {
  const { root } = world.settings;
  const all = world.modules.flatMap(({ programs }) => programs);
  return world.reader.derive(configuration, root).pure.map((name) => {
    const dir = resolve(root, name.value);
    return {
      name,
      programs: all.filter(
        ({ main }) => main.dir === dir || main.importPath === name.value || main.name === name.value,
      ),
    };
  });
}
