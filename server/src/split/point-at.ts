import { removeBuildKey, setBuildKey } from '../compose/edit-service.ts';
import type { EditAnswer } from '../compose/model.ts';
import type { Place } from '../text/span.ts';
import { relative } from '../text/path.ts';
import type { Service, World } from '../workspace/world.ts';
import type { Destination } from './model.ts';
import { sharedWith } from './shared-with.ts';
import { textOf } from './text-of.ts';

/**
 * Points a service at a Dockerfile, and at a stage of it or at its last one. `together` are the services that may
 * change with it.
 */
export function pointAt(
  world: World,
  service: Service,
  { dockerfile, target }: Destination,
  together: readonly Service[],
): EditAnswer {
  const { model } = service;
  const { build } = model;
  if (!build) return { ok: false, reason: `service ${model.name.value} has no build` };
  const name = relative(build.context.value, dockerfile);
  const answers: EditAnswer[] = [];
  if (build.dockerfilePath !== dockerfile || build.dockerfile?.interpolated)
    answers.push(setKey(world, service, 'dockerfile', name, together));
  if (target !== null && build.target?.value !== target)
    answers.push(setKey(world, service, 'target', target, together));
  if (target === null && build.target) answers.push(dropTarget(world, service, together));
  const refused = answers.find((answer) => !answer.ok);
  if (refused) return refused;
  return { ok: true, edits: answers.flatMap((answer) => (answer.ok ? answer.edits : [])) };
}

function setKey(
  world: World,
  service: Service,
  key: 'dockerfile' | 'target',
  value: string,
  together: readonly Service[],
): EditAnswer {
  const { build, name } = service.model;
  if (build?.context.interpolated)
    return { ok: false, reason: `the build context of service ${name.value} has a variable in it` };
  const shared = sharedBuild(world, service, key, together);
  return shared ?? setBuildKey(service.model, key, value, textOf(world));
}

const dropTarget = (world: World, service: Service, together: readonly Service[]): EditAnswer =>
  sharedBuild(world, service, 'target', together) ?? removeBuildKey(service.model, 'target', textOf(world));

/** A refusal where another service takes the value from the same place. */
function sharedBuild(
  world: World,
  { model }: Service,
  key: 'dockerfile' | 'target',
  together: readonly Service[],
): EditAnswer | null {
  const placeOf = (each: Service['model']): Place | undefined => {
    const value = each.build?.[key];
    return value && value.from !== 'default' ? value.at : undefined;
  };
  const own = placeOf(model);
  const at = own ?? model.build?.at;
  const other = at
    ? sharedWith(world, together, at, (each) => (own ? placeOf(each.model) : each.model.build?.at))
    : null;
  return other === null
    ? null
    : {
        ok: false,
        reason: `service ${model.name.value} shares its build with service ${other}, through an anchor or extends`,
      };
}
