import { parseArgs } from 'node:util';
import { nearest } from '../rules/nearest.ts';
import { COMMON, type Option, type Options } from './options.ts';

/** What a command writes to, and where it starts from. */
export interface Terminal {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether colours are wanted. */
  readonly colour: boolean;
  /** Whether a person watches the error stream, and likes to see what takes its time. */
  readonly live?: boolean;
  out(text: string): void;
  error(text: string): void;
}

/** 0 nothing to say; 1 findings, or nothing could be split safely; 2 bad usage, or a path that cannot be read. */
export type ExitStatus = 0 | 1 | 2;

/** A mistake in how a command was called; its message is one line. */
export class UsageError extends Error {}

export interface Arguments {
  readonly positionals: readonly string[];
  text(name: string): string | null;
  list(name: string): readonly string[];
  flag(name: string): boolean;
  /** A text that must be one of some; the first one by default. */
  oneOf<T extends string>(name: string, values: readonly [T, ...T[]]): T;
}

/** Reads a command's arguments. Throws a UsageError that says what is wrong. */
export function readArguments(
  argv: readonly string[],
  command: { readonly options: Options; readonly max: number },
): Arguments {
  const options = { ...COMMON, ...command.options };
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(argv, options)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (token.value === '') throw new UsageError('an argument is empty');
      positionals.push(token.value);
      continue;
    }
    const option = options[token.name];
    if (!option) throw new UsageError(unknownOption(token.rawName, Object.keys(options)));
    values.set(token.name, [...(values.get(token.name) ?? []), valueOf(token, option)]);
  }
  if (positionals.length > command.max)
    throw new UsageError(`unexpected argument '${positionals[command.max]}'`);
  return {
    positionals,
    text: (name) => values.get(name)?.at(-1) ?? null,
    list: (name) => values.get(name)?.flatMap((each) => each.split(',').filter((part) => part !== '')) ?? [],
    flag: (name) => values.has(name),
    oneOf(name, allowed) {
      const value = values.get(name)?.at(-1) ?? allowed[0];
      const found = allowed.find((each) => each === value);
      if (found === undefined)
        throw new UsageError(
          `--${name} is ${allowed.join(', ').replace(/, ([^,]*)$/, ' or $1')}, not '${value}'`,
        );
      return found;
    },
  };
}

/** Whether a command is asked for its help page; what stands behind `--` is no option. */
export function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((each) => each === '--help' || each === '-h');
}

/** `; did you mean check?`, or nothing where no name is near. What stands behind the slash of a rule's name is enough. */
export function didYouMean(name: string, names: readonly string[]): string {
  const tails = names.map((each) => each.split('/')[1] ?? '');
  const near = nearest(name, names) ?? names[tails.indexOf(nearest(name, tails) ?? name)];
  return near === undefined ? '' : `; did you mean ${near}?`;
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function tokensOf(argv: readonly string[], options: Options): readonly Token[] {
  const known = Object.entries(options).map(
    ([name, { value, short }]) =>
      [name, { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) }] as const,
  );
  // What is wrong is said here in our words, so the parser only cuts the words apart.
  const parsed = parseArgs({
    args: [...argv],
    options: Object.fromEntries(known),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return parsed.tokens;
}

function valueOf(token: Extract<Token, { kind: 'option' }>, option: Option): string {
  const { rawName, value, inlineValue } = token;
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return '';
  }
  // A value that looks like an option is one whose value was forgotten, unless `=` stands before it.
  if (value === undefined || (!inlineValue && /^-./.test(value)))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  if (/^[\s,]*$/.test(value)) throw new UsageError(`the value of ${rawName} is empty`);
  return value;
}

function unknownOption(name: string, options: readonly string[]): string {
  const near = name.startsWith('--') ? nearest(name.slice(2), options) : null;
  return `there is no option '${name}'${near === null ? '' : `; did you mean --${near}?`}`;
}
