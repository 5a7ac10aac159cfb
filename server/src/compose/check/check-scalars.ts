import { castScalar } from '../values/cast-scalar.ts';
import type { Report } from '../values/report.ts';
import { type MapNode, type Node, textOf } from '../values/node.ts';
import { type Branch, pathTable, step } from '../values/path-table.ts';
import { splitWords } from '../values/split-words.ts';

/** Reports the values of a service that Compose cannot read: commands, durations, sizes, flags. `path` is the service's. */
export function checkScalars(path: string, service: MapNode, report: Report): void {
  walk(service, READERS, path, (message, at) =>
    report(`decoding failed due to the following error(s):\n\n${message}`, at),
  );
}

/** Why a value cannot be read; null when it can. */
type Reader = (node: Node) => string | null;

const text =
  (read: (value: string) => string | null): Reader =>
  (node) =>
    node.kind === 'scalar' && node.type === 'string' && node.value !== null ? read(node.value) : null;

const command = text((value) => (splitWords(value) === null ? 'invalid command line string' : null));

const duration = text((value) =>
  /^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+$/.test(value) || /^[-+]?0$/.test(value)
    ? null
    : `time: invalid duration ${JSON.stringify(value)}`,
);

const size = text((value) =>
  /^-?\d+$/.test(value) || /^(?:\d+(?:\.\d*)?|\.\d+) ?(?:[kmgtp]?i?b?)$/i.test(value)
    ? null
    : `invalid size: '${value}'`,
);

const flag = text((value) => {
  const cast = castScalar(value, 'bool');
  return cast.ok ? null : cast.error;
});

const count = text((value) =>
  value === 'all' || /^[-+]?\d+$/.test(value)
    ? null
    : `invalid value ${JSON.stringify(value)}, the only value allowed is 'all' or a number`,
);

const retries: Reader = (node) =>
  Number(textOf(node)) < 0 ? `cannot parse value as 'uint64': ${textOf(node)} overflows uint` : null;

const environment: Reader = (node) => {
  if (node.kind !== 'map') return null;
  // Only a list can have the space in the name without having meant it: there both stand at one place.
  for (const [name, { key, value }] of node.entries)
    if (/\s$/.test(name) && key.span.start === value.at.span.start)
      return `environment variable ${name} is declared with a trailing space`;
  return null;
};

const READERS: Branch<Reader> = pathTable<Reader>(
  Object.fromEntries(
    (
      [
        [command, 'command entrypoint post_start.[].command pre_stop.[].command'],
        [
          duration,
          'healthcheck.interval healthcheck.timeout healthcheck.start_period healthcheck.start_interval',
        ],
        [duration, 'stop_grace_period deploy.update_config.delay deploy.update_config.monitor'],
        [duration, 'deploy.rollback_config.delay deploy.rollback_config.monitor'],
        [duration, 'deploy.restart_policy.delay deploy.restart_policy.window'],
        [size, 'mem_limit mem_reservation memswap_limit shm_size build.shm_size'],
        [size, 'deploy.resources.limits.memory deploy.resources.reservations.memory'],
        [flag, 'build.no_cache build.pull build.privileged env_file.[].required attach'],
        [flag, 'volumes.[].bind.create_host_path'],
        [count, 'deploy.resources.reservations.devices.[].count gpus.[].count'],
        [retries, 'healthcheck.retries'],
        [environment, 'environment build.args'],
      ] as const
    ).flatMap(([reader, paths]) => paths.split(' ').map((path) => [path, reader])),
  ),
);

function walk(node: Node, table: Branch<Reader> | null, path: string, report: Report): void {
  if (!table) return;
  const problem = table.value?.(node) ?? null;
  if (problem !== null) report(`'${path}' ${problem}`, node.at);
  if (table.next.size === 0 || node.kind === 'scalar') return;
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries())
      walk(item, step(table, '[]'), `${path}[${index}]`, report);
  else
    for (const [name, { value }] of node.entries) walk(value, step(table, name), `${path}.${name}`, report);
}
