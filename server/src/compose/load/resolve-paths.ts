import { isAbsolute, normalize } from '../../text/path.ts';
import { rewrite } from './canonical.ts';
import type { Report } from '../values/report.ts';
import { isNull, type MapNode, type Node, type ScalarNode, textOf } from '../values/node.ts';
import { type Branch, ofContainers, pathTable } from '../values/path-table.ts';

/**
 * Makes the relative paths of a project absolute, seen from `dir`, as compose-go's paths.ResolveRelativePaths does.
 * `home` is what `~` stands for; without one, such a path stays as it is written.
 */
export function resolvePaths(project: Node, dir: string, home: string | null, report: Report): Node {
  const path = (node: Node): Node => withText(node, (text) => absolute(dir, home, text));
  const context = (node: Node): Node =>
    withText(node, (text) => (isRemote(text) ? text : absolute(dir, home, text)));
  const table: Branch<(node: Node) => Node> = pathTable({
    ...ofContainers<(node: Node) => Node>(
      [context, 'build.context build.additional_contexts.*'],
      [path, 'env_file.[].path label_file.[] extends.file develop.watch.[].path'],
      [(node) => volume(node, (text) => absolute(dir, home, text), report), 'volumes.[]'],
    ),
    'services.*.pre_start.[].label_file.[]': path,
    'configs.*.file': path,
    'secrets.*.file': path,
  });
  return rewrite(project, table, [], report);
}

/** Contexts that are no folder: those that BuildKit fetches, and other services. */
export const isRemote = (context: string): boolean =>
  context.includes('://') || /^(?:service:|github\.com\/|git@)/.test(context);

/** A path in Compose, seen from a folder. An empty one stays empty. */
export function absolute(dir: string, home: string | null, text: string): string {
  if (text === '') return text;
  if (text.startsWith('~')) return home === null ? text : normalize(`${home}/${text.slice(1)}`);
  // A drive letter makes a path absolute only where folders have one.
  const own = text.startsWith('/') || (!dir.startsWith('/') && isAbsolute(text.replaceAll('\\', '/')));
  return normalize(own ? text.replaceAll(dir.startsWith('/') ? /$^/g : '\\', '/') : `${dir}/${text}`);
}

function volume(node: Node, resolve: (text: string) => string, report: Report): Node {
  if (node.kind !== 'map' || textOf(node.entries.get('type')?.value) !== 'bind') return node;
  const source = node.entries.get('source');
  if (!source) {
    report('invalid mount config for type "bind": field Source must not be empty', node.at);
    return node;
  }
  const value = withText(source.value, (text) => (/^[A-Za-z]:[\\/]/.test(text) ? text : resolve(text)));
  return value === source.value
    ? node
    : ({ ...node, entries: new Map(node.entries).set('source', { ...source, value }) } satisfies MapNode);
}

const withText = (node: Node, change: (text: string) => string): Node => {
  if (node.kind !== 'scalar' || isNull(node) || node.value === null) return node;
  const value = change(node.value);
  return value === node.value ? node : ({ ...node, value } satisfies ScalarNode);
};
