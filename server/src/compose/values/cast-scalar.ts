import { type Branch, ofContainers, pathTable } from './path-table.ts';
import { resolveScalar, type ScalarType } from '../parse/resolve-scalar.ts';

export type Cast = 'int' | 'float' | 'bool' | 'mask';

/** Where compose-go wants a number or a boolean, and takes a text for one. */
export const CASTS: Branch<Cast> = pathTable<Cast>({
  'networks.*.external': 'bool',
  'networks.*.internal': 'bool',
  'networks.*.attachable': 'bool',
  'networks.*.enable_ipv4': 'bool',
  'networks.*.enable_ipv6': 'bool',
  'volumes.*.external': 'bool',
  'secrets.*.external': 'bool',
  'configs.*.external': 'bool',
  ...ofContainers<Cast>(
    [
      'int',
      'cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj pids_limit scale',
    ],
    ['int', 'ulimits.* ulimits.*.hard ulimits.*.soft healthcheck.retries ports.[].target deploy.replicas'],
    ['int', 'deploy.update_config.parallelism deploy.rollback_config.parallelism'],
    ['int', 'deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node'],
    [
      'float',
      'cpu_percent cpus deploy.update_config.max_failure_ratio deploy.rollback_config.max_failure_ratio',
    ],
    ['mask', 'umask'],
    ['bool', 'init oom_kill_disable privileged read_only stdin_open tty healthcheck.disable'],
    ['bool', 'networks.*.use_service_name_alias volumes.[].read_only volumes.[].volume.nocopy'],
    ['bool', 'depends_on.*.required depends_on.*.restart'],
  ),
});

export type CastAnswer =
  | { readonly ok: true; readonly value: string; readonly type: ScalarType }
  | { readonly ok: false; readonly error: string };

/** A text as the number or boolean that it stands for, or Go's words why it stands for none. */
export function castScalar(text: string, cast: Cast): CastAnswer {
  switch (cast) {
    case 'int':
      return /^[-+]?\d+$/.test(text) &&
        BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
        ? { ok: true, value: String(BigInt(text.replace('+', ''))), type: 'int' }
        : { ok: false, error: `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax` };
    // A mask is written as in YAML: a leading zero makes it octal.
    case 'mask': {
      const scalar = resolveScalar(text, null);
      return scalar.type === 'int' && !text.startsWith('-') && scalar.text !== null
        ? { ok: true, value: scalar.text, type: 'int' }
        : { ok: false, error: `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax` };
    }
    case 'float':
      return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text)
        ? { ok: true, value: text, type: 'float' }
        : { ok: false, error: `strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax` };
    case 'bool': {
      const lower = text.toLowerCase();
      if (['true', 'y', 'yes', 'on'].includes(lower)) return { ok: true, value: 'true', type: 'bool' };
      if (['false', 'n', 'no', 'off'].includes(lower)) return { ok: true, value: 'false', type: 'bool' };
      return { ok: false, error: `invalid boolean: ${text}` };
    }
  }
}
