import { openWorkspace, type Workspace } from '../host/open-workspace.ts';
import { type Arguments, type Terminal, UsageError } from './command-line.ts';

/** Opens the folder that a command is asked about; throws a UsageError when it cannot be read. */
export function open(args: Arguments, path: string | undefined, terminal: Terminal): Workspace {
  const opened = openWorkspace({
    path: path ?? '.',
    root: args.text('root'),
    cwd: terminal.cwd,
    env: terminal.env,
  });
  if (typeof opened === 'string') throw new UsageError(opened);
  return opened;
}
