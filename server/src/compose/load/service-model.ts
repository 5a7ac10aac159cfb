import { isAbsolute, normalize, resolve } from '../../text/path.ts';
import { cleanPath } from './canonical.ts';
import { commandModel } from './command-model.ts';
import type {
  ComposeBuild,
  ComposeHook,
  ComposePort,
  ComposeService,
  ComposeVolume,
  Sourced,
} from '../model.ts';
import { child, type Entry, entry, type MapNode, type Node, textOf } from '../values/node.ts';
import { isRemote } from './resolve-paths.ts';

/** A merged service in its long form, as the engine knows it. */
export function serviceModel(
  name: string,
  { key, value }: Entry & { readonly value: MapNode },
  environment: ComposeService['environment'],
): ComposeService {
  const text = (field: string): Sourced<string> | null => sourced(child(value, field));
  const healthcheck = child(child(value, 'healthcheck'), 'test');
  const watch = items(child(child(value, 'develop'), 'watch'));
  const replicas = textOf(child(child(value, 'deploy'), 'replicas')) ?? textOf(child(value, 'scale'));
  return {
    name: { value: name, at: key, from: 'written', unset: [], interpolated: false },
    blocks: value.blocks ?? [],
    profiles: items(child(value, 'profiles')).flatMap((item) => textOf(item) ?? []),
    image: text('image'),
    build: buildModel(entry(value, 'build')),
    command: commandModel(entry(value, 'command')),
    entrypoint: commandModel(entry(value, 'entrypoint')),
    environment,
    ports: items(child(value, 'ports')).flatMap((item) => port(item) ?? []),
    expose: items(child(value, 'expose')).flatMap((item) => sourced(item) ?? []),
    volumes: items(child(value, 'volumes')).flatMap((item) => volume(item) ?? []),
    givenFiles: items(child(value, 'configs')).length + items(child(value, 'secrets')).length > 0,
    healthcheck: healthcheck
      ? {
          value:
            healthcheck.kind === 'list'
              ? healthcheck.items.flatMap((item) => textOf(item) ?? [])
              : ['CMD-SHELL', textOf(healthcheck) ?? ''],
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
    // One that names an image of its own is no container of this one.
    preStart: items(child(value, 'pre_start')).flatMap((item) =>
      child(item, 'image') || child(item, 'build') ? [] : (hook(item) ?? []),
    ),
    postStart: items(child(value, 'post_start')).flatMap((item) => hook(item) ?? []),
    preStop: items(child(value, 'pre_stop')).flatMap((item) => hook(item) ?? []),
    watchExec: watch.flatMap((item) => hook(child(item, 'exec')) ?? []),
    watch: watch.flatMap((item) => sourced(child(item, 'path')) ?? []),
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
    short:
      context.from !== 'default' && context.at.span.start === value.at.span.start && value.entries.size === 1,
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

function hook(node: Node | null): ComposeHook | null {
  if (node?.kind !== 'map') return null;
  return {
    command: commandModel(entry(node, 'command')),
    entrypoint: commandModel(entry(node, 'entrypoint')),
    environment: assignments(child(node, 'environment')),
    workingDir: sourced(child(node, 'working_dir')),
    user: sourced(child(node, 'user')),
    at: node.at,
  };
}

/** A map, or a list of `NAME=value`, which compose-go leaves as it is written in a hook. */
function assignments(node: Node | null): Map<string, Sourced<string | null>> {
  if (node?.kind !== 'list') return values(node);
  return new Map(
    node.items.flatMap((item) => {
      const text = sourced(item);
      const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(text?.value ?? '') ?? [];
      return text && name ? [[name, { ...text, value: value ?? null }] as const] : [];
    }),
  );
}

const sourced = (node: Node | null): Sourced<string> | null =>
  node?.kind === 'scalar' && node.value !== null
    ? { value: node.value, at: node.at, from: node.from, unset: node.unset, interpolated: node.interpolated }
    : null;

function values(node: Node | null): Map<string, Sourced<string | null>> {
  const out = new Map<string, Sourced<string | null>>();
  if (node?.kind !== 'map') return out;
  for (const [name, { value }] of node.entries) {
    if (value.kind !== 'scalar') continue;
    const { at, from, unset, interpolated } = value;
    out.set(name, { value: value.value, at, from, unset, interpolated });
  }
  return out;
}

const items = (node: Node | null): readonly Node[] => (node?.kind === 'list' ? node.items : []);
const keys = (node: Node | null): string[] => (node?.kind === 'map' ? [...node.entries.keys()] : []);

/** In the long form: what is still in the short one could not be read, and is an error of the project. */
function port(node: Node): ComposePort | null {
  const target = textOf(child(node, 'target'));
  if (target === null) return null;
  return {
    target: /^\d+$/.test(target) ? Number(target) : null,
    published: textOf(child(node, 'published')),
    protocol: textOf(child(node, 'protocol')) ?? 'tcp',
    at: node.at,
  };
}

function volume(node: Node): ComposeVolume | null {
  const target = textOf(child(node, 'target'));
  if (target === null) return null;
  return {
    type: textOf(child(node, 'type')) ?? 'volume',
    source: textOf(child(node, 'source')),
    target: cleanPath(target),
    at: node.at,
  };
}
