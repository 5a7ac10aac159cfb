import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { answer, answerOrFail, handle, optional } from './answer.ts';
import { clientFeatures } from './client-features.ts';
import { codeAction, resolveCodeAction } from './requests/code-action.ts';
import { loadConfiguration, takeConfiguration, watchConfiguration } from './configuration.ts';
import { changeDocuments } from './documents.ts';
import { codeLens } from './requests/code-lens.ts';
import { completion } from './requests/completion.ts';
import { hover } from './requests/hover.ts';
import { foldersOf, initializeResult, openFolders } from './initialize.ts';
import { keepersRequest } from './requests/keepers.ts';
import { definition } from './requests/definition.ts';
import { inlayHint } from './requests/inlay-hint.ts';
import { documentLinks } from './requests/links.ts';
import { monolithsRequest } from './requests/monoliths.ts';
import { planSplitRequest } from './requests/plan-split.ts';
import { references } from './requests/references.ts';
import { prepareRename, rename } from './requests/rename.ts';
import {
  type KeepersParams,
  METHODS,
  type MonolithItem,
  type PlanSplitParams,
  type PlanSplitResult,
  type VerifyParams,
} from '../../../protocol/src/protocol.ts';
import { Publisher } from '../session/publisher.ts';
import { DEFAULTS } from '../session/settings.ts';
import { audienceOf } from './audience.ts';
import { readInitializationOptions } from './read-options.ts';
import { LspSession } from './lsp-session.ts';
import { verifyRequest } from './requests/verify.ts';
import { watchedFilesChanged, watchFiles } from './watched-files.ts';

/** Serves one client over a connection that has not been listened to yet. */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    const options = readInitializationOptions(params.initializationOptions);
    const client = clientFeatures(params, options);
    const session = new LspSession(connection, client, documents, options.docs ?? null);
    session.settings = { ...DEFAULTS, ...options };
    session.setFolders(foldersOf(params));
    serve(session, documents);
    return initializeResult(client);
  });
  documents.listen(connection);
  connection.listen();
}

function serve(session: LspSession, documents: TextDocuments<TextDocument>): void {
  const { connection, client } = session;
  const publisher = new Publisher(session, audienceOf(session));
  let watching: { dispose(): void } | null = null;
  let ready = false;
  const attempt = (what: string, run: () => Promise<void>): Promise<void> =>
    run().catch((error: unknown) => session.log(`${what} failed`, error));
  const changed = (): void => {
    // Before the settings are known nothing is read, and so nothing is said.
    if (ready) publisher.soon();
  };
  const settle = async (): Promise<void> => {
    await attempt('reading the settings', () => loadConfiguration(session));
    ready = true;
    session.isReady();
    changed();
  };
  const watch = async (): Promise<void> => {
    const old = watching;
    watching = await watchFiles(session);
    old?.dispose();
  };

  connection.onInitialized(() => {
    void settle();
    void attempt('watching the settings', () => watchConfiguration(session));
    void attempt('watching the files', watch);
    if (client.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(
        handle(session, 'workspace/didChangeWorkspaceFolders', ({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => uri));
          session.changeFolders(openFolders(added), gone);
          void settle();
          void attempt('watching the files', watch);
        }),
      );
    }
  });
  connection.onShutdown(() => publisher.stop());
  connection.onDidChangeConfiguration(
    handle(session, 'workspace/didChangeConfiguration', ({ settings }) => {
      takeConfiguration(session, settings);
      void settle();
    }),
  );

  changeDocuments(session, documents, changed);
  connection.onDidChangeWatchedFiles(
    handle(session, 'workspace/didChangeWatchedFiles', ({ changes }) => {
      if (watchedFilesChanged(session, changes)) changed();
    }),
  );
  connection.onNotification(
    METHODS.refresh,
    handle(session, METHODS.refresh, () => {
      session.refresh();
      changed();
    }),
  );

  connection.onCodeAction(
    answer(session, 'textDocument/codeAction', [], (params) => codeAction(session, params)),
  );
  connection.onCodeActionResolve(
    answerOrFail(session, 'codeAction/resolve', (action) => resolveCodeAction(session, action)),
  );
  connection.onHover(answer(session, 'textDocument/hover', null, (params) => hover(session, params)));
  connection.onCodeLens(answer(session, 'textDocument/codeLens', [], (params) => codeLens(session, params)));
  connection.onDocumentLinks(
    answer(session, 'textDocument/documentLink', [], (params) => documentLinks(session, params)),
  );
  connection.onDefinition(
    answer(session, 'textDocument/definition', null, (params) => definition(session, params)),
  );
  connection.onReferences(
    answer(session, 'textDocument/references', null, (params) => references(session, params)),
  );
  connection.onPrepareRename(
    answer(session, 'textDocument/prepareRename', null, (params) => prepareRename(session, params)),
  );
  connection.onRenameRequest(
    answerOrFail(session, 'textDocument/rename', (params) => rename(session, params)),
  );
  connection.languages.inlayHint.on(
    answer(session, 'textDocument/inlayHint', [], (params) => inlayHint(session, params)),
  );
  connection.onCompletion(
    answer(session, 'textDocument/completion', [], (params) => completion(session, params)),
  );
  const plan = (params: Partial<PlanSplitParams>): PlanSplitResult => planSplitRequest(session, params);
  connection.onRequest(METHODS.planSplit, optional(answerOrFail(session, METHODS.planSplit, plan)));
  const list = (): MonolithItem[] => monolithsRequest(session);
  connection.onRequest(METHODS.monoliths, optional(answerOrFail(session, METHODS.monoliths, list)));
  connection.onRequest(
    METHODS.keepers,
    answerOrFail(session, METHODS.keepers, (params: KeepersParams) => keepersRequest(session, params)),
  );
  connection.onRequest(
    METHODS.verify,
    answerOrFail(session, METHODS.verify, (params: VerifyParams) => verifyRequest(session, params, changed)),
  );
}
