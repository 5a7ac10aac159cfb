import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EditorDocuments, OpenDocument } from '../session/editor-documents.ts';
import { pathOf, uriOf } from './uri.ts';

/** The documents that the library keeps, by their paths. */
export function openDocuments(documents: TextDocuments<TextDocument>): EditorDocuments {
  const open = (document: TextDocument): OpenDocument[] => {
    const { uri, version } = document;
    const path = pathOf(uri);
    return path === null ? [] : [{ path, uri, version, text: document.getText() }];
  };
  const of = (path: string): OpenDocument | null => {
    const known = documents.get(uriOf(path)) ?? documents.all().find(({ uri }) => pathOf(uri) === path);
    return known ? (open(known)[0] ?? null) : null;
  };
  return { all: () => documents.all().flatMap(open), of, uriOf: (path) => of(path)?.uri ?? uriOf(path) };
}
