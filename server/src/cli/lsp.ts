import { serve } from '../lsp/serve.ts';
import type { Command } from './command.ts';
import { type Arguments, type ExitStatus, UsageError } from './command-line.ts';

/** `lsp --stdio`: the language server, until the editor ends it. VS Code starts it with `--node-ipc`. */
export const lsp: Command = {
  name: 'lsp',
  operands: '--stdio',
  max: 0,
  summary: 'the language server, for any editor',
  options: {
    stdio: { says: 'speak over the standard streams' },
    'node-ipc': { says: 'speak over the channel of a Node process that starts this one' },
    clientProcessId: { value: 'PID', says: 'passed by some editors; the protocol has it anyway' },
  },
  run,
};

function run(args: Arguments): Promise<ExitStatus> {
  const transport = (['stdio', 'node-ipc'] as const).find((each) => args.flag(each));
  if (!transport) throw new UsageError('lsp speaks over the standard streams: dockerfile-split lsp --stdio');
  // Without the process that starts it there is nobody to speak to, and nobody to end it.
  if (transport === 'node-ipc' && !process.send)
    throw new UsageError('--node-ipc needs a Node process that starts this one: use --stdio');
  serve(transport);
  return new Promise(() => {
    // The connection ends the process.
  });
}
