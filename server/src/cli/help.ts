import type { Command } from './command.ts';
import { COMMON, type Options } from './options.ts';

/** What `--help` prints. */
export const help = (
  commands: readonly Command[],
): string => `dockerfile-split: what each program of a Go backend needs in its image

${table(commands.map((each) => [`dockerfile-split ${[each.name, each.operands].join(' ').trim()}`, each.summary]))}

\`dockerfile-split COMMAND --help\` explains the options of a command.

${NOTES}`;

/** What `COMMAND --help` prints. */
export const commandHelp = (
  command: Command,
): string => `dockerfile-split ${[command.name, '[OPTION…]', command.operands].join(' ').trim()}
  ${command.summary}

${table(lines({ ...command.options, ...COMMON }))}

${NOTES}`;

const NOTES = `PATH is the current folder by default; a Compose file as PATH names a project of that file
alone. Options that take several values (…) are repeated, or take them with commas between.

Exit status: 0 nothing at or above --fail-on; 1 findings, or nothing could be split
safely; 2 bad usage, or a path that cannot be read.
`;

const lines = (options: Options): readonly (readonly [string, string])[] =>
  Object.entries(options).map(([name, { value, short, multiple, says }]) => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}${multiple ? '…' : ''}`,
    says,
  ]);

/** Two columns; what is too wide for the first one has a line of its own. */
function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(Math.max(...rows.map(([name]) => name.length)), WIDEST);
  return rows
    .map(([name, says]) =>
      name.length > width ? `  ${name}\n  ${' '.repeat(width)}  ${says}` : `  ${name.padEnd(width)}  ${says}`,
    )
    .join('\n');
}

const WIDEST = 42;
