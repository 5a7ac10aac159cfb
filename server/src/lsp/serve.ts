import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { startServer } from './start-server.ts';

/**
 * Serves the process that started this one, over its standard streams or over Node's channel, and ends with it. What a
 * library may print goes to standard error: standard output belongs to the protocol.
 */
export function serve(transport: 'stdio' | 'node-ipc'): void {
  console.log = console.error;
  const connection =
    transport === 'stdio'
      ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
      : createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process));
  if (transport === 'node-ipc') process.once('disconnect', () => process.exit(0));
  startServer(connection);
}
