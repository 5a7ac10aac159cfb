import { removeStart } from '../../edit/compose/remove-start.ts';
import type { Change } from '../../text/change.ts';
import { buildWorld } from '../../world/build-world.ts';
import { redundantStarts } from '../../world/start/redundant-start.ts';
import type { Service, World } from '../../world/world.ts';
import { composeFix } from './compose-fix.ts';
import type { Fix } from '../rule.ts';

/** Creates a Dockerfile for a service. What the service says and the file starts by itself need not be said any more. */
export function createFix(world: World, service: Service, path: string, text: string, title: string): Fix {
  const { reader, settings } = world;
  const changes: Change[] = [{ kind: 'create', file: path, text }];
  const after = buildWorld(reader.with([{ path, text }]), settings);
  const redundant = redundantStarts(after).find((each) => each.service.id === service.id);
  const [fix] = redundant
    ? composeFix(world, title, false, ...redundant.keys.map((key) => removeStart(world, service, key)))
    : [];
  if (fix?.kind === 'changes') changes.push(...fix.changes);
  return { kind: 'changes', title, safe: false, changes };
}
