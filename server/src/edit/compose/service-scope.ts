import type { EditScope } from './edit-scope.ts';
import type { Service, World } from '../../world/world.ts';
import { textOf } from './text-of.ts';

/**
 * What an edit of a service may touch, when all of `together` change in the same way. Services of the same name in
 * other projects are the same block under another override, and change with it rightly; those that `isSpared` are right as they
 * are, and must stay so: what is wrong is then the override that the others have.
 */
export function editScope(
  world: World,
  together: readonly Service[],
  isSpared: (service: Service) => boolean = () => false,
): EditScope {
  const names = new Set(together.map(({ model }) => model.name.value));
  const isOurs = (service: Service): boolean =>
    names.has(service.model.name.value) && (together.includes(service) || !isSpared(service));
  return {
    textOf: textOf(world),
    together: world.services.filter(isOurs).map(({ model }) => model),
    others: world.services.filter((each) => !isOurs(each)).map(({ model }) => model),
  };
}
