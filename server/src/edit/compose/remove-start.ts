import { removeServiceKey } from './edit-service.ts';
import type { EditAnswer } from '../../compose/model.ts';
import type { Service, World } from '../../world/world.ts';
import { editScope } from './service-scope.ts';

/** Takes `command:` or `entrypoint:` of a service away; those of `together` lose theirs as well. Whether that is right is for the caller to know. */
export const removeStart = (
  world: World,
  service: Service,
  key: 'command' | 'entrypoint',
  together: readonly Service[] = [],
): EditAnswer => removeServiceKey(service.model, key, editScope(world, [service, ...together]));
