import type { GoEvidence, GoModule } from '../../go/model.ts';
import { goEvidence, PLAIN } from './go-facts.ts';
import type { World } from '../world.ts';

/** What the code of each program of a module says, by the folder of its main package. */
export function evidenceOfModule(world: World, module: GoModule): ReadonlyMap<string, GoEvidence> {
  const { root, moduleCache } = world.settings;
  const dirs = (world.modules.find((each) => each.module === module)?.programs ?? []).map(
    ({ main }) => main.dir,
  );
  return world.reader.derive(goEvidence, { context: null, root, moduleCache, target: PLAIN, dirs });
}
