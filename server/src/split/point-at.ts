import { setBuildKey } from '../compose/edit-service.ts';
import type { EditAnswer } from '../compose/model.ts';
import { relative } from '../text/path.ts';
import type { Service, World } from '../workspace/world.ts';
import { sharedWith } from './shared-with.ts';
import { textOf } from './text-of.ts';

/** Points a service at a Dockerfile, absolute. `together` are the services that may change with it. */
export function pointAt(
  world: World,
  service: Service,
  file: string,
  together: readonly Service[],
): EditAnswer {
  const { build } = service.model;
  if (!build) return { ok: false, reason: `service ${service.model.name.value} has no build` };
  if (build.context.interpolated)
    return {
      ok: false,
      reason: `the build context of service ${service.model.name.value} has a variable in it`,
    };
  const at = build.dockerfile && build.dockerfile.from !== 'default' ? build.dockerfile.at : build.at;
  const other = sharedWith(world, together, at, ({ model }) =>
    build.dockerfile && build.dockerfile.from !== 'default' ? model.build?.dockerfile?.at : model.build?.at,
  );
  if (other !== null)
    return {
      ok: false,
      reason: `service ${service.model.name.value} shares its build with service ${other}, through an anchor or extends`,
    };
  return setBuildKey(service.model, 'dockerfile', relative(build.context.value, file), textOf(world));
}
