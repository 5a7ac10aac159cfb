import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import type { LspSession } from './lsp-session.ts';
import { readSettings } from './read-options.ts';

const SECTION = 'dockerfileSplit';

/** Asks the client for the settings of each folder, and gives them to it. Fails when the client answers with an error; they stay as they were then. */
export async function loadConfiguration(session: LspSession): Promise<void> {
  if (!session.client.configuration || session.folders.length === 0) {
    for (const folder of session.folders) folder.configure(session.settings, session.openTexts());
    return;
  }
  const folders = session.folders;
  const answers: unknown[] = await session.connection.workspace.getConfiguration(
    folders.map(({ uri }) => ({ scopeUri: uri, section: SECTION })),
  );
  folders.forEach((folder, i) =>
    folder.configure({ ...session.settings, ...readSettings(answers[i]) }, session.openTexts()),
  );
}

/** workspace/didChangeConfiguration for clients that send their settings along instead of answering questions. */
export function takeConfiguration(session: LspSession, settings: unknown): void {
  const section =
    typeof settings === 'object' && settings !== null
      ? (settings as Record<string, unknown>)[SECTION]
      : undefined;
  session.settings = { ...session.settings, ...readSettings(section) };
}

export async function watchConfiguration(session: LspSession): Promise<void> {
  if (session.client.configurationChanges)
    await session.connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
}
