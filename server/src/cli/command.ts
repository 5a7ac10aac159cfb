import type { Arguments, ExitStatus, Terminal } from './command-line.ts';
import type { Options } from './options.ts';

/** One command: what it takes, what its help page says, and what it does. */
export interface Command {
  readonly name: string;
  /** What stands behind the name, as the help page writes it. */
  readonly operands: string;
  /** How many operands there may be. */
  readonly max: number;
  /** A line for the list of commands. */
  readonly summary: string;
  readonly options: Options;
  run(args: Arguments, terminal: Terminal): ExitStatus | Promise<ExitStatus>;
}
