import type { Report } from '../values/report.ts';
import { type Branch, pathTable, step } from '../values/path-table.ts';
import { type Node, textOf } from '../values/node.ts';
import { isIp } from '../values/parse-port.ts';

/** Reports what compose-go's validation package refuses in the files of one project, beside its schema. */
export function checkValues(project: Node, report: Report): void {
  walk(project, CHECKS, [], report);
}

type Check = (node: Node, path: string, report: Report) => void;

const device: Check = (node, path, report) => {
  if (node.kind === 'map' && node.entries.has('count') && node.entries.has('device_ids'))
    report(`${path}: "count" and "device_ids" attributes are exclusive`, node.at);
};

/** A secret or a configuration comes from one place. */
const source =
  (...keys: readonly string[]): Check =>
  (node, path, report) => {
    if (node.kind !== 'map') return;
    const said = keys.filter((key) => node.entries.has(key));
    if (said.length > 1) report(`${path}: ${keys.join('|')} attributes are mutually exclusive`, node.at);
    else if (said.length === 0 && !node.entries.has('driver') && !node.entries.has('external'))
      report(`${path}: one of ${keys.join('|')} must be set`, node.at);
  };

const CHECKS: Branch<Check> = pathTable<Check>({
  'volumes.*': (node, path, report) => {
    if (node.kind !== 'map' || textOf(node.entries.get('external')?.value) !== 'true') return;
    for (const [name, { key }] of node.entries)
      if (!['name', 'external'].includes(name) && !name.startsWith('x-'))
        report(`${path}: conflicting parameters "external" and "${name}" specified`, key);
  },
  'configs.*': source('file', 'environment', 'content'),
  'secrets.*': source('file', 'environment'),
  'services.*.ports.[]': (node, path, report) => {
    const ip = node.kind === 'map' ? node.entries.get('host_ip') : undefined;
    if (ip && !isIp(textOf(ip.value) ?? ''))
      report(`${path}: invalid ip address: ${textOf(ip.value)}`, ip.value.at);
  },
  'services.*.deploy.resources.reservations.devices.[]': device,
  'services.*.gpus.[]': device,
  'services.*.develop.watch.[].path': (node, path, report) => {
    if (textOf(node) === '') report(`${path}: value can't be blank`, node.at);
  },
});

function walk(node: Node, table: Branch<Check> | null, path: readonly string[], report: Report): void {
  if (!table) return;
  table.value?.(node, path.join('.'), report);
  if (table.next.size === 0 || node.kind === 'scalar') return;
  if (node.kind === 'list')
    for (const item of node.items) walk(item, step(table, '[]'), [...path, '[]'], report);
  else for (const [name, { value }] of node.entries) walk(value, step(table, name), [...path, name], report);
}
