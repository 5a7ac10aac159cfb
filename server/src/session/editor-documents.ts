/** A document that the editor has open, with its newest text, saved or not. */
export interface OpenDocument {
  readonly path: string;
  /** The name that the editor knows it by. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** The documents that an editor has open. Those that are no files of this machine are not among them. */
export interface EditorDocuments {
  all(): readonly OpenDocument[];
  /** The document of a file, under whatever name the editor knows it; null when it is not open. */
  of(path: string): OpenDocument | null;
  /** The name by which the editor knows a file that may not be open. */
  uriOf(path: string): string;
}
