import { serve } from '../lsp/serve.ts';
import type { Command } from './command.ts';
import { type Arguments, type ExitStatus, UsageError } from './command-line.ts';

/** `lsp --stdio`: the language server, until the editor ends it. */
export const lsp: Command = {
  name: 'lsp',
  operands: '--stdio',
  max: 0,
  summary: 'the language server, for any editor',
  options: {
    stdio: { says: 'speak over the standard streams' },
    clientProcessId: { value: 'PID', says: 'passed by some editors; the protocol has it anyway' },
  },
  run,
};

function run(args: Arguments): Promise<ExitStatus> {
  if (!args.flag('stdio'))
    throw new UsageError('lsp speaks over the standard streams: dockerfile-split lsp --stdio');
  serve('stdio');
  return new Promise(() => {
    // The connection ends the process.
  });
}
