import type { Report } from './report.ts';
import { type Entry, isNull, type ListNode, type Node, textOf } from './node.ts';
import { parseVolume } from './parse-volume.ts';
import { type Branch, ofContainers, pathTable, step } from './path-table.ts';

/** What makes two entries of a list one, of which the later holds. */
type Identity = 'assignment' | 'volume' | 'device' | 'expose' | 'config' | 'secret' | 'port' | 'env_file';

const UNIQUE: Branch<Identity> = pathTable<Identity>({
  'networks.*.labels': 'assignment',
  'networks.*.ipam.options': 'assignment',
  ...ofContainers<Identity>(
    ['assignment', 'annotations build.args build.additional_contexts build.platform build.tags build.labels'],
    ['assignment', 'cap_add cap_drop deploy.labels dns dns_opt dns_search environment labels links'],
    ['assignment', 'networks.*.aliases networks.*.link_local_ips profiles sysctls tmpfs'],
    ['device', 'devices'],
    ['config', 'configs'],
    ['env_file', 'env_file'],
    ['expose', 'expose'],
    ['port', 'ports'],
    ['secret', 'secrets'],
    ['volume', 'volumes'],
  ),
});

/** Drops what a later entry of the same list redefines, everywhere in a project, as compose-go's EnforceUnicity does. */
export const enforceUnicity = (project: Node, report: Report): Node => unify(project, UNIQUE, [], report);

function unify(node: Node, table: Branch<Identity> | null, path: string[], report: Report): Node {
  if (!table || node.kind === 'scalar') return node;
  if (node.kind === 'list') return table.value ? uniqueEntries(node, table.value, path, report) : node;
  let changed: Map<string, Entry> | null = null;
  for (const [name, each] of node.entries) {
    const below = step(table, name);
    if (!below) continue;
    path.push(name);
    const value = unify(each.value, below, path, report);
    path.pop();
    if (value !== each.value) (changed ??= new Map(node.entries)).set(name, { ...each, value });
  }
  return changed ? { ...node, entries: changed } : node;
}

/** One entry for each key: the last one, where the first one stood. */
export function uniqueEntries(
  node: ListNode,
  identity: Identity,
  path: readonly string[],
  report: Report,
): ListNode {
  const items: Node[] = [];
  const at = new Map<string, number>();
  for (const [index, item] of node.items.entries()) {
    const key = identify(item, identity, `${path.join('.')}.[${index}]`);
    if (!key.ok) {
      report(key.error, item.at);
      return node;
    }
    const old = at.get(key.id);
    if (old === undefined) {
      at.set(key.id, items.length);
      items.push(item);
    } else items[old] = item;
  }
  return items.length === node.items.length ? node : { ...node, items };
}

type Id = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: string };

const id = (text: string): Id => ({ ok: true, id: text });
const fault = (error: string): Id => ({ ok: false, error });

function identify(item: Node, identity: Identity, path: string): Id {
  const text = item.kind === 'scalar' && item.type === 'string' ? textOf(item) : null;
  const field = (name: string): Node | null =>
    item.kind === 'map' ? (item.entries.get(name)?.value ?? null) : null;
  switch (identity) {
    case 'assignment':
      return text === null ? fault(`${path}: unexpected type`) : id(text.split('=', 1)[0] ?? '');
    case 'volume': {
      if (item.kind === 'map') {
        const target = textOf(field('target'));
        return target === null ? fault(`service volume ${path} is missing a mount target`) : id(target);
      }
      if (text === null) return id('');
      const volume = parseVolume(text);
      return volume.ok ? id(volume.value.target) : fault(volume.error);
    }
    case 'device': {
      if (item.kind === 'map') {
        const target = textOf(field('target'));
        return target === null ? fault(`service device ${path} is missing a mount target`) : id(target);
      }
      const parts = (text ?? '').split(':');
      return id(parts[1] ?? parts[0] ?? '');
    }
    case 'expose':
      if (text !== null || (item.kind === 'scalar' && item.type === 'int')) return id(textOf(item) ?? '');
      return fault(`${path}: unsupported expose value ${textOf(item)}`);
    case 'config':
    case 'secret': {
      const folder = identity === 'secret' ? '/run/secrets' : '';
      if (item.kind === 'map') return id(textOf(field('target')) ?? `${folder}/${textOf(field('source'))}`);
      return text === null
        ? fault(`${path}: unsupported expose value ${textOf(item)}`)
        : id(`${folder}/${text}`);
    }
    case 'env_file': {
      if (item.kind !== 'map') return id(text ?? '');
      const file = textOf(field('path'));
      return file === null ? fault(`environment path attribute ${path} is missing`) : id(file);
    }
    case 'port': {
      if (item.kind !== 'map') return id(textOf(item) ?? '');
      const target = field('target');
      if (!target) return fault(`service ports ${path} is missing a target port`);
      const parts = [field('host_ip'), field('published'), target, field('protocol')].map((part, index) =>
        part && !isNull(part) && part.kind === 'scalar'
          ? [part.type, part.value]
          : ['0.0.0.0', null, null, 'tcp'][index],
      );
      // A default is what the value would be, so both must give one text.
      return id(
        JSON.stringify(parts.map((part) => (Array.isArray(part) && part[0] === 'string' ? part[1] : part))),
      );
    }
  }
}
