import type { Place } from '../text/span.ts';
import type { Service, World } from '../world/world.ts';

/** A fault that services have from one place. */
export interface FaultAt<T> {
  readonly fault: T;
  readonly services: readonly [Service, ...Service[]];
}

/** The faults of all services. What several take from one place (an anchor, a base file) is one fault, whose `id` is the same. */
export function faultsByPlace<T extends { readonly at: Place; readonly id: string }>(
  world: World,
  faultOf: (service: Service) => T | null,
): FaultAt<T>[] {
  const found = new Map<string, { fault: T; services: [Service, ...Service[]] }>();
  for (const service of world.services) {
    const fault = faultOf(service);
    if (!fault) continue;
    const key = JSON.stringify([fault.at, fault.id]);
    const known = found.get(key);
    if (known) known.services.push(service);
    else found.set(key, { fault, services: [service] });
  }
  return [...found.values()];
}
