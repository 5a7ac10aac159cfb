import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isInside } from '../text/path.ts';
import type { FileChange } from '../memory/snapshot.ts';
import type { ClientFeatures } from './client-features.ts';
import { Folder } from '../session/folder.ts';
import type { ServerSettings } from '../../../protocol/src/protocol.ts';
import { DEFAULTS } from './read-options.ts';
import { pathOf, uriOf } from './uri.ts';

/** What one connection holds: what the client can do, the folders, and the documents that are open. */
export class Session {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly documents: TextDocuments<TextDocument>;
  /** The pages of the rules; null when they are not there. */
  readonly docs: string | null;
  /** Kept once the settings have arrived: before that nothing is read. */
  readonly ready: Promise<void>;
  #makeReady: () => void = () => undefined;
  /** Settings that hold for every folder; a folder's own win over them. */
  settings: ServerSettings = DEFAULTS;
  #uris: readonly string[] = [];
  #folders: readonly Folder[] = [];

  constructor(
    connection: Connection,
    client: ClientFeatures,
    documents: TextDocuments<TextDocument>,
    docs: string | null,
  ) {
    this.connection = connection;
    this.client = client;
    this.documents = documents;
    this.docs = docs;
    this.ready = new Promise((done) => {
      this.#makeReady = done;
    });
  }

  /** Kept once the Go files of each folder were read: an answer before that would read them all by itself. */
  async scanned(): Promise<void> {
    for (const folder of this.#folders) if (folder.options.enable) await folder.scanned;
  }

  isReady(): void {
    this.#makeReady();
  }

  get folders(): readonly Folder[] {
    return this.#folders;
  }

  /**
   * Sets which folders are open. A folder inside another one is left to that: seen alone, it would be judged without
   * the Compose files above it. Folders that stay keep their snapshot.
   */
  setFolders(uris: readonly string[]): void {
    this.#uris = uris;
    const paths = new Map<string, string>();
    for (const uri of uris) {
      const path = pathOf(uri);
      if (path !== null) paths.set(path, uri);
    }
    const before = this.#folders;
    this.#folders = [...paths]
      .filter(([path]) => ![...paths.keys()].some((other) => other !== path && isInside(other, path)))
      .map(
        ([path, uri]) =>
          this.#folders.find((folder) => folder.path === path) ??
          new Folder(path, uri, this.settings, this.openTexts()),
      );
    for (const folder of before) if (!this.#folders.includes(folder)) folder.close();
  }

  changeFolders(added: readonly string[], removed: ReadonlySet<string>): void {
    this.setFolders([...this.#uris.filter((uri) => !removed.has(uri)), ...added]);
  }

  /** The folder that a file belongs to: the one it lies in, else one whose repository holds it. */
  folderOf(path: string): Folder | null {
    const active = this.#folders.filter((folder) => folder.options.enable);
    return (
      active.find((folder) => isInside(folder.path, path)) ??
      active.find((folder) => folder.reads(path)) ??
      null
    );
  }

  /** The open document of a file, under whatever URI the client knows it. */
  openDocument(path: string): TextDocument | null {
    return (
      this.documents.get(uriOf(path)) ??
      this.documents.all().find((document) => pathOf(document.uri) === path) ??
      null
    );
  }

  openTexts(): readonly FileChange[] {
    return this.documents.all().flatMap((document) => {
      const path = pathOf(document.uri);
      return path === null ? [] : [{ path, text: document.getText() }];
    });
  }

  uriOf(path: string): string {
    return this.openDocument(path)?.uri ?? uriOf(path);
  }

  log(what: string, error: unknown): void {
    this.connection.console.error(
      `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
