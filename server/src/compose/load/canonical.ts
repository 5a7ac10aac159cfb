import { goType, longBuild, mapping, started } from '../values/merge-nodes.ts';
import type { Report } from '../values/report.ts';
import {
  type Entry,
  isNull,
  list,
  type MapNode,
  map,
  type Node,
  type ScalarNode,
  scalar,
  textOf,
} from '../values/node.ts';
import { parsePort } from '../values/parse-port.ts';
import { parseVolume } from '../values/parse-volume.ts';
import { type Branch, ofContainers, pathTable, step } from '../values/path-table.ts';

/** Brings every short form of a project to its long one, as compose-go's transform.Canonical does. */
export const canonical = (project: Node, report: Report): Node =>
  rewrite(project, FORMS, [], report, { ports: MAX_PORTS });

/** Ranges make many ports of one line; a project that asks for more than there are gets no more. */
const MAX_PORTS = 70_000;

interface Budget {
  ports: number;
}

/** Adds what Compose assumes where nothing is said, as far as the model wants it. */
export const withDefaults = (project: Node, report: Report): Node =>
  rewrite(project, DEFAULTS, [], report, { ports: 0 });

type Form = (node: Node, path: string, report: Report, budget: Budget) => Node;

/**
 * Rewrites what the table names from the outside in: what a form makes is looked at again below. `path` grows and shrinks
 * with the walk.
 */
export function rewrite(
  node: Node,
  table: Branch<Form> | null,
  path: string[],
  report: Report,
  budget: Budget = { ports: 0 },
): Node {
  if (!table) return node;
  const own = table.value ? table.value(node, path.join('.'), report, budget) : node;
  if (table.next.size === 0 || own.kind === 'scalar') return own;
  if (own.kind === 'list') {
    const below = step(table, '[]');
    if (!below) return own;
    path.push('[]');
    const items = own.items.map((item) => rewrite(item, below, path, report, budget));
    path.pop();
    return items.every((item, i) => item === own.items[i]) ? own : { ...own, items };
  }
  let changed: Map<string, Entry> | null = null;
  for (const [name, each] of own.entries) {
    const below = step(table, name);
    if (!below) continue;
    path.push(name);
    const value = rewrite(each.value, below, path, report, budget);
    path.pop();
    if (value !== each.value) (changed ??= new Map(own.entries)).set(name, { ...each, value });
  }
  return changed ? { ...own, entries: changed } : own;
}

const isText = (node: Node): node is ScalarNode => node.kind === 'scalar' && node.type === 'string';

/** A map of texts that all stand where `like` does; empty ones are left out. */
const fields = (like: Node, values: Readonly<Record<string, string | boolean>>): MapNode =>
  map(
    Object.entries(values).flatMap(([name, value]): [string, Entry][] => {
      if (value === '' || value === false) return [];
      const text =
        like.kind === 'scalar' ? { ...like, tag: null, value: String(value) } : scalar(String(value), like);
      return [[name, { key: like.at, value: { ...text, type: value === true ? 'bool' : 'string' } }]];
    }),
    like,
  );

const listOfOne: Form = (node) => (isText(node) ? list([node], node) : node);

const fileMount: Form = (node, path, report) => {
  if (isText(node)) return fields(node, { source: textOf(node) ?? '' });
  if (node.kind !== 'map') report(`${path}: unsupported type ${goType(node)}`, node.at);
  return node;
};

const envFile: Form = (node, path, report) => {
  if (node.kind === 'map' || (node.kind === 'scalar' && !isText(node))) {
    report(`${path}: invalid type ${goType(node)} for env_file`, node.at);
    return node;
  }
  const items = node.kind === 'list' ? node.items : [node];
  return list(
    items.map((item) => {
      if (isText(item)) return fields(item, { path: textOf(item) ?? '', required: true });
      return item.kind === 'map'
        ? withDefault(item, 'required', { ...scalar('true', item), type: 'bool' })
        : item;
    }),
    node,
  );
};

const volume: Form = (node, path, report) => {
  if (node.kind === 'map') return node;
  if (!isText(node)) {
    report(`${path}: invalid type ${goType(node)} for service volume mount`, node.at);
    return node;
  }
  const parsed = parseVolume(textOf(node) ?? '');
  if (!parsed.ok) {
    report(parsed.error, node.at);
    return node;
  }
  const { type, source, target, readOnly } = parsed.value;
  return fields(node, { type, source, target: cleanPath(target), read_only: readOnly });
};

/** Go's path.Clean. */
export function cleanPath(path: string): string {
  const root = path.startsWith('/') ? '/' : '';
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (part !== '..' || root === '') out.push(part);
  }
  return root + out.join('/') || (path === '' ? '' : '.');
}

const ports: Form = (node, path, report, budget) => {
  if (node.kind !== 'list') {
    report(`${path}: invalid type ${goType(node)} for port`, node.at);
    return node;
  }
  return {
    ...node,
    items: node.items.flatMap((item): readonly Node[] => {
      if (item.kind === 'map') return [item];
      if (item.kind !== 'scalar' || (item.type !== 'string' && item.type !== 'int')) {
        report(`${path}: invalid type ${goType(item)} for port`, item.at);
        return [];
      }
      const parsed = parsePort(item.value ?? '', budget.ports);
      if (!parsed.ok) {
        report(parsed.error, item.at);
        return [];
      }
      budget.ports -= parsed.ports.length;
      return parsed.ports.map(({ hostIp, target, published, protocol }) => {
        const port = fields(item, { host_ip: hostIp, published, protocol, mode: 'ingress' });
        const number = { ...item, tag: null, type: 'int' as const, value: String(target) };
        return { ...port, entries: new Map([...port.entries, ['target', { key: item.at, value: number }]]) };
      });
    }),
  };
};

const build: Form = (node, path, report) => {
  const long = longBuild(node);
  if (!long) report(`${path}: invalid type ${goType(node)} for build`, node.at);
  return long ?? node;
};

const assignedMap: Form = (node, path, report) => {
  if (node.kind === 'map') return node;
  if (node.kind !== 'list') {
    report(`${path}: invalid type ${goType(node)}`, node.at);
    return node;
  }
  const out = new Map<string, Entry>();
  for (const item of node.items) {
    const text = textOf(item) ?? '';
    const equals = text.indexOf('=');
    if (equals < 0 || item.kind !== 'scalar') {
      report(`${path}: invalid value ${text}, expected key=value`, item.at);
      continue;
    }
    out.set(text.slice(0, equals), { key: item.at, value: { ...item, value: text.slice(equals + 1) } });
  }
  return map(out, node);
};

const ssh: Form = (node, _path, report) => {
  if (node.kind !== 'list') return node;
  const wrong = node.items.find(
    (item) => isText(item) && item.value !== 'default' && !item.value?.includes('='),
  );
  if (wrong) report(`invalid ssh key "${textOf(wrong) ?? ''}"`, wrong.at);
  return mapping(node, 'names') ?? node;
};

const dependsOn: Form = (node, path, report) => {
  if (node.kind === 'list') return mapping(node, 'depends_on') ?? node;
  if (node.kind !== 'map') {
    report(`${path}: invalid type ${goType(node)} for depend_on`, node.at);
    return node;
  }
  const entries = new Map<string, Entry>();
  for (const [name, each] of node.entries) {
    if (each.value.kind !== 'map') {
      report(`${path}.${name}: unsupported value`, each.value.at);
      continue;
    }
    const filled = [...started(each.value).entries].reduce(
      (value, [key, { value: standard }]) => withDefault(value, key, standard),
      each.value,
    );
    entries.set(name, { ...each, value: filled });
  }
  return { ...node, entries };
};

const extendsService: Form = (node, path, report) => {
  if (isText(node)) return fields(node, { service: textOf(node) ?? '' });
  if (node.kind !== 'map') report(`${path}: invalid type ${goType(node)} for extends`, node.at);
  return node;
};

const device: Form = (node, path, report) => {
  if (!isText(node)) {
    if (node.kind !== 'map')
      report(`${path}: invalid type ${goType(node)} for service volume mount`, node.at);
    return node;
  }
  const parts = (node.value ?? '').split(':');
  if (parts.length > 3) report(`confusing device mapping, please use long syntax: ${node.value}`, node.at);
  const [source = '', target = '', permissions = 'rwm'] = parts;
  return fields(node, { source, target: target || source, permissions });
};

/** `external: {name: x}` is the old way to say `name: x` and `external: true`. */
const maybeExternal: Form = (node, path, report) => {
  if (node.kind !== 'map') {
    if (!isNull(node)) report(`${path}: must be a mapping`, node.at);
    return node;
  }
  const external = node.entries.get('external');
  if (external?.value.kind !== 'map') return node;
  const name = node.entries.get('name');
  const other = external.value.entries.get('name');
  if (name && other && textOf(name.value) !== textOf(other.value))
    report(`${path}: name and external.name conflict; only use name`, name.value.at);
  const yes: ScalarNode = { ...scalar('true', external.value), type: 'bool' };
  const entries = new Map(node.entries).set('external', { ...external, value: yes });
  if (other && !name) entries.set('name', other);
  return { ...node, entries };
};

const nameMap: Form = (node) => (node.kind === 'list' ? (mapping(node, 'names') ?? node) : node);

const inclusion: Form = (node) => (isText(node) ? fields(node, { path: textOf(node) ?? '' }) : node);

const FORMS: Branch<Form> = pathTable<Form>({
  ...ofContainers<Form>(
    [envFile, 'env_file'],
    [listOfOne, 'label_file dns'],
    [nameMap, 'networks models'],
    [volume, 'volumes.[]'],
    [device, 'devices.[]'],
    [fileMount, 'secrets.[] configs.[] build.secrets.[]'],
    [build, 'build'],
    [assignedMap, 'build.additional_contexts'],
    [ssh, 'build.ssh'],
    [dependsOn, 'depends_on'],
    [extendsService, 'extends'],
    [ports, 'ports'],
  ),
  'services.*.pre_start.[].label_file': listOfOne,
  'volumes.*': maybeExternal,
  'networks.*': maybeExternal,
  'secrets.*': maybeExternal,
  'configs.*': maybeExternal,
  'include.[]': inclusion,
});

const withDefault = (node: MapNode, name: string, value: Node): MapNode =>
  node.entries.has(name)
    ? node
    : {
        ...node,
        entries: new Map(node.entries).set(name, { key: node.at, value: { ...value, from: 'default' } }),
      };

const DEFAULTS: Branch<Form> = pathTable<Form>(
  ofContainers<Form>(
    [(node) => (node.kind === 'map' ? withDefault(node, 'context', scalar('.', node)) : node), 'build'],
    [(node) => (node.kind === 'map' ? withDefault(node, 'protocol', scalar('tcp', node)) : node), 'ports.[]'],
  ),
);
