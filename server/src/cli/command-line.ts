import { parseArgs, type ParseArgsConfig } from 'node:util';

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

export type Options = NonNullable<ParseArgsConfig['options']>;

/** Options of every command. */
const COMMON: Options = { root: { type: 'string' }, help: { type: 'boolean', short: 'h' } };

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
  args: readonly string[],
  options: Options,
  positionals: { readonly max: number },
): Arguments {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...args],
      options: { ...COMMON, ...options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error));
  }
  const values = parsed.values as Record<string, string | boolean | (string | boolean)[] | undefined>;
  if (parsed.positionals.length > positionals.max)
    throw new UsageError(`unexpected argument '${parsed.positionals[positionals.max]}'`);
  return {
    positionals: parsed.positionals,
    text(name) {
      const value = values[name];
      return typeof value === 'string' ? value : null;
    },
    list(name) {
      const value = values[name];
      return Array.isArray(value)
        ? value.flatMap((each) => String(each).split(',')).filter((each) => each !== '')
        : [];
    },
    flag: (name) => values[name] === true,
    oneOf(name, allowed) {
      const value = values[name] ?? allowed[0];
      const found = allowed.find((each) => each === value);
      if (found === undefined)
        throw new UsageError(
          `--${name} is ${allowed.join(', ').replace(/, ([^,]*)$/, ' or $1')}, not '${String(value)}'`,
        );
      return found;
    },
  };
}
