import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Position, Range } from './lsp-client.ts';

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly TextEdit[]>>;
  readonly documentChanges?: readonly DocumentChange[];
  readonly changeAnnotations?: Readonly<
    Record<string, { readonly label: string; readonly needsConfirmation?: boolean }>
  >;
}

type DocumentChange =
  | {
      readonly kind?: undefined;
      readonly textDocument: { readonly uri: string; readonly version: number | null };
      readonly edits: readonly TextEdit[];
    }
  | { readonly kind: 'create'; readonly uri: string; readonly options?: { readonly overwrite?: boolean } }
  | { readonly kind: 'delete'; readonly uri: string; readonly annotationId?: string };

/** Does to the disk what a strict editor does: nothing is overwritten, and what is edited or deleted must be there. */
export function applyWorkspaceEdit({ changes, documentChanges }: WorkspaceEdit): void {
  for (const [uri, edits] of Object.entries(changes ?? {})) editFile(uri, edits);
  for (const change of documentChanges ?? []) {
    if (change.kind === undefined) editFile(change.textDocument.uri, change.edits);
    else if (change.kind === 'create') {
      assert.ok(!existsSync(fileURLToPath(change.uri)), `${change.uri} exists already`);
      writeFileSync(fileURLToPath(change.uri), '');
    } else rmSync(fileURLToPath(change.uri));
  }
}

export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: Position): number =>
    text.split('\n', line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  let out = text;
  for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))) {
    out = out.slice(0, offset(edit.range.start)) + edit.newText + out.slice(offset(edit.range.end));
  }
  return out;
}

function editFile(uri: string, edits: readonly TextEdit[]): void {
  const path = fileURLToPath(uri);
  writeFileSync(path, applyTextEdits(readFileSync(path, 'utf8'), edits));
}
