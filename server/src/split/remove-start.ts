import { removeServiceKey } from '../compose/edit-service.ts';
import type { EditAnswer } from '../compose/model.ts';
import type { Service, World } from '../workspace/world.ts';
import { textOf } from './text-of.ts';

/** Takes `command:` or `entrypoint:` of a service away. Whether that is right is for the caller to know. */
export const removeStart = (world: World, service: Service, key: 'command' | 'entrypoint'): EditAnswer =>
  removeServiceKey(service.model, key, textOf(world));
