import type { Change } from '../text/change.ts';
import type { ProjectId } from '../world/ids.ts';
import type { Image, Program, Service } from '../world/world.ts';
import type { Place } from '../text/span.ts';
import type { PlanEntry, Refusal } from './model.ts';
import type { Reason } from '../edit/slice/reason.ts';

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

/** The files that parts create, each once. */
export const createdBy = (parts: readonly Part[]): Part['creates'] => [
  ...new Map(parts.flatMap(({ creates }) => creates.map((each) => [each.file, each]))).values(),
];

/** One entry a project: services of several projects may share a new Dockerfile. */
export function entriesOf({ entry, services }: Part): PlanEntry[] {
  const projects = new Set(services.map((service) => service.project.id));
  return [...projects].map((project) => ({
    ...entry,
    project,
    services: serviceNames(services.filter((service) => service.project.id === project)),
  }));
}

/** Why a program stays where it is. */
export const ofProgram = (
  program: Program,
  project: ProjectId | null,
  reason: string,
  at: Place | null,
): Refusal => ({
  subject: `program ${program.package.binaryName}`,
  reason,
  at,
  project,
});

/** Reasons that are told twice are one: several commands of a line have one reason to go. */
export function once(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ text, at }) => {
    const id = JSON.stringify([text, at?.file]);
    return !seen.has(id) && seen.add(id);
  });
}

export const serviceNames = (services: readonly Service[]): string[] => [
  ...new Set(services.map((service) => service.model.name.value)),
];
