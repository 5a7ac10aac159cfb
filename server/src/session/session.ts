import type { ServerSettings } from '../../../protocol/src/protocol.ts';
import type { FileChange } from '../memory/snapshot.ts';
import { basename, isInside } from '../text/path.ts';
import type { EditorDocuments, OpenDocument } from './editor-documents.ts';
import { Folder } from './folder.ts';
import { isNoise } from './is-noise.ts';
import { DEFAULTS } from './settings.ts';

/** A folder that the editor has open, by its path and by the editor's name for it. */
export interface OpenFolder {
  readonly path: string;
  readonly uri: string;
}

/** What one editor has open: its folders, each with its newest snapshot, and its documents. */
export class Session {
  readonly documents: EditorDocuments;
  /** Kept once the settings have arrived: before that nothing is read. */
  readonly ready: Promise<void>;
  #makeReady: () => void = () => undefined;
  /** Settings that hold for every folder; a folder's own win over them. */
  settings: ServerSettings = DEFAULTS;
  #opened: readonly OpenFolder[] = [];
  #folders: readonly Folder[] = [];

  constructor(documents: EditorDocuments) {
    this.documents = documents;
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
  setFolders(opened: readonly OpenFolder[]): void {
    this.#opened = opened;
    const paths = new Map(opened.map(({ path, uri }) => [path, uri]));
    const before = this.#folders;
    this.#folders = [...paths]
      .filter(([path]) => ![...paths.keys()].some((other) => other !== path && isInside(other, path)))
      .map(
        ([path, uri]) =>
          before.find((folder) => folder.path === path) ??
          new Folder(path, uri, this.settings, this.openTexts()),
      );
    for (const folder of before) if (!this.#folders.includes(folder)) folder.close();
  }

  changeFolders(added: readonly OpenFolder[], removed: ReadonlySet<string>): void {
    this.setFolders([...this.#opened.filter(({ uri }) => !removed.has(uri)), ...added]);
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

  openDocument(path: string): OpenDocument | null {
    return this.documents.of(path);
  }

  openTexts(): readonly FileChange[] {
    return this.documents.all().map(({ path, text }) => ({ path, text }));
  }

  uriOf(path: string): string {
    return this.documents.uriOf(path);
  }

  /** A document was opened, changed or closed (null): its text counts instead of the file's. */
  documentChanged(path: string, text: string | null): void {
    for (const folder of this.#folders) folder.change([{ path, text }]);
  }

  /**
   * Files may have changed on the disk. Whatever may decide an answer can (a file that a COPY names, a folder that
   * appears), so the snapshot decides what it concerns. A file that is open counts as the editor shows it. False when
   * nothing can have come of it.
   */
  filesChanged(changed: readonly string[]): boolean {
    const paths = changed.filter((path) => !isNoise(path));
    if (paths.length === 0) return false;
    // New sums: somebody ran `go mod download` or `go get`, and the module cache is not watched.
    const downloaded = paths.some((path) => basename(path) === 'go.sum');
    const closed = paths.filter((path) => this.openDocument(path) === null);
    for (const folder of this.#folders) {
      if (downloaded) folder.refresh();
      folder.change(closed.map((path) => ({ path, text: null })));
    }
    return true;
  }

  /** Looks at the whole disk again. */
  refresh(): void {
    for (const folder of this.#folders) folder.refresh();
  }

  /** Folders that answers depend on and that lie around those that are open: repositories of which only a part is open. */
  surroundings(): readonly string[] {
    const roots = new Set(
      this.#folders
        .filter((folder) => folder.settings.root !== folder.path)
        .map((folder) => folder.settings.root),
    );
    return [...roots].filter((root) => !this.#folders.some((folder) => isInside(folder.path, root)));
  }
}
