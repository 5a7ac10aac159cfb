/** What a YAML scalar is to Compose, and the text that it becomes where a text is wanted. */
export interface ScalarValue {
  readonly type: ScalarType;
  /** As Go's `fmt.Sprint` prints the value: `1.10` is `1.1`, `0755` is `493`. Null for null. */
  readonly text: string | null;
}

export type ScalarType = 'string' | 'int' | 'float' | 'bool' | 'null' | 'time';

/** Resolves a plain scalar, or one with a `!!tag`, as go-yaml v4 does, the YAML reader of compose-go. */
export function resolveScalar(source: string, tag: string | null): ScalarValue {
  if (tag === 'str' || tag === 'binary') return string(source);
  const value = resolvePlain(source);
  return tag === 'float' && value.type === 'int' ? { type: 'float', text: goFloat(Number(source)) } : value;
}

const string = (text: string): ScalarValue => ({ type: 'string', text });

function resolvePlain(source: string): ScalarValue {
  switch (source) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return { type: 'null', text: null };
    case 'true':
    case 'True':
    case 'TRUE':
      return { type: 'bool', text: 'true' };
    case 'false':
    case 'False':
    case 'FALSE':
      return { type: 'bool', text: 'false' };
    case '.nan':
    case '.NaN':
    case '.NAN':
      return { type: 'float', text: 'NaN' };
    case '-0':
    case '-0.0':
      return { type: 'float', text: '-0' };
  }
  const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  if (infinity) return { type: 'float', text: infinity[1] === '-' ? '-Inf' : '+Inf' };
  if (!/^[-+.0-9]/.test(source)) return string(source);
  if (source.startsWith('.'))
    return GO_FLOAT.test(source) ? { type: 'float', text: goFloat(Number(source)) } : string(source);
  const time = goTime(source);
  if (time !== null) return { type: 'time', text: time };
  const plain = source.replaceAll('_', '');
  const int = goInt(plain);
  if (int !== null) return { type: 'int', text: int };
  return STYLE_FLOAT.test(plain) ? { type: 'float', text: goFloat(Number(plain)) } : string(source);
}

const GO_FLOAT = /^\.\d+(?:[eE][-+]?\d+)?$/;
const STYLE_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** `strconv.ParseInt(text, 0, 64)`, else `ParseUint`: decimal, `0x`, `0b`, `0o`, and a leading zero for octal. Null when it is none. */
function goInt(text: string): string | null {
  const match = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/.exec(text);
  if (!match) return null;
  const [, sign = '', prefixed, octal, decimal] = match;
  const size = BigInt(prefixed?.toLowerCase() ?? (octal === undefined ? (decimal ?? '0') : `0o${octal}`));
  const value = sign === '-' ? -size : size;
  if (value < -(2n ** 63n) || value >= (sign === '' ? 2n ** 64n : 2n ** 63n)) return null;
  return String(value);
}

/** A date, or a date and a time, as Go prints a `time.Time`; null when it is none. */
function goTime(text: string): string | null {
  const match =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?: (\d\d?):(\d\d?):(\d\d?)(\.\d{1,9})?)|(?:[Tt](\d\d?):(\d\d?):(\d\d?)(\.\d{1,9})?(?:Z|([-+]\d\d):(\d\d))))?$/.exec(
      text,
    );
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const [hour = '', minute = '', second = ''] = [
    match[4] ?? match[8],
    match[5] ?? match[9],
    match[6] ?? match[10],
  ];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const two = (part: string): string => part.padStart(2, '0');
  const fraction = (match[7] ?? match[11] ?? '').replace(/\.?(?<!0)0+$/, '');
  const zone = match[12] === undefined ? '+0000 UTC' : `${match[12]}${match[13]} ${match[12]}${match[13]}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction} ${zone}`;
}

/** A float as `%v` prints it: the shortest digits that give it back, with an exponent from 1e+06 on or below 1e-04. */
function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return plainDigits(mantissa, exponent);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
