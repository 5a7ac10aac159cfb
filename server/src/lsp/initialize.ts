import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features.ts';
import { uriOf } from './uri.ts';

/** What the server offers to this client. */
export function initializeResult(client: ClientFeatures): InitializeResult {
  return {
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: {
        codeActionKinds: [
          CodeActionKind.QuickFix,
          CodeActionKind.RefactorRewrite,
          'source.fixAll.dockerfileSplit',
        ],
        resolveProvider: client.lateEdits,
      },
      hoverProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: 'dockerfile-split' },
  };
}

/** The folders that a client opens, whichever of LSP's ways it says so. */
export function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  if (params.rootUri) return [params.rootUri];
  return params.rootPath ? [uriOf(params.rootPath)] : [];
}
