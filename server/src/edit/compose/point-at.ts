import { removeBuildKey, setBuildKeys } from './edit-service.ts';
import type { EditAnswer } from '../../compose/model.ts';
import { relative } from '../../text/path.ts';
import type { Service, World } from '../../world/world.ts';
import { editScope } from './service-scope.ts';

/** What services build after a split: a Dockerfile of their own, or a stage of the one they share. */
export interface Destination {
  /** Absolute. */
  readonly dockerfile: string;
  /** The stage that the services build; null where it is the last one of a Dockerfile of its own. */
  readonly target: string | null;
}

/**
 * Points a service at a Dockerfile, and at a stage of it or at its last one. `together` are the services that may
 * change with it; a service of the same name that `isSpared` must not.
 */
export function pointAt(
  world: World,
  service: Service,
  { dockerfile, target }: Destination,
  together: readonly Service[],
  isSpared: (service: Service) => boolean = () => false,
): EditAnswer {
  const { model } = service;
  const { build } = model;
  if (!build) return { ok: false, reason: `service ${model.name.value} has no build` };
  if (build.context.interpolated)
    return { ok: false, reason: `the build context of service ${model.name.value} has a variable in it` };
  // A service that takes this build from a block of others is pointed elsewhere by an edit of its own; where it is not,
  // the proof finds that it changed.
  const beside = world.services.filter((each) => each.image === service.image && isInherited(each));
  const scope = editScope(world, [service, ...together, ...(isInherited(service) ? [] : beside)], isSpared);
  const name = relative(build.context.value, dockerfile);
  const keys: ['dockerfile' | 'target', string][] = [];
  if (build.dockerfilePath !== dockerfile || build.dockerfile?.interpolated) keys.push(['dockerfile', name]);
  if (target !== null && build.target?.value !== target) keys.push(['target', target]);
  const set: EditAnswer = keys.length > 0 ? setBuildKeys(model, keys, scope) : { ok: true, edits: [] };
  if (!set.ok || target !== null || !build.target) return set;
  const dropped = removeBuildKey(model, 'target', scope);
  if (!dropped.ok) return dropped;
  // A build of a target alone would be emptied and filled by edits that lie inside each other.
  const isNested = set.edits.some(({ file, span }) =>
    dropped.edits.some(
      (each) => each.file === file && each.span.start < span.start && span.end <= each.span.end,
    ),
  );
  return isNested
    ? { ok: false, reason: `the build of service ${model.name.value} holds nothing but its target` }
    : { ok: true, edits: [...set.edits, ...dropped.edits] };
}

const isInherited = ({ model, runs }: Service): boolean =>
  runs.kind === 'program' && ['anchor', 'merge', 'extends'].includes(model.build?.from ?? '');
