import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Session } from '../session/session.ts';
import type { ClientFeatures } from './client-features.ts';
import { openDocuments } from './open-documents.ts';

/** The session of one connection: what is open, and what the client at the other end can do. */
export class LspSession extends Session {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  /** The pages of the rules; null when they are not there. */
  readonly docs: string | null;
  /** The lenses that were last given out, by the URI of their file. */
  readonly lenses = new Map<string, string>();
  /** The inlay hints, likewise. */
  readonly hints = new Map<string, string>();

  constructor(
    connection: Connection,
    client: ClientFeatures,
    documents: TextDocuments<TextDocument>,
    docs: string | null,
  ) {
    super(openDocuments(documents));
    this.connection = connection;
    this.client = client;
    this.docs = docs;
  }

  log(what: string, error: unknown): void {
    this.connection.console.error(
      `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
