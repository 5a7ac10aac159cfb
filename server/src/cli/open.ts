import { finishWrites } from '../host/finish-writes.ts';
import { openWorkspace, type Workspace } from '../host/open-workspace.ts';
import { FileJournal } from '../host/write-journal.ts';
import type { Reader } from '../memory/snapshot.ts';
import { relative } from '../text/path.ts';
import { unreadable } from '../world/find/unreadable.ts';
import type { Settings } from '../world/settings.ts';
import type { Options } from './options.ts';
import { plain } from '../text/plain.ts';
import { type Arguments, type Terminal, UsageError } from './command-line.ts';

/** `-f`, for the commands that judge Compose projects. */
export const COMPOSE_FILES: Options = {
  file: {
    value: 'FILE',
    short: 'f',
    multiple: true,
    says: 'the Compose files of one project, in order, as docker compose -f names them',
  },
};

/** Opens the folder, or the Compose file, that a command is asked about; throws a UsageError when it cannot be read. */
export function open(args: Arguments, path: string | undefined, terminal: Terminal): Workspace {
  const opened = openWorkspace({
    path: path ?? '.',
    files: args.list('file'),
    root: args.text('root'),
    cwd: terminal.cwd,
    env: terminal.env,
  });
  if (typeof opened === 'string') throw new UsageError(opened);
  return opened;
}

/**
 * Opens a folder for a command that may write. What a run before it has left undone is done first, or told of where nothing is to
 * be written.
 */
export function openToWrite(
  args: Arguments,
  path: string | undefined,
  terminal: Terminal,
  write: boolean,
): Workspace & { readonly finished: boolean } {
  const workspace = open(args, path, terminal);
  const journal = new FileJournal(workspace.settings.root);
  if (!write) {
    if (journal.interrupted())
      terminal.error(`A run was interrupted while it wrote: \`split --write\` finishes what it began.\n`);
    return { ...workspace, finished: false };
  }
  const finished = finishWrites(journal);
  if (finished.kind === 'nothing') return { ...workspace, finished: false };
  if (finished.kind === 'problem') throw new UsageError(finished.reason);
  const names = finished.files.map((file) => relative(workspace.settings.path, file)).join(', ');
  terminal.error(`${plain(`Finished what a run before had begun: ${names}.`)}\n`);
  return { ...open(args, path, terminal), finished: true };
}

/** Says which files and folders that were asked about could not be looked at; whether there are any. */
export function tellUnreadable(snapshot: Reader, settings: Settings, terminal: Terminal): boolean {
  const found = snapshot.derive(unreadable, settings);
  for (const { path, reason } of found) {
    const line = `${relative(settings.path, path)}: it cannot be read: ${reason}`;
    terminal.error(`dockerfile-split: ${plain(line)}\n`);
  }
  return found.length > 0;
}
