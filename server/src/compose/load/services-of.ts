import { child, type Entry, type MapNode } from '../values/node.ts';

export type ServiceEntry = Entry & { readonly value: MapNode };

/** The services of a project, in order of name, as Compose prints them. */
export function servicesOf(model: MapNode): readonly (readonly [string, ServiceEntry])[] {
  const services = child(model, 'services');
  if (services?.kind !== 'map') return [];
  return [...services.entries]
    .flatMap(([name, { key, value }]): [string, ServiceEntry][] =>
      value.kind === 'map' ? [[name, { key, value }]] : [],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
