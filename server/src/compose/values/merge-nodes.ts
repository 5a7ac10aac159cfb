import {
  dataKey,
  type Entry,
  isNull,
  type ListNode,
  list,
  type MapNode,
  map,
  type Node,
  type ScalarNode,
  scalar,
  textOf,
} from './node.ts';
import { type Branch, ofContainers, pathTable, step } from './path-table.ts';
import type { Report } from './report.ts';
import { uniqueEntries } from './unique-entries.ts';

/** Lays one value over another as compose-go's override.MergeYaml does. `path` is where both stand in the project. */
export function mergeNodes(base: Node, over: Node, path: readonly string[], report: Report): Node {
  let rules: Branch<Rule> | null = RULES;
  for (const key of path) rules = step(rules, key);
  return merge(base, over, rules, path, report);
}

type Rule = 'replace' | 'assignments' | 'sequence' | 'build' | 'depends_on' | 'names' | 'logging' | 'ulimit';

const RULES: Branch<Rule> = pathTable<Rule>({
  'networks.*.labels': 'assignments',
  'volumes.*.labels': 'assignments',
  'secrets.*.labels': 'assignments',
  'configs.*.labels': 'assignments',
  ...ofContainers<Rule>(
    [
      'assignments',
      'annotations build.args build.additional_contexts build.labels environment labels sysctls',
    ],
    ['assignments', 'volumes.*.volume.labels deploy.labels'],
    ['sequence', 'build.extra_hosts dns dns_opt dns_search env_file label_file extra_hosts tmpfs'],
    ['replace', 'command entrypoint healthcheck.test'],
    ['names', 'models networks'],
    ['build', 'build'],
    ['depends_on', 'depends_on'],
    ['logging', 'logging'],
    ['ulimit', 'ulimits.*'],
  ),
});

function merge(
  base: Node,
  over: Node,
  rules: Branch<Rule> | null,
  path: readonly string[],
  report: Report,
): Node {
  switch (rules?.value) {
    case 'replace':
      return over;
    case 'assignments':
      return uniqueEntries(
        list([...sequence(base), ...sequence(over)], like(base, over)),
        'assignment',
        path,
        report,
      );
    case 'sequence':
      return appended(list(sequence(base), like(base, over)), sequence(over));
    case 'build': {
      const [a, b] = [longBuild(base), longBuild(over)];
      return a && b ? mergeMaps(a, b, rules, path, report) : (b ?? a ?? over);
    }
    case 'depends_on':
    case 'names': {
      const [a, b] = [mapping(base, rules.value), mapping(over, rules.value)];
      if (a && b) return mergeMaps(a, b, rules, path, report);
      report(
        `${path.join('.')}: cannot convert ${goType(a ? over : base)} into a mapping`,
        (a ? over : base).at,
      );
      return over;
    }
    case 'logging':
      if (base.kind !== 'map' || over.kind !== 'map') return over;
      return sameDriver(base, over) ? mergeMaps(base, over, rules, path, report) : over;
    case 'ulimit':
      return base.kind === 'map' && over.kind === 'map' ? mergeMaps(base, over, rules, path, report) : over;
    default:
  }
  if (isNull(over)) return base;
  if (base.kind === 'scalar') return over;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, rules, path, report);
  if (base.kind === 'list' && over.kind === 'list')
    return appended({ ...over, items: base.items }, over.items);
  report(`cannot override ${path.join('.')}`, over.at);
  return base;
}

function mergeMaps(
  base: MapNode,
  over: MapNode,
  rules: Branch<Rule> | null,
  path: readonly string[],
  report: Report,
): MapNode {
  const entries = new Map<string, Entry>(base.entries);
  for (const [name, each] of over.entries) {
    const old = entries.get(name);
    if (!old) {
      entries.set(name, each);
      continue;
    }
    const value = merge(old.value, each.value, step(rules, name), [...path, name], report);
    // The key of a service is where it is declared first; elsewhere it stands beside the value that won.
    const isService = path.length === 1 && path[0] === 'services';
    entries.set(name, { key: value === old.value || isService ? old.key : each.key, value });
  }
  const blocks = base.blocks || over.blocks ? [...(base.blocks ?? []), ...(over.blocks ?? [])] : undefined;
  return { ...over, entries, ...(blocks && { blocks }) };
}

/** The items of a list and those of another that it does not hold, told apart by what they say. */
function appended(base: ListNode, more: readonly Node[]): ListNode {
  const seen = new Set(base.items.map(dataKey));
  const items = [...base.items];
  for (const item of more) {
    const key = dataKey(item);
    if (seen.has(key)) continue;
    seen.add(key);
    items.push(item);
  }
  return { ...base, items };
}

/** A merged value stands where the later of its halves was written. */
const like = (base: Node, over: Node): Node => (isNull(over) ? base : over);

/** A map as the list of its `NAME=value`, each with the place of the value; a text as a list of one. */
function sequence(node: Node): readonly Node[] {
  if (node.kind === 'list') return node.items;
  if (node.kind === 'scalar') return node.type === 'string' ? [{ ...node, tag: null }] : [];
  return [...node.entries].flatMap(([name, { key, value }]): ScalarNode[] => {
    if (isNull(value)) return [{ ...scalar(name, value), at: value.kind === 'scalar' ? key : value.at }];
    const values = value.kind === 'list' ? value.items : [value];
    return values.flatMap((each) =>
      each.kind === 'scalar'
        ? [{ ...each, tag: null, type: 'string', value: `${name}=${each.value ?? '<nil>'}` }]
        : [],
    );
  });
}

/** The short form of `build` as the long one; null for anything else. */
export function longBuild(node: Node): MapNode | null {
  if (node.kind === 'map') return node;
  if (node.kind !== 'scalar' || node.type !== 'string') return null;
  return map([['context', { key: node.at, value: { ...node, tag: null } }]], node);
}

/** Names, one or a list, as a map: of what `depends_on` says by default, or of nothing. Null for what is neither. */
export function mapping(node: Node, rule: 'depends_on' | 'names'): MapNode | null {
  if (node.kind === 'map') return node;
  if (isNull(node)) return map([], node);
  const items = node.kind === 'list' ? node.items : [node];
  const out = new Map<string, Entry>();
  for (const item of items) {
    const name = item.kind === 'scalar' && item.type === 'string' ? textOf(item) : null;
    if (name === null) return null;
    out.set(name, { key: item.at, value: rule === 'names' ? scalar(null, item) : started(item) });
  }
  return map(out, node);
}

/** What a name in `depends_on` stands for. */
export const started = (like: Node): MapNode =>
  map(
    [
      ['condition', { key: like.at, value: scalar('service_started', like) }],
      ['required', { key: like.at, value: { ...scalar('true', like), type: 'bool' } }],
    ],
    like,
  );

function sameDriver(base: MapNode, over: MapNode): boolean {
  const [a, b] = [base.entries.get('driver'), over.entries.get('driver')];
  return !a || !b || textOf(a.value) === textOf(b.value);
}

/** Go's name for the kind of a value, as compose-go's messages have it. */
export function goType(node: Node): string {
  if (node.kind === 'map') return 'map[string]interface {}';
  if (node.kind === 'list') return '[]interface {}';
  return { string: 'string', int: 'int', float: 'float64', bool: 'bool', null: '<nil>', time: 'time.Time' }[
    node.type
  ];
}
