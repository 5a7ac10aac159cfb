import type { Change } from '../text/change.ts';
import type { Image, Program, Service } from '../workspace/world.ts';
import type { PlanEntry } from './model.ts';

/** One program of one monolith, planned. */
export interface Part {
  readonly kind: 'part';
  readonly entry: PlanEntry;
  readonly services: readonly Service[];
  readonly program: Program;
  /** Programs that its entry starts besides. */
  readonly also: readonly Program[];
  readonly image: Image;
  readonly creates: readonly Extract<Change, { kind: 'create' }>[];
}

/** One entry a project: services of several projects may share a new Dockerfile. */
export function entriesOf({ entry, services }: Part): PlanEntry[] {
  const projects = new Set(services.map((service) => service.project.id));
  return [...projects].map((project) => ({
    ...entry,
    project,
    services: serviceNames(services.filter((service) => service.project.id === project)),
  }));
}

export const serviceNames = (services: readonly Service[]): string[] => [
  ...new Set(services.map((service) => service.model.name.value)),
];
