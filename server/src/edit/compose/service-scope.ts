import type { EditScope } from './edit-scope.ts';
import type { Service, World } from '../../world/world.ts';
import { textOf } from './text-of.ts';

/**
 * What an edit of a service may touch, when all of `together` change in the same way. Services of the same name in
 * other projects are the same block under another override, and change with it rightly.
 */
export function editScope(world: World, together: readonly Service[]): EditScope {
  const names = new Set(together.map(({ model }) => model.name.value));
  const isOurs = ({ model }: Service): boolean => names.has(model.name.value);
  return {
    textOf: textOf(world),
    together: world.services.filter(isOurs).map(({ model }) => model),
    others: world.services.filter((each) => !isOurs(each)).map(({ model }) => model),
  };
}
