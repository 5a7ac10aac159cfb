import { check } from './check.ts';
import { type ExitStatus, type Terminal, UsageError } from './command-line.ts';
import { explain } from './explain.ts';
import { HELP } from './help.ts';
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
    throw error;
  });
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
      if (name === undefined) terminal.error(HELP);
      else terminal.out(HELP);
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${VERSION}\n`);
      return 0;
    }
    const command = COMMANDS.get(name);
    if (!command) throw new UsageError(`there is no command '${name}'; see dockerfile-split --help`);
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(HELP);
      return 0;
    }
    return await command(rest, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const text = error instanceof UsageError ? message : `internal error: ${message} (please report it)`;
    terminal.error(`dockerfile-split: ${text.replaceAll('\n', ' ')}\n`);
    if (!(error instanceof UsageError) && terminal.env['DOCKERFILE_SPLIT_DEBUG'] && error instanceof Error)
      terminal.error(`${error.stack}\n`);
    return 2;
  }
}

const COMMANDS = new Map<
  string,
  (args: readonly string[], terminal: Terminal) => ExitStatus | Promise<ExitStatus>
>([
  ['check', check],
  ['split', split],
  ['inspect', inspect],
  ['why-cgo', whyCgo],
  ['explain', explain],
  ['measure', measure],
  ['lsp', lsp],
]);
