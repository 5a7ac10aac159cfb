import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { OpenFolder } from '../session/session.ts';
import type { ClientFeatures } from './client-features.ts';
import { dirname, isAbsolute } from '../text/path.ts';
import { pathOf, uriOf } from './uri.ts';

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
      codeLensProvider: {},
      documentLinkProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: client.prepareRename ? { prepareProvider: true } : true,
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: [' ', '/'] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
    serverInfo: { name: 'dockerfile-split' },
  };
}

/** The folders that a client opens, whichever of LSP's ways it says so. */
export function foldersOf(params: InitializeParams): readonly OpenFolder[] {
  if (params.workspaceFolders) return openFolders(params.workspaceFolders);
  if (params.rootUri) return openFolders([{ uri: params.rootUri }]);
  return params.rootPath ? openFolders([{ uri: uriOf(params.rootPath) }]) : [];
}

/** Folders of this machine; a client may have others open. */
export const openFolders = (folders: readonly { readonly uri: string }[]): readonly OpenFolder[] =>
  folders.flatMap(({ uri }) => {
    const path = pathOf(uri);
    // The root of a file system is nobody's project, and reading all of it ends nowhere.
    return path === null || isRoot(path) ? [] : [{ path, uri }];
  });

const isRoot = (path: string): boolean => !isAbsolute(path) || dirname(path) === path;
