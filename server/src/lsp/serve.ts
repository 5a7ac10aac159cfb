import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { GuardedReader } from './guarded-reader.ts';
import { startServer } from './start-server.ts';

/**
 * Serves the process that started this one, over its standard streams or over Node's channel, and ends with it. What a
 * library may print goes to standard error: standard output belongs to the protocol.
 */
export function serve(transport: 'stdio' | 'node-ipc'): void {
  console.log = console.error;
  const writer =
    transport === 'stdio' ? new StreamMessageWriter(process.stdout) : new IPCMessageWriter(process);
  const reader = new GuardedReader(
    transport === 'stdio' ? new StreamMessageReader(process.stdin) : new IPCMessageReader(process),
    writer,
  );
  // The client's end of the line is gone, whether it said so or not.
  const end = (): never => process.exit(reader.isShutDown ? 0 : 1);
  if (transport === 'stdio') process.stdin.once('end', end).once('close', end);
  else process.once('disconnect', () => process.exit(0));
  startServer(createConnection(ProposedFeatures.all, reader, writer));
}
