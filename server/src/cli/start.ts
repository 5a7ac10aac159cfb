import { shortened } from '../text/shortened.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import {
  asksForHelp,
  didYouMean,
  type ExitStatus,
  readArguments,
  type Terminal,
  UsageError,
} from './command-line.ts';
import { explain } from './explain.ts';
import { commandHelp, help } from './help.ts';
import { plain } from '../text/plain.ts';
import { inspect } from './inspect.ts';
import { lsp } from './lsp.ts';
import { measure } from './measure.ts';
import { split } from './split.ts';
import { whyCgo } from './why-cgo.ts';
import { VERSION } from './version.ts';

/** Runs the command that the process was started with, and sets its exit status. */
export async function startCommandLine(): Promise<void> {
  const { env } = process;
  const colour = env['NO_COLOR']
    ? false
    : env['FORCE_COLOR']
      ? env['FORCE_COLOR'] !== '0'
      : process.stdout.isTTY === true;
  // A reader that goes away (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`dockerfile-split: the output cannot be written: ${error.message}\n`);
    process.exit(2);
  });
  // Where even errors cannot be written, the exit status is all that is left to say.
  process.stderr.on('error', () => undefined);
  const terminal: Terminal = {
    cwd: process.cwd(),
    env,
    colour,
    live: process.stderr.isTTY === true,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  };
  process.exitCode = await run(process.argv.slice(2), terminal);
}

/** Runs a command. Everything that goes wrong is one line on standard error. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const [about] = rest;
      const page = COMMANDS.find((each) => each.name === about);
      const text = page ? commandHelp(page) : help(COMMANDS);
      if (name === undefined) terminal.error(text);
      else terminal.out(text);
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${VERSION}\n`);
      return 0;
    }
    const command = COMMANDS.find((each) => each.name === name);
    if (!command) {
      const names = COMMANDS.map((each) => each.name);
      const meant = didYouMean(name, names) || '; see dockerfile-split --help';
      throw new UsageError(`there is no command '${name}'${meant}`);
    }
    if (asksForHelp(rest)) {
      terminal.out(commandHelp(command));
      return 0;
    }
    return await command.run(readArguments(rest, command), terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const text = error instanceof UsageError ? message : `internal error: ${message} (please report it)`;
    terminal.error(`dockerfile-split: ${plain(shortened(text))}\n`);
    if (!(error instanceof UsageError) && terminal.env['DOCKERFILE_SPLIT_DEBUG'] && error instanceof Error)
      terminal.error(`${error.stack}\n`);
    return 2;
  }
}

const COMMANDS: readonly Command[] = [check, split, inspect, whyCgo, explain, measure, lsp];
