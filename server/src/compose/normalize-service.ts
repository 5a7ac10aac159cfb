import { isAbsolute, resolve } from '../text/path.ts';
import { type Entry, isEmpty, type MapNode, type Node, map, scalar, textOf } from './node.ts';

/**
 * Brings the short forms of a service to the long ones, so that two services can be merged, and makes its paths
 * absolute: they are seen from the folder of the file that says them.
 */
export function normalizeService(service: MapNode, dir: string): MapNode {
  const entries = new Map(service.entries);
  const change = (name: string, make: (node: Node) => Node): void => {
    const each = entries.get(name);
    if (each && !isEmpty(each.value)) entries.set(name, { ...each, value: make(each.value) });
  };
  change('build', (node) => normalizeBuild(node, dir));
  for (const name of ['environment', 'labels', 'annotations', 'sysctls']) change(name, assignments);
  change('depends_on', names);
  change('networks', names);
  change('extra_hosts', assignments);
  return { ...service, entries };
}

function normalizeBuild(node: Node, dir: string): Node {
  const long =
    node.kind === 'scalar' ? map([['context', { key: node.at, value: { ...node, tag: null } }]], node) : node;
  if (long.kind !== 'map') return node;
  const entries = new Map(long.entries);
  for (const name of ['args', 'additional_contexts', 'labels', 'ssh']) {
    const each = entries.get(name);
    if (each) entries.set(name, { ...each, value: assignments(each.value) });
  }
  const context = entries.get('context');
  if (context?.value.kind === 'scalar' && context.value.value !== null) {
    const { value } = context.value;
    if (!isRemote(value))
      entries.set('context', { ...context, value: { ...context.value, value: localPath(dir, value) } });
  }
  return { ...long, entries };
}

/** `~` stands for a home that the engine does not know; such a path stays as it is written. */
const localPath = (dir: string, path: string): string =>
  path.startsWith('~') ? path : isAbsolute(path) ? resolve('/', path) : resolve(dir, path);

/** Contexts that BuildKit fetches: URLs, repositories, other services. */
export const isRemote = (context: string): boolean =>
  /^(?:git@|github\.com\/|[a-z][a-z0-9+.-]*:\/\/|service:|docker-image:|oci-layout:|target:)/i.test(
    context,
  ) || /^[\w.-]+@[\w.-]+:/.test(context);

/** A list of `NAME=value` as a map; a name alone has a null value. */
export function assignments(node: Node): Node {
  if (node.kind !== 'list') return node;
  const out = new Map<string, Entry>();
  for (const item of node.items) {
    const text = textOf(item);
    if (text === null || item.kind !== 'scalar') continue;
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    out.set(name, { key: item.at, value: { ...item, value: equals < 0 ? null : text.slice(equals + 1) } });
  }
  return map(out, node);
}

/** A list of names as a map of nothing. */
function names(node: Node): Node {
  if (node.kind !== 'list') return node;
  return map(
    node.items.flatMap((item): [string, Entry][] => {
      const text = textOf(item);
      return text === null ? [] : [[text, { key: item.at, value: scalar(null, item) }]];
    }),
    node,
  );
}
