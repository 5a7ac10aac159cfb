import type { Entry, ListNode, MapNode, Node } from './node.ts';
import { isEmpty, textOf } from './node.ts';

/**
 * Lays one value over another as compose-go does: maps key by key, lists end to end, all else replaced. `path` is the way
 * of keys from the service. `!reset` takes the value away (null), `!override` takes it as it is.
 */
export function mergeNodes(base: Node | null, over: Node, path: readonly string[]): Node | null {
  if (over.tag === 'reset') return null;
  if (base === null || over.tag === 'override') return over.tag === 'override' ? over : withoutResets(over);
  if (isEmpty(over) && base.kind !== 'scalar') return base;
  const key = path.join('.');
  if (REPLACED.has(key) || REPLACED.has(path.at(-1) === 'test' ? 'healthcheck.test' : key)) return over;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, path);
  if (base.kind === 'list' && over.kind === 'list') return mergeLists(base, over, key);
  return over;
}

/** Fields whose lists replace each other. */
const REPLACED = new Set(['command', 'entrypoint', 'healthcheck.test']);

function mergeMaps(base: MapNode, over: MapNode, path: readonly string[]): MapNode {
  const entries = new Map<string, Entry>(base.entries);
  for (const [name, each] of over.entries) {
    const old = entries.get(name);
    const value = mergeNodes(old?.value ?? null, each.value, [...path, name]);
    if (value === null) entries.delete(name);
    else entries.set(name, { key: value === old?.value ? (old?.key ?? each.key) : each.key, value });
  }
  return { ...over, entries };
}

/** Lists go end to end; of ports and volumes, those for one target are one, the later. */
function mergeLists(base: ListNode, over: ListNode, key: string): ListNode {
  const identity = IDENTITY.get(key);
  if (!identity) return { ...over, items: [...base.items, ...over.items] };
  const items: Node[] = [];
  const at = new Map<string, number>();
  for (const item of [...base.items, ...over.items]) {
    const id = identity(item);
    const index = at.get(id);
    if (index === undefined) {
      at.set(id, items.length);
      items.push(item);
    } else items[index] = item;
  }
  return { ...over, items };
}

const IDENTITY = new Map<string, (node: Node) => string>([
  ['volumes', (node) => targetOf(node)],
  ['expose', (node) => textOf(node) ?? ''],
  [
    'ports',
    (node) =>
      node.kind === 'map'
        ? JSON.stringify([...node.entries].map(([name, each]) => [name, textOf(each.value)]))
        : (textOf(node) ?? ''),
  ],
  ['dns', (node) => textOf(node) ?? ''],
  ['env_file', (node) => textOf(node) ?? ''],
]);

/** The container path of a volume. */
function targetOf(node: Node): string {
  if (node.kind === 'map') return textOf(node.entries.get('target')?.value) ?? '';
  const parts = (textOf(node) ?? '').split(':');
  return parts[1] ?? parts[0] ?? '';
}

function withoutResets(node: Node): Node {
  if (node.kind !== 'map') return node;
  const entries = new Map<string, Entry>();
  for (const [name, each] of node.entries)
    if (each.value.tag !== 'reset') entries.set(name, { ...each, value: withoutResets(each.value) });
  return { ...node, entries };
}
