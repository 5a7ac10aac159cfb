import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from '../../../protocol/src/protocol.ts';

/** What the client can do, as far as an answer depends on it. */
export interface ClientFeatures {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly deleteFiles: boolean;
  readonly changeAnnotations: boolean;
  /** Code actions as objects; before LSP 3.8 they were commands, which this server does not offer. */
  readonly codeActions: boolean;
  readonly disabledActions: boolean;
  /** A code action's edit may come when the action is chosen. */
  readonly lateEdits: boolean;
  readonly watchFiles: boolean;
  readonly watchFolders: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly workspaceFolders: boolean;
  readonly relatedInformation: boolean;
  readonly unnecessaryTag: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticVersions: boolean;
  readonly markdown: boolean;
  /** The client has the commands of the protocol. */
  readonly splitCommand: boolean;
  readonly lensRefresh: boolean;
  readonly hintRefresh: boolean;
  readonly prepareRename: boolean;
  readonly definitionLinks: boolean;
  readonly status: boolean;
}

export function clientFeatures(
  { capabilities }: InitializeParams,
  options: InitializationOptions,
): ClientFeatures {
  const { workspace, textDocument } = capabilities;
  const edit = workspace?.workspaceEdit;
  const documentChanges = edit?.documentChanges === true;
  const operations = documentChanges ? (edit?.resourceOperations ?? []) : [];
  const action = textDocument?.codeAction;
  const diagnostics = textDocument?.publishDiagnostics;
  return {
    documentChanges,
    createFiles: operations.includes('create'),
    deleteFiles: operations.includes('delete'),
    changeAnnotations: documentChanges && edit?.changeAnnotationSupport !== undefined,
    codeActions: action?.codeActionLiteralSupport !== undefined,
    disabledActions: action?.disabledSupport === true,
    lateEdits: action?.dataSupport === true && (action.resolveSupport?.properties.includes('edit') ?? false),
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchFolders: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    unnecessaryTag: diagnostics?.tagSupport?.valueSet.includes(1) ?? false,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    diagnosticVersions: diagnostics?.versionSupport === true,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    hintRefresh: workspace?.inlayHint?.refreshSupport === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    splitCommand: options.commands === true,
    status: options.status === true,
  };
}
