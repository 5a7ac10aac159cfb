import { isAbsolute, normalize, resolve } from '../text/path.ts';
import type { Place } from '../text/span.ts';
import { commandModel } from './command-model.ts';
import type { ComposeBuild, ComposePort, ComposeService, ComposeVolume, Sourced } from './model.ts';
import { child, type Entry, entry, type MapNode, type Node, type ScalarNode, textOf } from './node.ts';
import { assignments, isRemote } from './normalize-service.ts';

/** A merged service as the engine knows it; null when it is no map. `blocks` are its own and those below it. */
export function serviceModel(
  name: string,
  { key, value }: Entry & { value: MapNode },
  blocks: readonly Entry[],
): ComposeService | null {
  const text = (field: string): Sourced<string> | null => sourced(child(value, field));
  const own = blocks.map(
    (block): Place => ({
      file: block.key.file,
      span: { start: block.key.span.start, end: Math.max(block.key.span.end, block.value.at.span.end) },
    }),
  );
  const healthcheck = child(child(value, 'healthcheck'), 'test');
  const replicas = textOf(child(child(value, 'deploy'), 'replicas')) ?? textOf(child(value, 'scale'));
  return {
    name: { value: name, at: key, from: 'written', unset: [], interpolated: false },
    blocks: own,
    profiles: items(child(value, 'profiles')).flatMap((item) => textOf(item) ?? []),
    image: text('image'),
    build: buildModel(entry(value, 'build')),
    command: commandModel(entry(value, 'command')),
    entrypoint: commandModel(entry(value, 'entrypoint')),
    environment: values(child(value, 'environment')),
    ports: items(child(value, 'ports')).flatMap(ports),
    expose: items(child(value, 'expose')).flatMap((item) => sourced(item) ?? []),
    volumes: items(child(value, 'volumes')).flatMap((item) => volume(item) ?? []),
    healthcheck: healthcheck
      ? {
          value:
            healthcheck.kind === 'list'
              ? healthcheck.items.flatMap((item) => textOf(item) ?? [])
              : [textOf(healthcheck) ?? ''],
          at: healthcheck.at,
          from: healthcheck.from,
          unset: [],
          interpolated: false,
        }
      : null,
    workingDir: text('working_dir'),
    user: text('user'),
    platform: text('platform'),
    dependsOn: keys(child(value, 'depends_on')),
    replicas: replicas !== null && /^\d+$/.test(replicas) ? Number(replicas) : null,
    watch: items(child(child(value, 'develop'), 'watch')).flatMap(
      (item) => sourced(child(item, 'path')) ?? [],
    ),
  };
}

function buildModel(build: Entry | null): ComposeBuild | null {
  if (!build || build.value.kind !== 'map') return null;
  const { value } = build;
  const text = (field: string): Sourced<string> | null => sourced(child(value, field));
  const inline = text('dockerfile_inline');
  const implied = { at: value.at, from: 'default' as const, unset: [], interpolated: false };
  const context = text('context') ?? { value: '.', ...implied };
  const remote = isRemote(context.value);
  const dockerfile = inline ? null : (text('dockerfile') ?? { value: 'Dockerfile', ...implied });
  const local = !remote && dockerfile !== null && isAbsolute(context.value);
  return {
    keyAt: build.key,
    at: value.at,
    from: value.from,
    short: child(value, 'context')?.at.span.start === value.at.span.start && value.entries.size === 1,
    context,
    remote,
    dockerfile,
    dockerfilePath: local
      ? isAbsolute(dockerfile.value)
        ? normalize(dockerfile.value)
        : resolve(context.value, dockerfile.value)
      : null,
    inline,
    target: text('target'),
    args: values(child(value, 'args')),
    platforms: items(child(value, 'platforms')).flatMap((item) => sourced(item) ?? []),
    additionalContexts: new Map(
      [...values(child(value, 'additional_contexts'))].map(([key, each]) => [
        key,
        { ...each, value: each.value ?? '' },
      ]),
    ),
    tags: items(child(value, 'tags')).flatMap((item) => sourced(item) ?? []),
  };
}

const sourced = (node: Node | null): Sourced<string> | null =>
  node?.kind === 'scalar' && node.value !== null
    ? { value: node.value, at: node.at, from: node.from, unset: node.unset, interpolated: node.interpolated }
    : null;

function values(node: Node | null): Map<string, Sourced<string | null>> {
  const long = node && assignments(node);
  if (long?.kind !== 'map') return new Map();
  const own = (each: ScalarNode): Sourced<string | null> => ({
    value: each.value,
    at: each.at,
    from: each.from,
    unset: each.unset,
    interpolated: each.interpolated,
  });
  return new Map(
    [...long.entries].flatMap(([name, each]): [string, Sourced<string | null>][] =>
      each.value.kind === 'scalar' ? [[name, own(each.value)]] : [],
    ),
  );
}

const items = (node: Node | null): readonly Node[] => (node?.kind === 'list' ? node.items : []);
const keys = (node: Node | null): string[] => (node?.kind === 'map' ? [...node.entries.keys()] : []);

/** `8080:80/tcp`, `127.0.0.1:8080:80`, `80`, or the long form. */
function ports(node: Node): ComposePort[] {
  if (node.kind === 'map') {
    const target = textOf(child(node, 'target'));
    return [
      {
        target: target !== null && /^\d+$/.test(target) ? Number(target) : null,
        published: textOf(child(node, 'published')),
        protocol: textOf(child(node, 'protocol')) ?? 'tcp',
        at: node.at,
      },
    ];
  }
  const text = textOf(node);
  if (text === null) return [];
  const [address = '', protocol = 'tcp'] = text.split('/');
  const parts = address.split(':');
  const target = parts.at(-1) ?? '';
  return [
    {
      target: /^\d+$/.test(target) ? Number(target) : null,
      published: parts.length > 1 ? (parts.at(-2) ?? null) : null,
      protocol,
      at: node.at,
    },
  ];
}

/** `source:/target:ro`, `/target`, or the long form. */
function volume(node: Node): ComposeVolume | null {
  if (node.kind === 'map') {
    const target = textOf(child(node, 'target'));
    return target === null
      ? null
      : {
          type: textOf(child(node, 'type')) ?? 'volume',
          source: textOf(child(node, 'source')),
          target,
          at: node.at,
        };
  }
  const text = textOf(node);
  if (text === null) return null;
  // A drive letter is no separator: `C:\data:/data`.
  const parts = text
    .replace(/^([A-Za-z]):(?=[\\/])/, '$1\0')
    .split(':')
    .map((part) => part.replace('\0', ':'));
  const [first = '', second] = parts;
  if (second === undefined) return { type: 'volume', source: null, target: first, at: node.at };
  return {
    type: /^[./~\\]|^[A-Za-z]:/.test(first) ? 'bind' : 'volume',
    source: first,
    target: second,
    at: node.at,
  };
}
