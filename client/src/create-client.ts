import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { COMMAND_LINE } from './command-line-path.ts';
import type { InitializationOptions } from '../../protocol/src/protocol.ts';

/** The client of the server that ships with this extension. It runs over Node's channel, in a process of its own. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const server = {
    module: context.asAbsolutePath(COMMAND_LINE),
    args: ['lsp'],
    transport: TransportKind.ipc,
  };
  const options: InitializationOptions = {
    commands: true,
    status: true,
    docs: Uri.joinPath(context.extensionUri, 'docs/rules').toString(),
  };
  return new LanguageClient(
    'dockerfileSplit',
    'Dockerfile Split',
    { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
    {
      documentSelector: [
        ...LANGUAGES.map((language) => ({ scheme: 'file', language })),
        ...PATTERNS.map((pattern) => ({ scheme: 'file', pattern })),
      ],
      initializationOptions: options,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: 'dockerfile-split',
    },
  );
}

const LANGUAGES = ['dockerfile', 'yaml', 'dockercompose', 'go'];

/** Files of other languages that decide an answer too: unsaved, they count as they are shown. */
const PATTERNS = [
  '**/{Dockerfile,Containerfile}*',
  '**/*.{Dockerfile,dockerfile,Containerfile}',
  '**/go.{mod,sum,work}',
  '**/*.dockerignore',
  '**/.env',
  '**/*.sh',
  '**/.dockerfile-split.json',
];
