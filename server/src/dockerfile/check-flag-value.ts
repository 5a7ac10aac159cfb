import { csvFields } from './words/csv-fields.ts';
import { goQuote } from './words/go-quote.ts';

/**
 * What BuildKit's `instructions` package rejects in the value of a flag, in its words; null when it does not. The
 * rest of a mount it looks at only when variables are expanded, and that is not done here.
 */
export function flagValueProblem(name: string, value: string): string | null {
  switch (name) {
    case 'network':
      return ['default', 'none', 'host'].includes(value) ? null : `invalid network mode ${goQuote(value)}`;
    case 'security':
      return ['sandbox', 'insecure'].includes(value) ? null : `security ${goQuote(value)} is not valid`;
    case 'mount':
      return mountProblem(value);
    case 'device':
      return deviceProblem(value);
    case 'retries':
      return retriesProblem(value);
    case 'interval':
    case 'timeout':
    case 'start-period':
    case 'start-interval':
      return durationProblem(name, value);
    default:
      return null;
  }
}

function mountProblem(value: string): string | null {
  const fields = csvFields(value);
  if ('error' in fields) return `failed to parse csv mounts: ${fields.error}`;
  // A `$` at the very end stands for itself.
  return fields.some((field) => /^from=[^$]*\$[^]/i.test(field))
    ? "'from' doesn't support variable expansion, define alias stage instead"
    : null;
}

/** BuildKit's `ParseDevice`. */
function deviceProblem(value: string): string | null {
  const fields = csvFields(value);
  if ('error' in fields) return `failed to parse csv devices: ${fields.error}`;
  let name = '';
  for (const field of fields) {
    const equals = field.indexOf('=');
    const key = field.slice(0, equals < 0 ? undefined : equals).toLowerCase();
    const written = equals < 0 ? null : field.slice(equals + 1);
    if (key === 'required') {
      if (written !== null && !BOOLEAN.test(written)) return `invalid value for required: ${written}`;
    } else if (key === 'name' && written !== null) {
      if (name !== '') return `device name already set to ${name}`;
      name = written;
    } else if (name === '') {
      name = field;
    } else {
      return written === null
        ? `invalid field '${field}' must be a key=value pair`
        : `unexpected key '${key}' in '${field}'`;
    }
  }
  return null;
}

/** Go's `strconv.ParseBool`. */
const BOOLEAN = /^(?:[tTfF01]|true|TRUE|True|false|FALSE|False)$/;

/** Go's `strconv.ParseInt` for 32 bits, and no negative numbers. */
function retriesProblem(value: string): string | null {
  if (value === '') return null;
  if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${goQuote(value)}: invalid syntax`;
  const count = Number(value);
  if (count >= 2 ** 31 || count < -(2 ** 31))
    return `strconv.ParseInt: parsing ${goQuote(value)}: value out of range`;
  return count < 0 ? `--retries cannot be negative (${count})` : null;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};
/** More nanoseconds than Go's `time.Duration` holds. */
const TOO_LONG = 2 ** 63;

/** Go's `time.ParseDuration`, and BuildKit's least interval of a millisecond. */
function durationProblem(name: string, value: string): string | null {
  const unsigned = value.replace(/^[+-]/, '');
  if (value === '' || unsigned === '0') return null;
  const invalid = `time: invalid duration ${goQuote(value)}`;
  if (unsigned === '') return invalid;
  let nanoseconds = 0;
  for (let rest = unsigned; rest !== ''; ) {
    const count = /^(?:\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (count === undefined) return invalid;
    const unit = /^[^.\d]*/.exec(rest.slice(count.length))?.[0] ?? '';
    if (unit === '') return `time: missing unit in duration ${goQuote(value)}`;
    const size = UNITS[unit];
    if (size === undefined) return `time: unknown unit ${goQuote(unit)} in duration ${goQuote(value)}`;
    nanoseconds += Math.floor(Number(count) * size);
    if (nanoseconds >= TOO_LONG) return invalid;
    rest = rest.slice(count.length + unit.length);
  }
  if (nanoseconds === 0) return null;
  return value.startsWith('-') || nanoseconds < 1e6
    ? `Interval ${goQuote(name)} cannot be less than 1ms`
    : null;
}
