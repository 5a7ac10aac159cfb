import { existsSync, lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import type { Access, Command, Found, StageTrace } from '../../../server/src/image/model.ts';
import { baseImage } from '../../../server/src/native/base-images.ts';

/** What Docker says of an image: the part of `docker image inspect` that a Dockerfile decides. */
export interface ImageConfig {
  readonly Env: readonly string[] | null;
  readonly WorkingDir: string;
  readonly User: string;
  readonly Entrypoint: readonly string[] | null;
  readonly Cmd: readonly string[] | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>>;
}

/** Where what is believed of a stage and the image of it differ, a line each. What is said to be unknown differs from nothing. */
export function compareStage(
  stage: StageTrace,
  {
    config,
    root,
    paths,
    context,
  }: {
    readonly config: ImageConfig;
    /** The file system of the image, a folder of this machine. */
    readonly root: string;
    /** Which paths are looked at. */
    readonly paths: Iterable<string>;
    /** The build context, a folder of this machine. */
    readonly context: string;
  },
): string[] {
  const out = compareConfig(stage, config);
  for (const path of paths) {
    out.push(...compareFile(path, stage.files.at(path), { root, context }));
    out.push(...compareAccess(path, stage.files.access(path), root));
  }
  return out;
}

function compareConfig(stage: StageTrace, config: ImageConfig): string[] {
  const out: string[] = [];
  const compare = (what: string, said: unknown, real: unknown): void => {
    const [a, b] = [JSON.stringify(said), JSON.stringify(real)];
    if (a !== b) out.push(`${what}: ${a} is said, ${b} it is`);
  };
  const real = new Map(
    (config.Env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  for (const name of new Set([...stage.env.keys(), ...real.keys()])) {
    const said = stage.env.get(name);
    if (said !== null) compare(`ENV ${name}`, said ?? 'none', real.get(name) ?? 'none');
  }
  // Docker keeps `..` as it is written, and the kernel follows it when a container starts.
  if (stage.workdir !== null) compare('WORKDIR', stage.workdir, normalize(config.WorkingDir || '/'));
  if (stage.user !== null) compare('USER', stage.user, config.User);
  if (stage.startKnown) {
    // What a Dockerfile does not say is what its base image has, unless an ENTRYPOINT took that away.
    const base = stage.entrypoint ? [] : (baseImage(stage.baseImage ?? '').start?.cmd ?? []);
    compareCommand('ENTRYPOINT', stage.entrypoint, [], config.Entrypoint ?? [], compare);
    compareCommand('CMD', stage.cmd, base, config.Cmd ?? [], compare);
  }
  const ports = Object.keys(config.ExposedPorts ?? {}).map((port) => Number.parseInt(port, 10));
  const said = stage.exposes.flatMap(({ port }) => (port === null ? [] : [port]));
  if (said.length === stage.exposes.length) compare('EXPOSE', sorted(said), sorted(ports));
  return out;
}

const sorted = (ports: readonly number[]): number[] => [...new Set(ports)].sort((a, b) => a - b);

function compareCommand(
  what: string,
  said: Command | null,
  otherwise: readonly string[],
  real: readonly string[],
  compare: (what: string, said: unknown, real: unknown) => void,
): void {
  if (!said) return compare(what, otherwise, real);
  const words = said.words.map(({ value }) => value);
  // Of a shell form the line is said; which shell reads it is not.
  compare(what, words, said.form === 'exec' ? real : real.slice(-1));
}

function compareFile(
  path: string,
  found: Found,
  { root, context }: { readonly root: string; readonly context: string },
): string[] {
  if (found.kind === 'unknown') return [];
  const place = inRoot(root, path);
  const real = place === null ? 'absent' : statSync(place).isDirectory() ? 'directory' : 'file';
  if (found.kind !== real) return [`${path}: ${found.kind} is said, ${real} it is`];
  if (found.kind !== 'file' || place === null) return [];
  const { origin } = found;
  const text =
    origin.kind === 'made'
      ? origin.text
      : origin.kind === 'context'
        ? readFileSync(join(context, origin.path), 'utf8')
        : null;
  if (text === null || text === undefined) return [];
  const holds = readFileSync(place, 'utf8');
  return text === holds
    ? []
    : [`${path}: ${JSON.stringify(text)} is said to stand in it, and ${JSON.stringify(holds)} does`];
}

function compareAccess(path: string, said: Access, root: string): string[] {
  const place = inRoot(root, path);
  if (place === null) return [];
  const { mode, uid, gid } = statSync(place);
  const real = { mode: mode & 0o7777, user: uid, group: gid };
  const believed = {
    mode: said.mode,
    user: numberOf(said.user, join(root, 'etc/passwd')),
    group: numberOf(said.group, join(root, 'etc/group')),
  };
  return (['mode', 'user', 'group'] as const).flatMap((each) =>
    believed[each] === null || believed[each] === real[each]
      ? []
      : [`${path}: ${each} ${shown(each, believed[each])} is said, ${shown(each, real[each])} it is`],
  );
}

const shown = (what: string, value: number): string => value.toString(what === 'mode' ? 8 : 10);

/** The number of a user or group, by the file of the image that names them. */
function numberOf(name: string | null, file: string): number | null {
  if (name === null || /^\d+$/.test(name)) return name === null ? null : Number(name);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const [, , number] = lines.map((line) => line.split(':')).find(([each]) => each === name) ?? [];
  return number === undefined ? Number.NaN : Number(number);
}

/** Where a path of an image leads in its `/`, links followed; null when there is nothing. */
function inRoot(root: string, path: string, left = 40): string | null {
  let at = '/';
  const parts = path.split('/').filter((part) => part !== '');
  for (const [index, part] of parts.entries()) {
    const next = resolve(at, part);
    const place = join(root, next);
    const stat = lstatSync(place, { throwIfNoEntry: false });
    if (!stat) return null;
    if (stat.isSymbolicLink()) {
      if (left === 0) return null;
      const target = resolve(dirname(next), readlinkSync(place));
      return inRoot(root, [target, ...parts.slice(index + 1)].join('/'), left - 1);
    }
    if (index < parts.length - 1 && !stat.isDirectory()) return null;
    at = next;
  }
  return existsSync(join(root, at)) ? join(root, at) : null;
}
