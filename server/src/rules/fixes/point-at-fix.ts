import { relative } from '../../text/path.ts';
import { pointAt } from '../../edit/compose/point-at.ts';
import type { Service, World } from '../../world/world.ts';
import { composeFix } from './compose-fix.ts';
import type { Fix } from '../rule.ts';

/** Points services, which share a value, at a Dockerfile of their context. */
export function pointAtFix(
  world: World,
  services: readonly Service[],
  file: string,
  title: string,
  safe: boolean,
): Fix | null {
  const [service] = services;
  const context = service?.model.build?.context.value;
  if (!service || context === undefined || relative(context, file) === '.') return null;
  const answer = pointAt(
    world,
    service,
    { dockerfile: file, target: service.model.build?.target?.value ?? null },
    services,
    isRight,
  );
  return composeFix(world, title, safe, answer)[0] ?? null;
}

/** Under another override the same block may be right: then the file that makes it wrong is the one to edit. */
const isRight = ({ image, runs }: Service): boolean => image !== null && runs.kind !== 'missing';
