import { dirname } from '../text/path.ts';
import { projectId } from '../world/ids.ts';
import type { Settings } from '../world/settings.ts';
import type { Service, World } from '../world/world.ts';
import type { ProgramGroup } from '../world/needs/program-groups.ts';

/** Whether a service is to be split: every one, or those of the project that somebody named. */
export type Chosen = (service: Service) => boolean;

/**
 * Where one project is named, its services are chosen, and those of other projects that are made from the same lines of
 * Compose: an edit of these changes them all.
 */
export function chosenServices(world: World, { files = [], alone }: Settings): Chosen {
  const [first] = files;
  if (!alone || first === undefined) return () => true;
  const id = projectId({ files, dir: dirname(first) });
  const own = world.services.filter(({ project }) => project.id === id);
  const places = new Set(own.flatMap(placesOf));
  return (service) => service.project.id === id || placesOf(service).some((place) => places.has(place));
}

/** The groups of an image, of the services that are chosen. */
export const chosenGroups = (groups: readonly ProgramGroup[], isChosen: Chosen): ProgramGroup[] =>
  groups.flatMap((group) => {
    const [first, ...others] = group.services.filter(isChosen);
    return first ? [{ ...group, services: [first, ...others] }] : [];
  });

/** Where an edit for a service would be made. */
const placesOf = ({ model }: Service): string[] =>
  [model.build?.at, model.build ? null : model.image?.at].flatMap((at) =>
    at ? [JSON.stringify([at.file, at.span.start])] : [],
  );
