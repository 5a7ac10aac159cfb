import type { ParseError } from '../text/parsed.ts';
import type { Flag, Instruction } from './ast.ts';

type Kind = 'bool' | 'string' | 'strings';

const COPIES: Readonly<Record<string, Kind>> = {
  chown: 'string',
  chmod: 'string',
  link: 'bool',
  exclude: 'strings',
};

/** The flags that each instruction takes; BuildKit looks at none of those of ARG and STOPSIGNAL. */
const FLAGS: ReadonlyMap<string, Readonly<Record<string, Kind>>> = new Map<
  string,
  Readonly<Record<string, Kind>>
>([
  ['ADD', { ...COPIES, 'keep-git-dir': 'bool', checksum: 'string', unpack: 'bool' }],
  ['COPY', { ...COPIES, from: 'string', parents: 'bool' }],
  ['FROM', { platform: 'string' }],
  ['RUN', { mount: 'strings', network: 'string', security: 'string', device: 'strings' }],
  [
    'HEALTHCHECK',
    {
      interval: 'string',
      timeout: 'string',
      'start-period': 'string',
      'start-interval': 'string',
      retries: 'string',
    },
  ],
]);

/** Reports flags that the instruction does not know, has twice, or that lack their value (BuildKit's `BFlags.Parse`). */
export function checkFlags(instruction: Instruction, errors: ParseError[]): void {
  const known = FLAGS.get(instruction.keyword) ?? {};
  const used = new Set<string>();
  for (const flag of instruction.flags) {
    const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    const message = problemOf(flag, kind, used);
    if (message !== null) errors.push({ message, span: { start: flag.start, end: flag.end } });
    used.add(flag.name);
  }
}

function problemOf(flag: Flag, kind: Kind | undefined, used: ReadonlySet<string>): string | null {
  const name = `--${flag.name}`;
  if (kind === undefined) return `unknown flag: ${name}`;
  if (used.has(flag.name) && kind !== 'strings') return `duplicate flag specified: ${name}`;
  if (flag.argument === null ? kind !== 'bool' : kind === 'bool' && flag.argument.value === '')
    return `missing a value on flag: ${name}`;
  const value = flag.argument?.value ?? '';
  if (kind === 'bool' && !['', 'true', 'false'].includes(value.toLowerCase())) {
    return `expecting boolean value for flag ${name}, not: ${value}`;
  }
  return valueProblem(flag.name, value);
}

function valueProblem(name: string, value: string): string | null {
  switch (name) {
    case 'network':
      return ['default', 'none', 'host'].includes(value) ? null : `invalid network mode "${value}"`;
    case 'security':
      return ['sandbox', 'insecure'].includes(value) ? null : `security "${value}" is not valid`;
    case 'mount':
      return /(?:^|,)from=[^,]*\$[^,]/i.test(value)
        ? "'from' doesn't support variable expansion, define alias stage instead"
        : null;
    case 'retries':
      return /^\+?\d+$|^-0+$/.test(value) && Number(value) < 2 ** 31
        ? null
        : value === ''
          ? null
          : `invalid number of retries: "${value}"`;
    case 'interval':
    case 'timeout':
    case 'start-period':
    case 'start-interval':
      return durationProblem(value);
    default:
      return null;
  }
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Go's `time.ParseDuration`, and BuildKit's least interval of a millisecond. */
function durationProblem(value: string): string | null {
  const unsigned = value.replace(/^[+-]/, '');
  if (value === '' || unsigned === '0') return null;
  if (unsigned === '' || unsigned.replace(PART, '') !== '') return `invalid duration "${value}"`;
  let milliseconds = 0;
  for (const [, count, unit] of unsigned.matchAll(PART))
    milliseconds += Number(count) * (UNITS[unit ?? ''] ?? 0);
  if (milliseconds === 0) return null;
  return value.startsWith('-') || milliseconds < 1
    ? `an interval cannot be less than 1ms, not: ${value}`
    : null;
}
