import type { Place } from '../../text/span.ts';
import type { Sourced } from '../model.ts';
import { child, type MapNode, type Node, textOf } from '../values/node.ts';
import type { Env } from './project-request.ts';
import type { EnvFile } from './read-env-file.ts';

/** Whether the file must exist, and where its variables are looked up before and after the file itself. */
export interface ServiceFileReading {
  /** `raw`, or empty for that of `.env`. */
  readonly format: string;
  readonly required: boolean;
  readonly lookup: (name: string) => string | undefined;
  readonly earlier: (name: string) => string | undefined;
}

/** Reads a variables file of a service: its absolute path, where it is named, how it is read. */
export type ReadServiceFile = (file: string, place: Place, how: ServiceFileReading) => EnvFile | null;

/** The environment of a service: that of its files of variables, below what it says itself. */
export function serviceEnvironment(
  service: MapNode,
  env: Env,
  read: ReadServiceFile,
): ReadonlyMap<string, Sourced<string | null>> {
  const own = new Map<string, Sourced<string | null>>();
  const explicit = child(service, 'environment');
  if (explicit?.kind === 'map')
    for (const [name, { value }] of explicit.entries)
      if (value.kind === 'scalar') {
        const { at, from, unset, interpolated } = value;
        own.set(name, { value: value.value, at, from, unset, interpolated });
      }
  const files = child(service, 'env_file');
  if (files?.kind !== 'list') return own;
  const all = new Map([...own].filter(([, { value }]) => value !== null));
  for (const item of files.items) {
    const path = textOf(child(item, 'path'));
    if (path === null) continue;
    const parsed = read(path, item.at, {
      format: textOf(child(item, 'format')) ?? '',
      required: isRequired(child(item, 'required')),
      lookup: (name) => env.get(name) ?? own.get(name)?.value ?? undefined,
      earlier: (name) => all.get(name)?.value ?? undefined,
    });
    for (const [name, { value, span, unset }] of parsed?.values ?? [])
      all.set(name, { value, at: { file: path, span }, from: 'env_file', unset, interpolated: true });
  }
  return new Map([...all, ...own]);
}

const isRequired = (node: Node | null): boolean =>
  !['false', 'no', 'off', 'n'].includes((textOf(node) ?? 'true').toLowerCase());
