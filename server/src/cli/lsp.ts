import { serve } from '../lsp/serve.ts';
import { type ExitStatus, readArguments, UsageError } from './command-line.ts';

/** `lsp --stdio`: the language server, until the editor ends it. */
export function lsp(argv: readonly string[]): Promise<ExitStatus> {
  // Editors that know the process identifier of the client pass it on the command line too; the protocol has it anyway.
  const args = readArguments(
    argv,
    { stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } },
    { max: 0 },
  );
  if (!args.flag('stdio'))
    throw new UsageError('lsp speaks over the standard streams: dockerfile-split lsp --stdio');
  serve('stdio');
  return new Promise(() => {
    // The connection ends the process.
  });
}
