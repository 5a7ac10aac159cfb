import type { ParseError } from '../text/parsed.ts';
import type { Flag, Instruction } from './ast.ts';
import { flagValueProblem } from './check-flag-value.ts';

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

/** The flags that an instruction takes. */
export const flagNames = (keyword: string): readonly string[] => Object.keys(FLAGS.get(keyword) ?? {});

/** Reports flags that the instruction does not know, has twice, or that lack their value (BuildKit's `BFlags.Parse`). */
export function checkFlags(instruction: Instruction, errors: ParseError[]): void {
  if (instruction.flags.length === 0) return;
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
  return flagValueProblem(flag.name, value);
}
