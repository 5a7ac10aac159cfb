import { started } from '../values/merge-nodes.ts';
import { type Entry, isNull, type MapNode, map, type Node, textOf } from '../values/node.ts';
import type { Env } from './project-request.ts';

/** What Compose adds to a merged project: a default Dockerfile, args from the variables, dependencies that are implied. */
export function normalizeProject(model: MapNode, env: Env): MapNode {
  const services = model.entries.get('services');
  if (services?.value.kind !== 'map') return model;
  const entries = new Map<string, Entry>();
  for (const [name, each] of services.value.entries)
    entries.set(
      name,
      each.value.kind === 'map' ? { ...each, value: normalizeService(each.value, env) } : each,
    );
  return {
    ...model,
    entries: new Map(model.entries).set('services', { ...services, value: { ...services.value, entries } }),
  };
}

function normalizeService(service: MapNode, env: Env): MapNode {
  const entries = new Map(service.entries);
  const args = entries.get('build');
  if (args?.value.kind === 'map') {
    const own = args.value.entries.get('args');
    // Args without a value anywhere stay, so that rules can say so; Compose drops them.
    const value = own && assignments(own.value, env);
    if (own && value)
      entries.set('build', {
        ...args,
        value: { ...args.value, entries: new Map(args.value.entries).set('args', { ...own, value }) },
      });
  }
  const environment = entries.get('environment');
  if (environment) entries.set('environment', { ...environment, value: assignments(environment.value, env) });
  const depends = entries.get('depends_on');
  const implied = impliedBy(service).filter(
    ([name]) => !(depends?.value.kind === 'map' && depends.value.entries.has(name)),
  );
  if (implied.length > 0) {
    const all = new Map(depends?.value.kind === 'map' ? depends.value.entries : []);
    for (const [name, node] of implied)
      if (!all.has(name)) all.set(name, { key: node.at, value: started(node) });
    const [, node] = implied[0] ?? ['', service];
    entries.set('depends_on', { key: depends?.key ?? node.at, value: map(all, depends?.value ?? node) });
  }
  return { ...service, entries };
}

/** Services that a service needs because it links to them, or shares their network or volumes. */
function impliedBy(service: MapNode): [string, Node][] {
  const out: [string, Node][] = [];
  const items = (name: string): readonly Node[] => {
    const node = service.entries.get(name)?.value;
    return node?.kind === 'list' ? node.items : [];
  };
  for (const item of items('links')) {
    const parts = (textOf(item) ?? '').split(':');
    out.push([parts.length === 2 ? (parts[0] ?? '') : (textOf(item) ?? ''), item]);
  }
  for (const name of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const node = service.entries.get(name)?.value;
    const text = textOf(node);
    if (node && text?.startsWith('service:')) out.push([text.slice('service:'.length), node]);
  }
  for (const item of items('volumes_from')) {
    const text = textOf(item) ?? '';
    if (!text.startsWith('container:')) out.push([text.split(':', 1)[0] ?? '', item]);
  }
  return out;
}

/** A list of `NAME=value` as a map, in which the last of a name holds. A name without a value takes it from `env`. */
function assignments(node: Node, env: Env): Node {
  if (node.kind === 'scalar') return node;
  const pairs: [string, Entry][] =
    node.kind === 'map'
      ? [...node.entries]
      : node.items.flatMap((item): [string, Entry][] => {
          const text = textOf(item);
          if (text === null || item.kind !== 'scalar') return [];
          const equals = text.indexOf('=');
          const value = equals < 0 ? null : text.slice(equals + 1);
          const name = equals < 0 ? text : text.slice(0, equals);
          return [
            [name, { key: item.at, value: { ...item, value, type: value === null ? 'null' : 'string' } }],
          ];
        });
  return map(
    pairs.map(([name, each]): [string, Entry] => {
      const value = isNull(each.value) ? env.get(name) : undefined;
      if (value === undefined || each.value.kind !== 'scalar') return [name, each];
      return [name, { ...each, value: { ...each.value, value, type: 'string', interpolated: true } }];
    }),
    node,
  );
}
